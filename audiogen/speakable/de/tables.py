"""German names of units, currencies, scales, signs and marks."""

from __future__ import annotations

from audiogen.speakable.common import measures, money
from audiogen.speakable.common.money import Scale
from audiogen.speakable.common.signs import greek_names
from audiogen.speakable.common.tables import listed
from audiogen.speakable.common.web import Web

UNITS = measures.table("""
km: m Kilometer
m: m Meter
dm: m Dezimeter
cm: m Zentimeter
mm: m Millimeter
µm, μm: m Mikrometer
nm: m Nanometer
ft: m Fuß
in, Zoll: m Zoll
yd: n Yard | +s
mi: f Meile | +n
sm, nmi: f Seemeile | +n
km², km2, qkm: m Quadrat Kilometer
m², m2, qm: m Quadrat Meter
cm², cm2, qcm: m Quadrat Zentimeter
mm², mm2: m Quadrat Millimeter
m³, m3, cbm: m Kubik Meter
cm³, cm3, ccm: m Kubik Zentimeter
km³, km3: m Kubik Kilometer
mm³: m Kubik Millimeter
ha: m Hektar
kg: n Kilogramm
g: n Gramm
mg: n Milligramm
µg, μg: n Mikrogramm
t: f Tonne | +n
Mt: f Megatonne | +n
kt: f Kilotonne | +n
lb, lbs: n Pfund
oz: f Unze | +n
l, L: m Liter
hl: m Hektoliter
dl: m Deziliter
cl: m Zentiliter
ml: m Milliliter
h, Std: f Stunde | +n
min, Min: f Minute | +n
s, sec, Sek, sek: f Sekunde | +n
ms: f Millisekunde | +n
µs, μs: f Mikrosekunde | +n
ns: f Nanosekunde | +n
km/h, kmh: m Kilometer pro Stunde
m/s: m Meter pro Sekunde
mph: f Meile pro Stunde | Meilen pro Stunde
kph: m Kilometer pro Stunde
ft²: m Quadrat Fuß
mi²: f Quadrat Meile | +n
kbps: n Kilobit pro Sekunde
hp: f Pferdestärke | +n
psi: n P S I
gal: f Gallone | +n
rad: m Radiant
rpm: f Umdrehung pro Minute | Umdrehungen pro Minute
°C, ℃: m Grad Celsius
°F, ℉: m Grad Fahrenheit
°K: m Grad Kelvin
°: m Grad
K: n Kelvin
W: n Watt
kW: n Kilowatt
MW: n Megawatt
GW: n Gigawatt
TW: n Terawatt
mW: n Milliwatt
Wh: f Wattstunde | +n
kWh: f Kilowattstunde | +n
MWh: f Megawattstunde | +n
GWh: f Gigawattstunde | +n
TWh: f Terawattstunde | +n
PS: n P S
V: n Volt
kV: n Kilovolt
mV: n Millivolt
A: n Ampere
mA: n Milliampere
mAh: f Milliamperestunde | +n
Hz: n Hertz
kHz: n Kilohertz
MHz: n Megahertz
GHz: n Gigahertz
dB: n Dezibel
J: n Joule
kJ: n Kilojoule
MJ: n Megajoule
cal: f Kalorie | +n
kcal: f Kilokalorie | +n
N: n Newton
kN: n Kilonewton
Nm: n Newtonmeter
Pa: n Pascal
hPa: n Hektopascal
kPa: n Kilopascal
MPa: n Megapascal
bar: n Bar
mbar: n Millibar
Ω: n Ohm
kΩ: n Kiloohm
KB, kB: n Kilobyte
MB: n Megabyte
GB: n Gigabyte
TB: n Terabyte
PB: n Petabyte
kbit: n Kilobit
Mbit: n Megabit
Gbit: n Gigabit
Mbps: n Megabit pro Sekunde
px: n Pixel
mol: n Mol
mmol: n Millimol
eV: n Elektronenvolt
keV: n Kiloelektronenvolt
MeV: n Megaelektronenvolt
Sv: n Sievert
mSv: n Millisievert
µSv, μSv: n Mikrosievert
Bq: n Becquerel
lm: n Lumen
lx: n Lux
Lj: n Lichtjahr | +e
%: n Prozent
‰: n Promille
ppm: n P P M
""")
PER = {"h": "Stunde", "s": "Sekunde", "min": "Minute", "Tag": "Tag", "d": "Tag", "a": "Jahr", "Jahr": "Jahr",
       "Monat": "Monat", "Woche": "Woche", "l": "Liter", "t": "Tonne", "m": "Meter", "g": "Gramm", "Kopf": "Kopf",
       "Person": "Person",
       "EW": "Einwohner", "Nacht": "Nacht", "Stunde": "Stunde", "Minute": "Minute", "s²": "Quadratsekunde",
       "Std": "Stunde"}  # fmt: skip
