"""Is an amount an attribute? ``the £1.3bn clean-up``, ``two $5 bills``, ``a 3m wall``: its unit is then singular."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.rules import Context, words

#: Behind these an amount and a noun are one phrase: "its $3 million grant".
_DETERMINERS = words("""
    a an the its his her their our my your this each every another whose latest proposed planned new massive record
    controversial annual initial huge federal
""")
#: "It's $5 more": no genitive.
_CONTRACTED = words("it's that's here's there's what's he's she's who's let's it’s that’s here’s there’s what’s he’s")
#: Never the noun of such a phrase.
NO_NOUN = words("""
    in a an per for on to from and or of at with by as is was were are the that which off than more each less
    into through about over under between until till since before after during against without within toward towards
    because when while where if so but who whom whose whether would will could can may might must should has have had
    do does did be been being not also only still yet just again ago annually monthly weekly daily yearly already now
    then last next this these those there here he she it we they you i his her its their our my your out up down back
    worth each every extra higher lower cheaper apart away wide long tall high deep thick left
    going coming including excluding covering depending came went goes comes raised spent paid owed pledged earned
    needed received lost won stolen missing total altogether overall minimum maximum plus minus
""")
#: Nouns that an amount goes with although nothing stands before it: "$20 million loans", "100 mph winds".
_NOUNS = words("""
    plan plans project projects deal deals grant grants loan loans bill bills note notes coin coins fee fees fine fines
    package packages settlement settlements lawsuit contract contracts house houses home homes mansion budget takeover
    acquisition merger bond bonds stake prize prizes bonus bonuses donation donations gift salary salaries tax scheme
    facility plant factory campaign verdict judgment ticket tickets lottery jackpot bailout bailouts boost upgrade
    renovation expansion development initiative valuation bid bids cheque cheques check checks voucher vouchers
    programme program programs clean-up cleanup overhaul refurbishment fund funds investment investments
    pool bulb bulbs battery batteries engine engines bottle bottles pistol rifle gun guns round rounds shell shells
    artillery howitzer howitzers lens screen display wall fence waves winds radius zone bag bags race sprint hurdles
    relay dash freestyle butterfly backstroke breaststroke walk cable pizza tank service shift stretch exclusion
    mortar cannon steeplechase cruise holiday trip pipeline journey trek
""")
_DIMENSIONS = frozenset(["high", "wide", "long", "tall", "deep", "thick"])
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_SERIES = re.compile(r",\s(?:\w+-\w+)")


def is_attribute(match: Match[str], context: Context) -> bool:
    """A noun behind the amount, and a determiner before it or a noun that takes amounts."""
    at = match.end()
    before = context.before(match.start())
    if context.text[at : at + 1] not in {" ", "\u00a0"}:
        return before in {"a", "an"} and _SERIES.match(context.text, at) is not None
    follows = context.after(at, lower=False)
    if follows in _DIMENSIONS and before in _DETERMINERS:  # a 6ft tall man
        at = context.text.find(follows, at) + len(follows)
        follows = context.after(at, lower=False) if context.text[at : at + 1] == " " else "and"
    if not context.text[at + 1 : at + 2].isalpha() or follows in NO_NOUN or _is_verb(follows):
        return False
    if follows in _NOUNS:
        return True
    return bool(before in _DETERMINERS or _genitive(match, context, before))


def _is_verb(word: str) -> bool:
    """``the $3 million raised``, ``$40 million annually``."""
    return word.endswith(("ed", "ly")) and word not in {"weekly", "monthly", "hourly", "daily", "yearly", "speed"}


def _genitive(match: Match[str], context: Context, before: str) -> bool:
    written = context.text[max(0, match.start() - 24) : match.start()].rstrip().lower().split(" ")[-1]
    return _POSSESSIVE.search(written) is not None and before not in _CONTRACTED and written not in _CONTRACTED
