"""Acronyms of German: letters, words, and short words that stand in capitals for loudness."""

from __future__ import annotations

from audiogen.speakable.rules import words

#: Letters although they look like words.
LETTERS = words("""
    ADAC AKW AOK ARD AfD BKA BMW BND BRD BSW CDU CEO CEU CSU DDR DGB DIN EADS EDV EG EKD EKG ETH EU EVP EWE EWG
    EZB FDP GEZ IC ICE ID IG IHK IOC IP IPO IQ IRA ISO IT IWF KI LKA NRW OECD OP ORF OSZE PC RAF SAP SPD SRF TUI
    UAE UK UN URL US USA USB UV VAE VW WHO ZDF
""")
#: Words although they are short or stand in capitals.
WORDS = words("""
    AKUT AOC APO ASTA AZUBI BAFA BAFIN BAföG BUND DAK DAX DEKRA EDEKA ELSTER ETA HARTZ IBAN KITA NABU TÜV UFO
    WADA
""")
#: Common words, in capitals for loudness only.
PLAIN = words("""
    AB ACH AH ALLE ALLES ALS ALT AM AN AUF AUS BEI BIS DA DAS DEIN DEM DEN DER DES DIE DU EIN ER ES FÜR GUT HA
    HALT HAT HE HO ICH IHM IHN IHR IHRE IM IN IST JA KEIN MAL MAN MEIN MIT NACH NEIN NEU NICHT NIE NUN NUR OB
    ODER OH ROT SEHR SEIN SIE SO STOP STOPP TAG TOD TOR TUN UM UND UNS VON VOR WAR WAS WEG WER WIE WIR WO ZU ZUM
    ZUR
""")
#: Letters in spite of small ones among them.
MIXED = words("""
    AfD EStG GmbH IfW KfW KfZ StGB StVO dpa
""")
