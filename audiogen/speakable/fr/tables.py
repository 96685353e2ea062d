"""French names of units, currencies, scales, signs and marks."""

from __future__ import annotations

from audiogen.speakable.common import measures, money
from audiogen.speakable.common.money import Scale
from audiogen.speakable.common.signs import greek_names
from audiogen.speakable.common.tables import listed
from audiogen.speakable.common.web import Web

UNITS = measures.table("""
km: m kilomètre | +s
m: m mètre | +s
dm: m décimètre | +s
cm: m centimètre | +s
mm: m millimètre | +s
µm, μm: m micromètre | +s
nm: m nanomètre | +s
ft, pi: m pied | pieds
in, po: m pouce | +s
mi: m mile | +s
nmi: m mille nautique | milles nautiques
km², km2: m kilomètre carré | kilomètres carrés
m², m2: m mètre carré | mètres carrés
cm², cm2: m centimètre carré | centimètres carrés
mm²: m millimètre carré | millimètres carrés
m³, m3: m mètre cube | mètres cubes
cm³, cm3: m centimètre cube | centimètres cubes
km³: m kilomètre cube | kilomètres cubes
ha: m hectare | +s
kg: m kilogramme | +s
g: m gramme | +s
mg: m milligramme | +s
µg, μg: m microgramme | +s
t: f tonne | +s
Mt: f mégatonne | +s
lb, lbs: f livre | +s
oz: f once | +s
l, L: m litre | +s
hl, hL: m hectolitre | +s
dl, dL: m décilitre | +s
cl, cL: m centilitre | +s
ml, mL: m millilitre | +s
min, mn: f minute | +s
s, sec: f seconde | +s
ms: f milliseconde | +s
µs, μs: f microseconde | +s
ns: f nanoseconde | +s
km/h, kmh: m kilomètre heure | kilomètres heure
m/s: m mètre par seconde | mètres par seconde
mph: m mile à l'heure | miles à l'heure
kph: m kilomètre heure | kilomètres heure
ft²: m pied carré | pieds carrés
mi²: m mile carré | miles carrés
yd: m yard | +s
kbps: m kilobit par seconde | kilobits par seconde
Mbps: m mégabit par seconde | mégabits par seconde
gal: m gallon | +s
psi: m P S I
rad: m radian | +s
kN: m kilonewton | +s
tr/min: m tour par minute | tours par minute
°C, ℃: m degré Celsius | degrés Celsius
°F, ℉: m degré Fahrenheit | degrés Fahrenheit
°K: m degré Kelvin | degrés Kelvin
°: m degré | +s
K: m kelvin | +s
W: m watt | +s
kW: m kilowatt | +s
MW: m mégawatt | +s
GW: m gigawatt | +s
TW: m térawatt | +s
mW: m milliwatt | +s
Wh: m wattheure | +s
kWh: m kilowattheure | +s
MWh: m mégawattheure | +s
GWh: m gigawattheure | +s
TWh: m térawattheure | +s
ch, CV: m cheval | chevaux
V: m volt | +s
kV: m kilovolt | +s
mV: m millivolt | +s
A: m ampère | +s
mA: m milliampère | +s
mAh: m milliampère heure | milliampères heure
Hz: m hertz
kHz: m kilohertz
MHz: m mégahertz
GHz: m gigahertz
dB: m décibel | +s
J: m joule | +s
kJ: m kilojoule | +s
cal: f calorie | +s
kcal: f kilocalorie | +s
N: m newton | +s
Pa: m pascal | +s
hPa: m hectopascal | +s
kPa: m kilopascal | +s
MPa: m mégapascal | +s
bar: m bar | +s
mbar: m millibar | +s
Ω: m ohm | +s
o: m octet | +s
ko, Ko: m kilooctet | +s
Mo: m mégaoctet | +s
Go: m gigaoctet | +s
To: m téraoctet | +s
kB, KB: m kilobyte | +s
MB: m mégabyte | +s
GB: m gigabyte | +s
TB: m térabyte | +s
kbit: m kilobit | +s
Mbit, Mb: m mégabit | +s
Gbit, Gb: m gigabit | +s
px: m pixel | +s
mol: f mole | +s
mmol: f millimole | +s
eV: m électronvolt | +s
Sv: m sievert | +s
mSv: m millisievert | +s
Bq: m becquerel | +s
lm: m lumen | +s
lx: m lux
%: m pour cent
‰: m pour mille
ppm: m P P M
hab: m habitant | +s
""")
PER = {"h": "heure", "s": "seconde", "min": "minute", "j": "jour", "jour": "jour", "mois": "mois", "an": "an",
"semaine": "semaine",
       "pers": "personne", "hab": "habitant", "s²": "seconde carrée", "nuit": "nuit", "heure": "heure"}  # fmt: skip
