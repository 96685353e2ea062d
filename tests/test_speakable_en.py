"""Spoken English: the tables of `audiogen.speakable.en`, a few rows a rule, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speakable import speak, speakable
from audiogen.speakable.en.numbers import british, cardinal, number, ordinal, pairs, roman, year


def rows(table: str) -> list[tuple[str, str]]:
    """Lines of ``written => spoken``."""
    return [(left.strip(), right.strip()) for left, right in (line.split("=>") for line in table.strip().splitlines())]


NUMBERS = """
The population is 1,234,567. => The population is one million two hundred thirty four thousand five hundred sixty seven.
1 000 000 people => one million people
-1,000 points => minus one thousand points
agent 007 => agent zero zero seven
1st, 22nd and 1,000th => first, twenty second and one thousandth
the 21ST CENTURY => the twenty first CENTURY
3.14, .5, 1.07 and 97.0 => three point one four, point five, one point o seven and ninety seven point zero
0.01 percent of 3.5 million => zero point zero one percent of three point five million
1/2, 5/8 and 2/3rds => one half, five eighths and two thirds
He ate 3 1/2 pies and ½ a cake. => He ate three and a half pies and one half a cake.
it lies 3¾ miles off => it lies three and three quarters miles off
1/4 of the cake => one quarter of the cake
20/20 vision, open 24/7 => twenty twenty vision, open twenty four seven
3/5 stars, 4.5/5 => three out of five stars, four point five out of five
pages 12-15 and 2,000–2,500 people => pages twelve to fifteen and two thousand to two thousand five hundred people
a 25-to-30 crowd, 1-in-5 => a twenty five to thirty crowd, one in five
a 5:1 ratio and a 1-0 win => a five to one ratio and a one to zero win
they play 4-3-3 => they play four three three
over 65+ => over sixty five plus
a 15-year-old => a fifteen-year-old
"""
SUMS = """
35-20=15 => thirty five minus twenty equals fifteen
Solve 3 - 2. => Solve three minus two.
What is 8*7? => What is eight times seven?
0/0 => zero divided by zero
x² and 10⁻³ => x squared and ten to the minus third
2^3 > 7 => two to the power of three is greater than seven
±5, ~5 and ≤ 3 => plus or minus five, about five and is less than or equal to three
"""
DATES = """
on Nov. 3, 2020 => on November third, twenty twenty
on 3 November 2020 => on the third of November twenty twenty
the 25th of July 2012 => the twenty fifth of July twenty twelve
Jan. 5-8 => January fifth to eighth
June 30 – July 4, 2021 => June thirtieth to July fourth, twenty twenty one
the 1st of May => the first of May
07/25/2012 and 7/25/12 => July twenty fifth twenty twelve and July twenty fifth twenty twelve
25.07.2012 => the twenty fifth of July twenty twelve
on 2010-03-18. => on the eighteenth of March twenty ten.
2024-03-15T14:30:00Z => the fifteenth of March twenty twenty four at fourteen thirty UTC
The train leaves on 1/4. => The train leaves on January fourth.
12/25 => December twenty fifth
It was 9 May. It rained on 9 Nov. => It was the ninth of May. It rained on the ninth of November.
between 5/1 and 5/7, in 12/2020 => between May first and May seventh, in December twenty twenty
the 1860s–70s, Dec. '21 => the eighteen sixties to seventies, December twenty one
the 9/11 attacks => the nine eleven attacks
Fri. 3/15 => Friday March fifteenth
Tues., Aug. 24 => Tuesday, August twenty fourth
Mon-Fri, Jan-Mar 2020 => Monday to Friday, January to March twenty twenty
since Sept. => since September.
the 1980s and the '90s => the nineteen eighties and the nineties
the class of '05 => the class of o five
in 1906, 2000, 2005 and 2014 => in nineteen o six, two thousand, two thousand five and twenty fourteen
1837-38 and 1932–1982 => eighteen thirty seven to thirty eight and nineteen thirty two to nineteen eighty two
500 BC to AD 500 => five hundred B C to A D five hundred
3920 solar cells, 1500 people => three thousand nine hundred twenty solar cells, one thousand five hundred people
"""
TIMES = """
at 5pm, 5:30 p.m. and 3.01 A.M. => at five P M, five thirty P M and three o one A M.
11:30 GMT and 10 AM EST => eleven thirty GMT and ten A M E S T
13:00 and 18:45 => thirteen hundred and eighteen forty five
9-11am, 10am-2pm => nine to eleven A M, ten A M to two P M
9:00–17:00 => nine to seventeen hundred
the 0930 GMT start, 1800 hours => the o nine thirty GMT start, eighteen hundred hours
in 2:15:30 => in two hours fifteen minutes and thirty seconds
in 1:32:07.98 => in one hour thirty two minutes and seven point nine eight seconds
1h 30m, noon–1 p.m. => one hour thirty minutes, noon to one P M.
ran 3:43.13 => ran three minutes forty three point one three seconds
GMT +2:30 => GMT plus two thirty
John 3:16 => John three sixteen
7 o'clock => seven o'clock
"""
MONEY = """
It cost $3.5bn. => It cost three point five billion dollars.
£20m, ¥30bn and €5.50 => twenty million pounds, thirty billion yen and five euros fifty cents
$1.01 and $0.99 => one dollar one cent and ninety nine cents
US$50, HK$20, 50 USD, EUR 20 => fifty US dollars, twenty Hong Kong dollars, fifty US dollars, twenty euros
$5-10 million, $50m-$60m => five to ten million dollars, fifty to sixty million dollars
a $250,000 house, a $10-a-month plan => a two hundred fifty thousand dollar house, a ten dollar-a-month plan
$20/month and -$50 => twenty dollars per month and minus fifty dollars
Rs. 500 and 50¢ => five hundred rupees and fifty cents
$ 6.5 m => six point five million dollars
2.5m users and 10bn barrels => two point five million users and ten billion barrels
"""
MEASURES = """
5 km, 1 km and a 10-km run => five kilometers, one kilometer and a ten kilometer run
60 km/h and 9.8 m/s² => sixty kilometers per hour and nine point eight meters per second squared
10-15 kg => ten to fifteen kilograms
1/2 oz. of pepper => one half ounce of pepper
10 ft. 3 in. => ten feet three inches.
6'2" tall => six feet two inches tall
16" alloy wheels => sixteen inches alloy wheels
-10°C to +85 °C => minus ten degrees Celsius to plus eighty five degrees Celsius
5%, 5-10 % and -0.3% => five percent, five to ten percent and minus zero point three percent
256MB at 2.4GHz => two hundred fifty six megabytes at two point four gigahertz
300 people/km² => three hundred people per square kilometer
587.2/km² => five hundred eighty seven point two per square kilometer
10 x 15 cm, 4x4, 3x faster => ten by fifteen centimeters, four by four, three times faster
51°30′26″ N => fifty one degrees thirty minutes twenty six seconds north
a 3m wall, the 100m sprint, a 12-in. pipe => a three meter wall, the one hundred meter sprint, a twelve inch pipe
9st 4lb => nine stone four pounds
up 25bps, 7% to 8% => up twenty five basis points, seven percent to eight percent
a cold 35C => a cold thirty five degrees Celsius
5 m Street => five m Street
"""
CODES = """
Text me at 650-451-1234. => Text me at six five o, four five one, one two three four.
(650) 451-1234 => six five o, four five one, one two three four
+44 20 7946 0958 => plus four four, two o, seven nine four six, o nine five eight
1-800-555-0100 => one, eight hundred, five five five, o one o o
1-800-GO-FISH => one, eight hundred, GO, FISH
+44 (0)20 7946 0958 => plus four four, two o, seven nine four six, o nine five eight
a C-130J, Q1-Q3, a 401(k) => a C one hundred thirty J, Q one to Q three, a four o one K
call 911 => call nine one one
192.168.0.1 => one nine two dot one six eight dot zero dot one
version 3.11.2 => version three point eleven point two
an F-16, two F-16s => an F sixteen, two F sixteens
COVID-19, H5N1, G7 and Q3 => COVID nineteen, H five N one, G seven and Q three
Airbus A320, Boeing 747 => Airbus A three twenty, Boeing seven forty seven
CO2 and H₂O => C O two and H two O
99.9 FM => ninety nine point nine F M
"""
WEB = """
Write to jo.smith_7@example.co.uk! => Write to jo dot smith underscore seven at example dot co dot U K!
See https://www.example.com/a-b. => See W W W dot example dot com slash a dash b.
on nytimes.com => on nytimes dot com
@user_name, #MeToo and #1 => at user name, hashtag MeToo and number one
read report.pdf => read report dot P D F
"""
PLACES = """
Dr. Jo lives at 123 Circle Dr., Santa Maria. => Doctor Jo lives at one twenty three Circle Drive, Santa Maria.
Santa Maria, CA, 91230 => Santa Maria, California, nine one two three zero
1600 Pennsylvania Ave. NW => sixteen hundred Pennsylvania Avenue Northwest
Washington, DC 20500 => Washington, D C two zero five zero zero
317 S. 3rd St. => three seventeen South third Street.
221B Baker St. => two twenty one B Baker Street.
in Dallas, TX, and Newark, N.J., => in Dallas, Texas, and Newark, New Jersey,
P.O. Box 123, Apt. 4B => P O Box one twenty three, Apartment four B
Sen. Ed Ray, D-Mass. => Senator Ed Ray, Democrat of Massachusetts
I-405 => I four o five
"""
ABBREVIATIONS = """
Dr. King Dr. => Doctor King Drive.
St. John St. => Saint John Street.
I'm on Main St. right now. => I'm on Main Street right now.
the Atari ST, the ST segment => the Atari ST, the ST segment
She sold her Atari ST. => She sold her Atari ST.
St. Louis St. is near Regent St, Mr Ray => Saint Louis Street is near Regent Street, Mister Ray
Sr. Mary and the Sr. Editor Lee => Sister Mary and the Senior Editor Lee
Maj. Gen. Ann Lee and Lt. Col. Wu => Major General Ann Lee and Lieutenant Colonel Wu
No. 5, pg. 12, pp. 5-6, vol. 3 => Number five, page twelve, pages five to six, volume three
Route NO 88 => Route number eighty eight
He said No. 5 people left. => He said Number five people left.
Martin Lee Jr. met Smith & Co. => Martin Lee Junior met Smith and Company.
e.g. tea, i.e. a drink, etc. => for example tea, that is a drink, et cetera.
Smith v. Jones, cats vs. dogs => Smith versus Jones, cats versus dogs
approx. 5, w/o milk => approximately five, without milk
to block NO synthesis => to block nitrogen monoxide synthesis
"""
ROMAN = """
Henry VIII and Elizabeth II's heir => Henry the eighth and Elizabeth the second's heir
Pope John Paul II, Robert Griffin III => Pope John Paul the second, Robert Griffin the third
Charles I was king. Henry I know. => Charles the first was king. Henry I know.
World War II, Chapter IV, Part I. => World War two, Chapter four, Part one.
Rocky III and Super Bowl LV => Rocky three and Super Bowl fifty five
Act III, scene ii => Act three, scene two
XVII. => seventeen.
the XIX century => the nineteenth century
Appendix C, Title IX => Appendix C, Title nine
a MIX of CDs, an IV drip => a MIX of C D's, an I V drip
Malcolm X and vitamin C => Malcolm X and vitamin C
"""
LETTERS = """
NATO, UNICEF and AIDS => NATO, UNICEF and AIDS
the IAEA, dpa and WHO => the I A E A, D P A and W H O
three NGOs and UAVs => three N G O's and U A V's
the BBC and the US => the BBC and the US
He was NOT happy. => He was NOT happy.
NEW MAYOR WANTS MORE TREES => new mayor wants more trees
"""
SIGNS = """
R&D and/or sales => R and D and or sales
he/she => he or she
α-helix and Δ => alpha-helix and Delta
wow 🔥🔥🔥 => wow fire emoji
f***ing s**t => f bleeping s bleep t
Brand™ x® => Brand x
§ 230 => section two hundred thirty
Hello — world… yes (no) => Hello — world… yes (no)
"""


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        row
        for table in (
            NUMBERS, SUMS, DATES, TIMES, MONEY, MEASURES, CODES, WEB, PLACES, ABBREVIATIONS, ROMAN, LETTERS, SIGNS
        )
        for row in rows(table)
    ],
)  # fmt: skip
def test_spoken_form(written: str, spoken: str) -> None:
    assert speakable(written) == spoken
    assert speakable(spoken) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    rows("""
