"""Acronyms of French: letters, words, and short words that stand in capitals for loudness."""

from __future__ import annotations

from audiogen.speakable.rules import words

#: Letters although they look like words.
LETTERS = words("""
    ADN AFP AMF API APL ARN BCE CEO CIA CIO EDF EELV EPR ESS FMI IA INA IP ISF IUT IVG OCDE OGM OIT OL OM OMS
    ONG OPA PC PIB PMA PME RATP RER RSA SNU TER TPE TVA UDF UDI UE UK UMP URL URSS USA USB UV VIP
""")
#: Words although they are short or stand in capitals.
WORDS = words("""
    ARTE ASSE ASSEDIC BAC CAC CAF CAP CEDEX CERN CODEVI COVID CROUS DARES DOM DREES ELA ENA EURATOM FED FNAC
    IFOP INED INRA INRIA INSEE INSERM IRSN LOL MEDEF NASDAQ ONU OTAN OVNI PAC PACS PEL PIN RAID RIB SACEM SAMU
    SDIS SIDA SMIC TOM UNEDIC UNEF ZAD ZEP
""")
#: Common words, in capitals for loudness only.
PLAIN = words("""
    AU AUX AVEC BON CAR CE CES DANS DE DES DU EAU ELLE EN EST ET FEU FIN ICI IL ILS JE JUIN LA LE LES LOI MA MAI
    MER MES MON NE NI NON NOUS ON OU OUI OÙ PAR PAS PLUS POUR QUE QUI ROI SA SANS SE SES SI SON SOUS STOP SUR TA
    TON TOUS TOUT TU UN UNE VIE VOUS VU
""")
#: Letters in spite of small ones among them.
MIXED = words("""
    BnF InVS
""")