SCALE_WORDS = ("mille", "million", "millions", "milliard", "milliards", "billion", "billions")

CURRENCIES = money.table("""
€, EUR: m euro | euros || m centime | centimes
$: m dollar | dollars || m cent | cents
US$, USD, $US: m dollar américain | dollars américains || m cent | cents
CA$, C$, CAD: m dollar canadien | dollars canadiens || m cent | cents
A$, AUD: m dollar australien | dollars australiens || m cent | cents
HK$, HKD: m dollar de Hong Kong | dollars de Hong Kong || m cent | cents
£, GBP: f livre | livres || m penny | pence
¥, JPY: m yen | yens
CNY: m yuan | yuans
₩, KRW: m won | wons
₹, INR: f roupie | roupies
CHF, FS: m franc suisse | francs suisses || m centime | centimes
XOF, FCFA, XAF: m franc C F A | francs C F A
FF, F: m franc | francs || m centime | centimes
₽, RUB: m rouble | roubles
₺, TRY: f livre turque | livres turques
₴, UAH: f hryvnia | hryvnias
₪, ILS: m shekel | shekels
₿, BTC: m bitcoin | bitcoins
PLN: m zloty | zlotys
CZK: f couronne tchèque | couronnes tchèques
SEK: f couronne suédoise | couronnes suédoises
NOK: f couronne norvégienne | couronnes norvégiennes
DKK: f couronne danoise | couronnes danoises
MAD: m dirham | dirhams
DZD: m dinar | dinars
TND: m dinar tunisien | dinars tunisiens
BRL, R$: m real | reais
MXN: m peso mexicain | pesos mexicains
ct, cts: m centime | centimes
""")
_SCALES = {
    "m": Scale("m", "million", "millions"),
    "b": Scale("m", "milliard", "milliards"),
    "t": Scale("m", "billion", "billions"),
    "k": Scale("m", "mille", "mille", 1000),
}
SCALES = {
    written: _SCALES[scale]
    for scale, forms in {
        "m": "M million millions Mio Mio.",
        "b": "Md Mds Mrd Mrds Md. milliard milliards",
        "t": "billion billions",
        "k": "k K",
    }.items()
    for written in forms.split()
}

SIGNS = {
    "&": "et", "=": "égale", "+": "plus", "±": "plus ou moins", "×": "fois", "÷": "divisé par", "≈": "environ",
    "≠": "différent de",
    "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "∞": "infini", "√": "racine carrée de", "∑": "somme",
    "°": "degrés", "§": "paragraphe",
    "©": "copyright", "%": "pour cent", "‰": "pour mille", "№": "numéro", "→": "vers", "$": "dollars", "€": "euros",
    "£": "livres", "¥": "yens",
    "@": "arobase", "℃": "degrés Celsius", "Ω": "ohms",
}  # fmt: skip
GREEK = greek_names("""
    alpha bêta gamma delta epsilon zêta êta thêta iota kappa lambda mu
    nu xi omicron pi rhô sigma tau upsilon phi khi psi oméga
""")
POWERS = {2: "au carré", 3: "au cube"}

WEB = Web(
    marks={
        ".": "point", "/": "slash", "-": "tiret", "_": "tiret bas", "@": "arobase", ":": "deux points",
        "?": "point d'interrogation",
        "=": "égal", "&": "et", "#": "dièse", "%": "pour cent", "+": "plus", "~": "tilde", "!": "point d'exclamation",
        "*": "étoile", ",": "virgule", ";": "point virgule", "$": "dollar",
    },
    hashtag="hashtag",
    number="numéro",
    words=frozenset(listed("com net org info gov edu app blog shop gouv free orange")),
    names={"gmail": "g mail"},
)  # fmt: skip