SCALE_WORDS = (
    "Hundert",
    "Tausend",
    "Million",
    "Millionen",
    "Milliarde",
    "Milliarden",
    "Billion",
    "Billionen",
    "Billiarden",
)

CURRENCIES = money.table("""
€, EUR, Euro: m Euro || m Cent
$, Dollar: m Dollar || m Cent
US$, USD, US-$: m U S Dollar || m Cent
A$, AUD: m australischer Dollar | australische Dollar || m Cent
C$, CAD: m kanadischer Dollar | kanadische Dollar || m Cent
HK$, HKD: m Hongkong Dollar || m Cent
S$, SGD: m Singapur Dollar || m Cent
£, GBP: n Pfund || m Penny | Pence
¥, JPY: m Yen
CNY, RMB: m Yuan
₩, KRW: m Won
₹, INR: f Rupie | Rupien || m Paisa
CHF, SFr., sFr., Fr.: m Franken || m Rappen
₽, RUB: m Rubel || f Kopeke | Kopeken
₺, TRY: f Lira
₴, UAH: f Hrywnja
₪, ILS: m Schekel
₿, BTC: m Bitcoin
PLN, zł: m Zloty
CZK, Kč: f tschechische Krone | tschechische Kronen
SEK: f schwedische Krone | schwedische Kronen
NOK: f norwegische Krone | norwegische Kronen
DKK: f dänische Krone | dänische Kronen
HUF: m Forint
R$, BRL: m Real
MXN: m mexikanischer Peso | mexikanische Pesos
ZAR: m Rand
DM: f D Mark
Cent: m Cent
""")
_SCALES = {
    "m": Scale("f", "Million", "Millionen"),
    "b": Scale("f", "Milliarde", "Milliarden"),
    "t": Scale("f", "Billion", "Billionen"),
    "k": Scale("n", "tausend", "tausend", 1000),
}
SCALES = {
    written: _SCALES[scale]
    for scale, forms in {
        "m": "Mio. Mio mio. mio Mill. million millionen Million Millionen M",
        "b": "Mrd. Mrd mrd. mrd Md. milliarde milliarden Milliarde Milliarden Mia. Mia",
        "t": "Bio. Bill. billion billionen Billion Billionen",
        "k": "Tsd. Tsd tsd. tausend Tausend",
    }.items()
    for written in forms.split()
}

SIGNS = {
    "&": "und", "=": "gleich", "+": "plus", "±": "plus minus", "×": "mal", "÷": "geteilt durch", "≈": "ungefähr",
    "≠": "ungleich",
    "≤": "kleiner gleich", "≥": "größer gleich", "∞": "unendlich", "√": "Wurzel aus", "∑": "Summe", "°": "Grad",
    "§": "Paragraf",
    "¶": "Absatz", "©": "Copyright", "%": "Prozent", "‰": "Promille", "№": "Nummer", "→": "nach", "$": "Dollar",
    "€": "Euro", "£": "Pfund", "¥": "Yen", "¢": "Cent", "@": "at", "℃": "Grad Celsius", "Ω": "Ohm", "½": "einhalb",
    "¼": "ein viertel",
    "¾": "drei viertel", "⅓": "ein drittel", "⅔": "zwei drittel",
}  # fmt: skip
GREEK = greek_names("""
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mü
    nü xi omikron pi rho sigma tau ypsilon phi chi psi omega
""")
POWERS = {2: "Quadrat"}

WEB = Web(
    marks={
        ".": "Punkt", "/": "Slash", "-": "Bindestrich", "_": "Unterstrich", "@": "at", ":": "Doppelpunkt",
        "?": "Fragezeichen",
        "=": "Gleichheitszeichen", "&": "und", "#": "Raute", "%": "Prozent", "+": "plus", "~": "Tilde",
        "!": "Ausrufezeichen",
        "*": "Stern", ",": "Komma", ";": "Semikolon", "$": "Dollar",
    },
    hashtag="Hashtag",
    number="Nummer",
    words=frozenset(listed("""
        com net info gov edu app blog shop online news web bahn post mail bild zdf
    """)) - {"zdf"},
    names={"gmail": "g mail", "youtube": "youtube", "gmx": "g m x"},
)  # fmt: skip