on 1/4 => on the first of April
05/02/2017 => the fifth of February twenty seventeen
a 3-0 win => a three nil win
342 m => three hundred and forty two metres
doors open at 7.30 => doors open at seven thirty
it costs 20p => it costs twenty pence
"""),
)
def test_british_english(written: str, spoken: str) -> None:
    assert speakable(written, "en-GB") == spoken


def test_number_words() -> None:
    assert cardinal(1_000_000_001) == "one billion one"
    assert [ordinal(value) for value in (5, 12, 20, 101)] == ["fifth", "twelfth", "twentieth", "one hundred first"]
    assert [year(value) for value in (987, 1066, 1800, 2010)] == [
        "nine hundred eighty seven", "ten sixty six", "eighteen hundred", "twenty ten",
    ]  # fmt: skip
    assert [pairs(text) for text in ("747", "405", "1600", "2788")] == [
        "seven forty seven", "four o five", "sixteen hundred", "twenty seven eighty eight",
    ]  # fmt: skip
    assert [roman(text) for text in ("XIV", "MCMXCIX", "IIII", "IC", "")] == [14, 1999, None, None, None]
    assert british("one thousand five meters") == "one thousand and five metres"


@given(st.integers(0, 10**12))
def test_numbers_of_any_size_are_words(value: int) -> None:
    assert all(word.isalpha() for word in cardinal(value).split())
    assert number(f"{value:,}") == number(str(value))


def test_letters_carry_their_names() -> None:
    spoken = speak("at 5am", "en", readings=True)
    assert spoken.text == "at five A M"
    assert [(spoken.text[reading.start : reading.end], reading.ipa) for reading in spoken.readings] == [("A", "eɪ")]
