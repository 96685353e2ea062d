"""Units of measure of English: symbol -> one, many. Case counts: ``mW`` is not ``MW``."""

from __future__ import annotations

from audiogen.speakable.rules import words


def _table(text: str) -> dict[str, tuple[str, str]]:
    """Lines of ``symbols: one`` or ``symbols: one | many``; the plural is an ``s`` where it is not said."""
    units: dict[str, tuple[str, str]] = {}
    for line in text.strip().splitlines():
        symbols, _, names = line.partition(": ")
        one, _, many = names.partition(" | ")
        for symbol in symbols.split(", "):
            units[symbol.strip()] = (one, many or one + "s")
    return units


UNITS = _table("""
km, KM: kilometer
m: meter
cm: centimeter
mm: millimeter
dm: decimeter
µm, μm, um: micrometer
nm: nanometer
mi: mile
ft: foot | feet
yd, yds: yard
km², km2, sq km, sq. km: square kilometer
m², m2, sq m, sq. m: square meter
cm², cm2: square centimeter
mm², mm2: square millimeter
mi², mi2, sq mi, sq. mi: square mile
ft², ft2, sq ft, sq. ft, sq.ft, sqft: square foot | square feet
yd², sq yd, sq. yd: square yard
in², sq in, sq. in: square inch | square inches
m³, m3, cu m, cu. m: cubic meter
cm³, cm3: cubic centimeter
mm³: cubic millimeter
km³, km3: cubic kilometer
ft³, ft3, cu ft, cu. ft: cubic foot | cubic feet
cc: C C | C C
ha: hectare
kg, Kg, KG: kilogram
g: gram
mg: milligram
µg, μg, mcg: microgram
lb, lbs: pound
oz: ounce
fl oz, fl. oz: fluid ounce
dl, dL: deciliter
l, L: liter
ml, mL: milliliter
cl, cL: centiliter
gal, gals: gallon
qt: quart
pt, pts: pint
tbsp: tablespoon
tsp: teaspoon
hr, hrs, h: hour
min, mins: minute
sec, secs, s: second
kbit: kilobit
Mbit: megabit
Gbit: gigabit
bp, bps: basis point
ms: millisecond
µs, μs: microsecond
ns: nanosecond
yr, yrs: year
mo, mos: month
wk, wks: week
mph: mile per hour | miles per hour
kph, kmh, kmph: kilometer per hour | kilometers per hour
mpg: mile per gallon | miles per gallon
fps: frame per second | frames per second
rpm: R P M | R P M
bpm: beat per minute | beats per minute
psi: P S I | P S I
kt, kts: knot
nmi: nautical mile
hp: horsepower | horsepower
bhp: brake horsepower | brake horsepower
W: watt
kW: kilowatt
MW: megawatt
GW: gigawatt
TW: terawatt
mW: milliwatt
kWh: kilowatt hour
MWh: megawatt hour
GWh: gigawatt hour
TWh: terawatt hour
Wh: watt hour
mAh: milliamp hour
V: volt
kV: kilovolt
mV: millivolt
mA: milliamp
Hz: hertz | hertz
kHz, khz, KHz: kilohertz | kilohertz
MHz, Mhz, mhz: megahertz | megahertz
GHz, Ghz, ghz: gigahertz | gigahertz
THz: terahertz | terahertz
dB, db: decibel
kJ: kilojoule
MJ: megajoule
cal: calorie
kcal: kilocalorie
Nm: newton meter
Pa: pascal
hPa: hectopascal
kPa: kilopascal
MPa: megapascal
mbar: millibar
mmHg: millimeter of mercury | millimeters of mercury
Ω: ohm
kΩ: kilohm
MΩ: megohm
K: kelvin | kelvin
kB, KB: kilobyte
MB: megabyte
GB: gigabyte
TB: terabyte
PB: petabyte
KiB: kibibyte
MiB: mebibyte
GiB: gibibyte
kbps, Kbps, kbit/s: kilobit per second | kilobits per second
Mbps, Mbit/s, mbps: megabit per second | megabits per second
Gbps, Gbit/s, gbps: gigabit per second | gigabits per second
MB/s: megabyte per second | megabytes per second
GB/s: gigabyte per second | gigabytes per second
px: pixel
dpi: D P I | D P I
ppm: part per million | parts per million
ppb: part per billion | parts per billion
mol: mole
mmol: millimole
kDa: kilodalton
eV: electronvolt
keV: kiloelectronvolt
MeV: megaelectronvolt
GeV: gigaelectronvolt
TeV: teraelectronvolt
ly: light year
Mt: megaton
kt: kiloton
Mb: megabit
Gb: gigabit
Sv: sievert
mSv: millisievert
µSv: microsievert
Bq: becquerel
kBq: kilobecquerel
lm: lumen
lx: lux | lux
""")
#: Symbols that are also a word or a letter of a name: read as units only where the number touches them.
CLOSE_ONLY = words("K V W h s l L m pt pts mo ms cal PB Mt kt Mb g")
#: Read with a space as well, but not before a letter that makes it a name.
SPACED_LETTERS = words("K m g l L V W h s")
#: Behind a slash or "per".
PER = {symbol: one for symbol, (one, _) in UNITS.items()} | {
    "s": "second", "h": "hour", "hr": "hour", "d": "day", "day": "day", "week": "week", "month": "month", "yr": "year",
    "year": "year", "hour": "hour", "night": "night", "min": "minute", "sec": "second", "sq mi": "square mile",
    "100km": "one hundred kilometers", "100 km": "one hundred kilometers",
    "person": "person", "capita": "capita", "l": "liter",
    "s²": "second squared", "s2": "second squared", "h²": "hour squared",
}  # fmt: skip
