"""How well finished MP3s are understood: word error rate per engine, and what is wrong with single sentences.

    python benchmarks/intelligibility.py [--engines espeak,piper,kokoro] [ARTICLE ...]

Makes an MP3 of each article with each engine that is installed, lets Whisper tiny.en hear it (extra ``check``) and
holds its words against what should be said. Without articles: five of its own. English. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import audiogen
from audiogen.errors import AudiogenError, EngineError
from audiogen.registry import engine as load
from audiogen.transcribe import Report, compare, transcribe

ARTICLES = {
    "bridge": """Westbridge closes its harbour bridge

The council of Westbridge voted on Tuesday evening to close the old harbour bridge for at least eighteen months.
Engineers had found cracks in two of the four pillars during an inspection in early March.

“We should have acted three years ago,” said Margaret Ellison, who chairs the transport committee. Traffic will use the
northern tunnel, which already carries 40,000 vehicles a day. The repair is expected to cost $19 million.""",
    "bakery": """A bakery that opens at midnight

When the last trains have left, the lights go on in a small shop behind the station. Jonas Hart sells bread to nurses,
drivers and students who cannot sleep. “My father thought I was mad,” he says. He bakes about 300 loaves a night.

The idea came to him in 2019, when he drove a taxi. Now he has four employees, and a second shop will open in June.""",
    "river": """Otters are back in the river

For the first time in sixty years, otters have raised their young in the upper valley. A farmer saw three of them near
the mill in April, and a camera confirmed it a week later. Cleaner water is the main reason, biologists say.

Anglers are less pleased. Each animal eats about one kilogram of fish a day. The county wants to talk with both sides
before the end of the year.""",
    "chess": """Library lends chess sets

Since the beginning of the month, the city library has been lending chess sets along with its books. They can be kept
for four weeks. The demand surprised even Helen Marsh, the director: all fifty sets were gone within two days.

“People stay and play,” she says. On Saturdays a teacher explains openings to children. Entry is free.""",
    "weather": """Warm days, cold nights

The coming week brings sunshine to most of the country. Temperatures will climb to 24 degrees in the south, while the
coast stays cooler. At night the sky is clear, and in the valleys ground frost is possible.

Farmers are worried about their cherry trees, which flowered two weeks early. Rain is not expected before Sunday.""",
}


def heard(article: str, engine: str, folder: Path) -> Report:
    """Make the MP3, hear it, compare."""
    (episode,) = audiogen.make([article], output=str(folder), engine=engine, force=True)
    said = [segment["spoken"] for segment in episode.manifest["segments"]]
    return compare(said, transcribe(episode.path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", metavar="ARTICLE")
    parser.add_argument("--engines", default="pyttsx3,espeak,piper,kokoro")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = given.articles or [str(_written(folder, *item)) for item in ARTICLES.items()]
        titles = " | ".join(Path(article).stem for article in articles)
        print(f"| engine | {titles} | all | sentences wrong |\n|---|{'---|' * len(articles)}---|---|")
        for engine in given.engines.split(","):
            try:
                load(engine)
            except EngineError as error:
                print(f"| {engine} | not installed: {error.hint} |")
                continue
            _row(engine, [heard(article, engine, folder / engine) for article in articles])


def _row(engine: str, reports: list[Report]) -> None:
    rates = " | ".join(f"{report.word_error_rate:.3f}" for report in reports)
    whole = sum(report.errors for report in reports) / max(1, sum(report.words for report in reports))
    problems = [sentence for report in reports for sentence in report.problems]
    print(f"| {engine} | {rates} | {whole:.3f} | {len(problems)} |", flush=True)
    for sentence in problems:
        print(f"{engine}: {sentence.problem}: {sentence.text}", file=sys.stderr)


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n"), encoding="utf-8")
    return path


if __name__ == "__main__":
    try:
        main()
    except AudiogenError as error:
        sys.exit(f"Error: {error.message}\nHint: {error.hint}")
