"""Spanish names of units, currencies, scales, signs and marks."""

from __future__ import annotations

from audiogen.speakable.common import measures, money
from audiogen.speakable.common.money import Scale
from audiogen.speakable.common.signs import greek_names
from audiogen.speakable.common.tables import listed
from audiogen.speakable.common.web import Web

UNITS = measures.table("""
km: m kilómetro | +s
m: m metro | +s
dm: m decímetro | +s
cm: m centímetro | +s
mm: m milímetro | +s
µm, μm: m micrómetro | +s
nm: m nanómetro | +s
ft: m pie | +s
in: f pulgada | +s
yd: f yarda | +s
mi: f milla | +s
nmi: f milla náutica | millas náuticas
km², km2: m kilómetro cuadrado | kilómetros cuadrados
m², m2: m metro cuadrado | metros cuadrados
cm², cm2: m centímetro cuadrado | centímetros cuadrados
mm²: m milímetro cuadrado | milímetros cuadrados
mi²: f milla cuadrada | millas cuadradas
ft²: m pie cuadrado | pies cuadrados
m³, m3: m metro cúbico | metros cúbicos
cm³, cm3, cc: m centímetro cúbico | centímetros cúbicos
km³: m kilómetro cúbico | kilómetros cúbicos
ha: f hectárea | +s
kg, kgs: m kilogramo | +s
g, gr: m gramo | +s
mg: m miligramo | +s
µg, μg: m microgramo | +s
t: f tonelada | +s
lb, lbs: f libra | +s
oz: f onza | +s
l, L: m litro | +s
hl, hL: m hectolitro | +s
dl, dL: m decilitro | +s
cl, cL: m centilitro | +s
ml, mL: m mililitro | +s
gal: m galón | galones
min: m minuto | +s
s, seg: m segundo | +s
ms: m milisegundo | +s
µs, μs: m microsegundo | +s
ns: m nanosegundo | +s
km/h, kmh, kph: m kilómetro por hora | kilómetros por hora
m/s: m metro por segundo | metros por segundo
mph: f milla por hora | millas por hora
kbps: m kilobit por segundo | kilobits por segundo
pt: f pinta | +s
qt: m cuarto de galón | cuartos de galón
rad: m radián | radianes
rpm: f revolución por minuto | revoluciones por minuto
°C, ℃: m grado centígrado | grados centígrados
°F, ℉: m grado Fahrenheit | grados Fahrenheit
°K: m grado Kelvin | grados Kelvin
°: m grado | +s
K: m kelvin | kelvin
W: m vatio | +s
kW: m kilovatio | +s
MW: m megavatio | +s
GW: m gigavatio | +s
TW: m teravatio | +s
mW: m milivatio | +s
Wh: m vatio hora | vatios hora
kWh: m kilovatio hora | kilovatios hora
MWh: m megavatio hora | megavatios hora
GWh: m gigavatio hora | gigavatios hora
TWh: m teravatio hora | teravatios hora
CV: m caballo | +s
hp: m caballo de fuerza | caballos de fuerza
V: m voltio | +s
kV: m kilovoltio | +s
mV: m milivoltio | +s
A: m amperio | +s
mA: m miliamperio | +s
mAh: m miliamperio hora | miliamperios hora
Hz: m hercio | +s
kHz: m kilohercio | +s
MHz: m megahercio | +s
GHz: m gigahercio | +s
dB: m decibelio | +s
J: m julio | +s
kJ: m kilojulio | +s
cal: f caloría | +s
kcal: f kilocaloría | +s
N: m newton | newtons
Pa: m pascal | pascales
hPa: m hectopascal | hectopascales
kPa: m kilopascal | kilopascales
MPa: m megapascal | megapascales
bar: m bar | bares
mbar: m milibar | milibares
psi: m p s i
Ω: m ohmio | +s
kB, KB: m kilobyte | +s
MB: m megabyte | +s
GB: m gigabyte | +s
TB: m terabyte | +s
PB: m petabyte | +s
kbit: m kilobit | +s
Mbit, Mb: m megabit | +s
Gbit, Gb: m gigabit | +s
Mbps: m megabit por segundo | megabits por segundo
Gbps: m gigabit por segundo | gigabits por segundo
px: m píxel | píxeles
mol: m mol | moles
eV: m electronvoltio | +s
Sv: m sievert | +s
mSv: m milisievert | +s
Bq: m becquerel | +s
lm: m lumen | lúmenes
lx: m lux
ppm: f parte por millón | partes por millón
hab: m habitante | +s
""")
UNITS |= {"%": measures.Unit("", "por ciento", "por ciento"), "‰": measures.Unit("", "por mil", "por mil")}
PER = {"h": "hora", "s": "segundo", "min": "minuto", "d": "día", "día": "día", "mes": "mes", "año": "año",
"semana": "semana", "hab": "habitante",
       "s²": "segundo al cuadrado", "noche": "noche", "hora": "hora", "persona": "persona"}  # fmt: skip
