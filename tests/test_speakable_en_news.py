"""Spoken English of the news: amounts before nouns, results, dates of two days, scales, names, in context."""

from __future__ import annotations

import pytest
from test_speakable_en import rows

from audiogen.speakable import speakable

MONEY = """
the £1.3bn clean-up => the one point three billion pound clean-up
its $3 million grant => its three million dollar grant
two $5 bills => two five dollar bills
a series of $20 million loans => a series of twenty million dollar loans
the company's €750m convertible bond => the company's seven hundred fifty million euro convertible bond
It's $5 million more. => It's five million dollars more.
It made $40 million annually. => It made forty million dollars annually.
the $3 million raised => the three million dollars raised
the $12.50 ticket => the twelve dollar fifty cent ticket
a €50bn, four-year package => a fifty billion euro, four-year package
the £96bn HS2 project => the ninety six billion pound HS two project
sold for $2.3m — 3x its estimate => sold for two point three million dollars — three times its estimate
$10M-$20M => ten to twenty million dollars
a loss of €2,50 and €1.250,50 => a loss of two euros fifty cents and one thousand two hundred fifty euros fifty cents
fell to 1,204p after a 1p rise => fell to one thousand two hundred four pence after a one penny rise
a 1080p stream => a ten eighty p stream
24p per kWh => twenty four pence per kilowatt hour
R50 million and kr 500 => fifty million rand and five hundred kroner
£19.99pp => nineteen pounds ninety nine pence per person
£1.2 million pounds => one point two million pounds
$½ million => half a million dollars
£1,000s, and 100s of people => thousands of pounds, and hundreds of people
5c coins => five cent coins
the $ sign => the dollar sign
between $1.5 and $2 billion => between one point five and two billion dollars
10k-12k, 5-6bn => ten to twelve thousand, five to six billion
"""
TIMES = """
won in 41:07 => won in forty one minutes seven seconds
a 10km time of 27:31 => a ten kilometer time of twenty seven minutes thirty one seconds
finished in 12:35 => finished in twelve minutes thirty five seconds
in a time of 1:2:2 => in a time of one hour two minutes two seconds
the 6m 12s clip => the six minutes twelve seconds clip
2h 15m 30s => two hours fifteen minutes thirty seconds
at 3pm (GMT+1) => at three P M (GMT plus one)
at 9am (UTC-5) => at nine A M (UTC minus five)
at 11am (BST) => at eleven A M (BST)
noon-1 p.m. => noon to one P M.
at 12:00 noon => at twelve noon
2000 local time => twenty hundred local time
0900-1700 => o nine hundred to seventeen hundred
90+4 min => ninety plus four minutes
by 5:45 => by five forty five
"""
DATES = """
between 4 and 19 December => between the fourth and the nineteenth of December
from 3 to 5 May => from the third to the fifth of May
June 3 and 4 => June third and fourth
June 3 and 4 people => June third and four people
On May 1, 2, and 3 => On May first, second, and third
30 June-4 July => the thirtieth of June to the fourth of July
30 June – 4 July 2024 => the thirtieth of June to the fourth of July twenty twenty four
the week of 6/12 => the week of June twelfth
Meet me 6/7 at noon => Meet me June seventh at noon
the 1/6 committee => the January sixth committee
by 2100, in 2100 cases => by twenty one hundred, in two thousand one hundred cases
Wed 12 Mar => Wednesday the twelfth of March
in May 5 people died => in May five people died
the 00s => the two thousands
"""
NUMBERS = """
a 1:2,400 scale => a one to two thousand four hundred scale
a 1:25,000 map => a one to twenty five thousand map
a mix of 1:2:3 => a mix of one to two to three
Genesis 1:1-5 => Genesis one one to five
odds of 5/1, the 11/4 favourite => odds of five to one, the eleven to four favourite
a 60/40 split and the 80-20 rule => a sixty forty split and the eighty twenty rule
a vote of 52-48 => a vote of fifty two to forty eight
120/80 mmHg => one twenty over eighty millimeters of mercury
a 5-1/2 year term => a five and a half year term
a 3/4-inch pipe => a three quarter-inch pipe
a 2-1 win => a two to one win
1.5-2.5x => one point five to two point five times
1,234 3/4 kg => one thousand two hundred thirty four and three quarters kilograms
1.5½ km and 1/0 kg => one point five one half kilometers and one zero kilograms
$3.5½ => three point five one half dollars
"""
MEASURES = """
100 mph winds => one hundred mile per hour winds
a 12in pizza => a twelve inch pizza
the 100m final, a 2 L bottle => the one hundred meter final, a two liter bottle
a 24hr service ran for 24hr => a twenty four hour service ran for twenty four hours
a 6ft tall man, a 6ft tall => a six foot tall man, a six feet tall
the 40m high tower => the forty meter high tower
15 kWh/100 km => fifteen kilowatt hours per one hundred kilometers
per m² and people per sq km => per square meter and people per square kilometer
20-25C, 1.5C above => twenty to twenty five degrees Celsius, one point five degrees Celsius above
seat 32F => seat thirty two F
rates rose 0.5pc => rates rose zero point five percent
a 12pc set => a twelve pc set
"""
CODES = """
Call 116 123 or text 741741 => Call one one six, one two three or text seven four one seven four one
the 988 lifeline => the nine eight eight lifeline
call 111 for help, 111 people => call one one one for help, one hundred eleven people
800-273-TALK => eight hundred, two seven three, TALK
+12125550100 => plus one, two one two, five five five, o one o o
London SW1A 2AA => London S W one A, two A A
Beverly Hills, Calif. 90210 => Beverly Hills, California nine zero two one zero
Room 101, Rte. 9 => Room one o one, Route nine
737 MAX, the 747s and iPhone 15s => seven thirty seven MAX, the seven forty sevens and iPhone fifteens
my 401k => my four o one K
C-3PO => C three P O
AT&T => A T and T
Python 3.10 and Ubuntu 22.04 => Python three point ten and Ubuntu twenty two point o four
(02) 9876 5432 => o two, nine eight seven six, five four three two
make -j8 --dry-run => make dash j eight dash dash dry run
a .com or .NET name, r/science => a dot com or dot net name, r slash science
"""
NAMES = """
during WWII and WWI => during World War Two and World War One
Rocky IV, an IV drip => Rocky four, an I V drip
John D. Rockefeller IV => John D. Rockefeller the fourth
King Mswati III => King Mswati the third
Types I and II, Grades I-IV => Types one and two, Grades one to four
James VI and I => James the sixth and first
Cllr Jane Smith and Lt Col Smith => Councillor Jane Smith and Lieutenant Colonel Smith
Gen Z and Gen Milley => Gen Z and General Milley
Mr. and Mrs. Smith => Mister and Mrs Smith
Sec. of State => Secretary of State
Shell plc => Shell P L C
Smith et al. found => Smith et al found
Gen. 1:1 and Gen. Lee, Rev. 3:20 => Genesis one one and General Lee, Revelation three twenty
E 42nd St => East forty second Street
w/c 12 May => week commencing the twelfth of May
the Gov't => the government
a Navy SEAL, LEDs => a Navy SEAL, L E D's
"""
SIGNS = """
OIL PRICES HIT $90 A BARREL => oil prices hit ninety dollars a barrel
an A* and a B-, rated AA-. => an A star and a B minus, rated A A minus.
a < b => a is less than b
§§ 5-7 => sections five to seven
thanks 👍 => thanks thumbs up emoji
s/he => she or he
it’s O’Brien’s, the ’90s and ‘that’ => it's O'Brien's, the nineties and ‘that’
"""
BRITISH = """
a £145m deal => a one hundred and forty five million pound deal
1,145,500 people => one million one hundred and forty five thousand five hundred people
won 3-0, drew 0-0 => won three nil, drew nil nil
a 2-1 win => a two one win
a 1-1 draw => a one all draw
aged 2-10 => aged two to ten
the 2.30 at Ascot => the two thirty at Ascot
fell to 1,204p => fell to one thousand two hundred and four pence
"""


@pytest.mark.parametrize(
    ("written", "spoken"),
    [row for table in (MONEY, TIMES, DATES, NUMBERS, MEASURES, CODES, NAMES, SIGNS) for row in rows(table)],
)
def test_spoken_form(written: str, spoken: str) -> None:
    assert speakable(written) == spoken
    assert speakable(spoken) == spoken


@pytest.mark.parametrize(("written", "spoken"), rows(BRITISH))
def test_british_news(written: str, spoken: str) -> None:
    assert speakable(written, "en-GB") == spoken
