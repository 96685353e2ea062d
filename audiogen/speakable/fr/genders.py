"""Gender of French nouns as far as numerals need it: ``une femme``, ``vingt et une heures``."""

from __future__ import annotations

import re

from audiogen.speakable.common.tables import listed

_FEMININE = re.compile(
    r".*(?:[stx]ion|té|tié|ée|ie|ance|ence|ure|ette|esse|euse|trice|elle|ale|ine|une|ise|che|ique|ade|ude|ière|aine"
    r"|onne|enne|ille|"
    r"ose|ouse|asse|ace|ble|ne|lle|tte|sse|phe|ue)s?"
)
_WOMEN = frozenset(
    listed("""femme fille mère sœur heure minute seconde année semaine journée nuit fois page place personne voix vie
    ville voiture main
    chaise porte route rue maison table tonne livre lettre œuvre équipe classe salle victime vente perte fin dent
    part mort mer
    forêt peau clé nation région image carte note plante banque marque tasse chambre""")
)
_MEN = frozenset(
    listed("""homme siècle kilomètre mètre litre gramme membre élève arbre titre groupe chapitre cercle centime
    article exemple centre verre
    problème système programme musée lycée match degré côté comité traité été pâté député million milliard génie
    incendie parapluie
    millénaire volume terme rôle contrôle phénomène domaine capitaine magazine vignoble immeuble meuble trouble doute
    vote mois pays
    jeune malade ministre journaliste artiste touriste athlète collègue juge règne signe cygne mille trimestre
    semestre acte pique risque disque
    kiosque cirque casque moteur décès""")
)


def gender(noun: str) -> str:
    """``f`` or ``m`` of a noun in any number; empty where there is none."""
    word = noun.lower()
    if not word.isalpha():
        return ""
    one = word.removesuffix("s")
    if one in _WOMEN or word in _WOMEN:
        return "f"
    if one in _MEN or word in _MEN:
        return "m"
    return "f" if _FEMININE.fullmatch(word) else "m"