SCALE_WORDS = ("mil", "millón", "millones", "mil millones", "billón", "billones", "trillones")

CURRENCIES = money.table("""
€, EUR: m euro | euros || m céntimo | céntimos
$: m dólar | dólares || m centavo | centavos
US$, USD, U$S, $US: m dólar estadounidense | dólares estadounidenses || m centavo | centavos
CA$, C$, CAD: m dólar canadiense | dólares canadienses || m centavo | centavos
A$, AUD: m dólar australiano | dólares australianos || m centavo | centavos
NZD, NZ$: m dólar neozelandés | dólares neozelandeses || m centavo | centavos
HKD, HK$: m dólar de Hong Kong | dólares de Hong Kong || m centavo | centavos
SGD: m dólar de Singapur | dólares de Singapur || m centavo | centavos
TTD: m dólar de Trinidad y Tobago | dólares de Trinidad y Tobago || m centavo | centavos
JMD: m dólar jamaiquino | dólares jamaiquinos || m centavo | centavos
BZD: m dólar beliceño | dólares beliceños || m centavo | centavos
£, GBP: f libra | libras || m penique | peniques
¥, JPY: m yen | yenes
CNY: m yuan | yuanes
₩, KRW: m won | wones
₹, INR, Rs, Rs.: f rupia | rupias
CHF: m franco suizo | francos suizos || m céntimo | céntimos
Fr, Fr., FF: m franco | francos || m céntimo | céntimos
₽, RUB: m rublo | rublos
₺, TRY: f lira turca | liras turcas
₿, BTC: m bitcóin | bitcoines
MXN, MX$: m peso mexicano | pesos mexicanos || m centavo | centavos
ARS: m peso argentino | pesos argentinos || m centavo | centavos
CLP: m peso chileno | pesos chilenos || m centavo | centavos
COP: m peso colombiano | pesos colombianos || m centavo | centavos
CUP: m peso cubano | pesos cubanos || m centavo | centavos
DOP: m peso dominicano | pesos dominicanos || m centavo | centavos
UYU: m peso uruguayo | pesos uruguayos || m centésimo | centésimos
PHP: m peso filipino | pesos filipinos || m centavo | centavos
PEN, S/: m sol | soles || m céntimo | céntimos
BOB, Bs: m boliviano | bolivianos || m centavo | centavos
VES, VEF: m bolívar | bolívares || m céntimo | céntimos
PYG, ₲: m guaraní | guaraníes
GTQ, Q: m quetzal | quetzales || m centavo | centavos
HNL: m lempira | lempiras || m centavo | centavos
NIO: f córdoba | córdobas || m centavo | centavos
CRC: m colón costarricense | colones costarricenses || m céntimo | céntimos
₡: m colón | colones || m céntimo | céntimos
SVC: m colón salvadoreño | colones salvadoreños || m centavo | centavos
PAB: m balboa | balboas || m centésimo | centésimos
BRL, R$: m real brasileño | reales brasileños || m centavo | centavos
ANG: m florín antillano | florines antillanos || m centavo | centavos
AWG: m florín arubeño | florines arubeños || m centavo | centavos
BBD: m dólar de Barbados | dólares de Barbados || m centavo | centavos
BMD: m dólar de Bermudas | dólares de Bermudas || m centavo | centavos
BSD: m dólar bahameño | dólares bahameños || m centavo | centavos
GYD: m dólar guyanés | dólares guyaneses || m centavo | centavos
KYD: m dólar de las Islas Caimán | dólares de las Islas Caimán || m centavo | centavos
SRD: m dólar surinamés | dólares surinameses || m centavo | centavos
XCD: m dólar del Caribe Oriental | dólares del Caribe Oriental || m centavo | centavos
HTG: m gourde | gourdes || m céntimo | céntimos
FKP: f libra malvinense | libras malvinenses || m penique | peniques
SEK: f corona sueca | coronas suecas
NOK: f corona noruega | coronas noruegas
DKK: f corona danesa | coronas danesas
CZK: f corona checa | coronas checas
PLN: m zloty | zlotys
HUF: m florín | florines
ZAR: m rand | rands
ILS, ₪: m séquel | séqueles
MAD: m dirham | dirhams
EGP: f libra egipcia | libras egipcias
cts, cent: m céntimo | céntimos
""")
#: Codes that are read in small letters too; the others are words of the language.
SMALL_CODES = frozenset(
    listed("""
    eur us$ usd ca$ cad aud nzd hkd hk$ sgd ttd jmd bzd gbp jpy cny krw inr rs fr chf rub btc mxn ars clp cop
    cup dop uyu php pen bob ves vef pyg gtq q hnl nio ang awg bbd bmd bsd gyd kyd srd xcd htg fkp bs crc svc
    pab brl r$ sek nok dkk czk pln huf zar ils egp mx$ u$s
""")
)
_SCALES = {
    "m": Scale("m", "millón", "millones"),
    "b": Scale("m", "mil millones", "mil millones"),
    "t": Scale("m", "billón", "billones"),
    "r": Scale("m", "trillón", "trillones"),
    "k": Scale("m", "mil", "mil", 1000),
}
SCALES = {
    written: _SCALES[scale]
    for scale, forms in {
        "m": "M mill. millones millón millon mm MM mdd",
        "t": "billones billón billon",
        "r": "trillones trillón",
        "b": "mil\u00a0millones Mrd. mmm MMM",
        "k": "mil K k",
    }.items()
    for written in forms.split(" ")
} | {"mil millones": _SCALES["b"]}
SCALES.pop("mdd")

