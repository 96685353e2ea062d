"""Acronyms of Spanish: letters, words, and short words that stand in capitals for loudness."""

from __future__ import annotations

from audiogen.speakable.rules import words

#: Letters although they look like words.
LETTERS = words("""
    ADN API ARN BCE BNG CEO CIA DNI ERC FBI FMI IA IP IPC IU OCDE OEA OIT OMS ONG OPS PC PNV UE UGT UK UPN URL
    URSS USB UV VIP
""")
#: Words although they are short or stand in capitals.
WORDS = words("""
    AENA AVE CEPAL CIS COI CONCACAF CONMEBOL COPE EBAU EFE ERE ERTE ESO ETA FED FIFA IBEX INAH INE INEM ISSSTE
    IVA MERCOSUR MIR MORENA NAFTA NIE NIF OCU OEA OIEA ONU OTAN OVNI PAN PEMEX PIB PRI PSOE PYME PYMES RAE RENFE
    SAT SEPE SER SGAE SIDA TAC TEC UCI UEFA UME UNAM UNASUR UNED USA VOX
""")
#: Common words, in capitals for loudness only.
PLAIN = words("""
    A AL ALTA ALTO ASI ASÍ AYER AÑO BAJA CON DAR DE DEL DOS DÍA E EL EN ES ESA ESE ESO ESTA ESTE ESTO FIN FUE
    GOL HA HAN HAY HOY IR LA LAS LE LES LEY LO LOS MAR ME MI MIL MIS MUY MÁS NI NO NOS O OJO OÍR PARA PAZ POR
    QUE REY SE SER SI SIN SOL SON SOY SU SUS SÍ TE TRES TU TUS U UN UNA UNO VA VER VEZ VOY Y YA
""")
#: Letters in spite of small ones among them.
MIXED = words("""
    CoDi
""")