SIGNS = {
    "&": "y", "=": "igual a", "+": "más", "±": "más menos", "×": "por", "÷": "entre", "≈": "aproximadamente",
    "≠": "distinto de",
    "≤": "menor o igual que", "≥": "mayor o igual que", "∞": "infinito", "√": "raíz cuadrada de", "∑": "suma",
    "°": "grados", "§": "sección",
    "©": "copyright", "%": "por ciento", "‰": "por mil", "№": "número", "→": "a", "$": "dólares", "€": "euros",
    "£": "libras", "¥": "yenes",
    "@": "arroba", "℃": "grados centígrados", "Ω": "ohmios",
}  # fmt: skip
GREEK = greek_names("""
    alfa beta gamma delta épsilon zeta eta theta iota kappa lambda mi
    ni xi ómicron pi ro sigma tau ípsilon fi ji psi omega
""")
POWERS = {2: "al cuadrado", 3: "al cubo"}

WEB = Web(
    marks={
        ".": "punto", "/": "barra", "-": "guion", "_": "guion bajo", "@": "arroba", ":": "dos puntos",
        "?": "signo de interrogación",
        "=": "igual", "&": "y", "#": "almohadilla", "%": "por ciento", "+": "más", "~": "tilde",
        "!": "signo de exclamación",
        "*": "asterisco", ",": "coma", ";": "punto y coma", "$": "dólar",
    },
    hashtag="hashtag",
    number="número",
    words=frozenset(listed("com net info app blog shop gmail nvidia yahoo edu gob org")),
    names={},
)  # fmt: skip
