"""Spoken forms: what a listener hears right, by category, beside espeak-ng alone; context, speed and start.

    python benchmarks/speakable.py [--misses N]

Pairs and their comparison (equal phonemes) come from ../shared/speech. Prints Markdown; with --misses, N misses a set.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType

from audiogen.speakable import speakable

SHARED = Path(__file__).resolve().parents[2] / "shared" / "speech"
LANGUAGES = ("en", "de", "fr", "es")


def score_module() -> ModuleType:
    """The set's own comparison, so that nothing here can be kinder."""
    sys.path.insert(0, str(SHARED))
    import score

    return score


def pairs(language: str) -> list[tuple[str, str, str]]:
    """(category, written, spoken)."""
    lines = (SHARED / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(category, written, spoken) for category, written, spoken in (line.split("\t") for line in lines)]


def table_of(language: str, misses: int) -> None:
    phonemes = score_module().Phonemes(language)
    total: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    raw: Counter[str] = Counter()
    for category, written, expected in pairs(language):
        right, said = phonemes(expected), speakable(written, language)
        total[category] += 1
        ours[category] += phonemes(said) == right
        raw[category] += phonemes(written) == right
        if phonemes(said) != right and misses > 0:
            misses -= 1
            print(f"<!-- {category}: {written} | {expected} | {said} -->")
    for category in total:
        print(row(language, category, total[category], ours[category], raw[category]))
    print(row(language, "**all**", total.total(), ours.total(), raw.total()))


def row(language: str, category: str, total: int, ours: int, raw: int) -> str:
    return f"| {language} | {category} | {total} | {ours / total:.1%} | {raw / total:.1%} |"


def lenient(text: str) -> str:
    """Case, punctuation, hyphens and "and" do not count."""
    words = re.sub(r"[^\w\s]", "", text.lower().replace("-", " ")).split()
    return " ".join(word for word in words if word != "and")


def context_score(misses: int) -> tuple[int, int]:
    """Sentences that only the context decides: (right, all)."""
    right = 0
    lines = (SHARED / "context.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        written, accepted = line.split("\t")[:2]
        said = speakable(written)
        if lenient(said) in {lenient(one) for one in accepted.split(" | ")}:
            right += 1
        elif misses > 0:
            misses -= 1
            print(f"<!-- context: {written} | {accepted} | {said} -->")
    return right, len(lines)


def words_a_second(language: str) -> float:
    """On one core, rules compiled; processor time, the best of three."""
    texts = [written for _, written, _ in pairs(language)]
    words = sum(len(text.split()) for text in texts)
    times = []
    for _ in range(4):
        start = time.process_time()
        for text in texts:
            speakable(text, language)
        times.append(time.process_time() - start)
    return words / min(times[1:])


def start_ms(language: str) -> float:
    """From `import audiogen.speakable` done to the first sentence said, in a fresh process; the best of five."""
    code = (
        "import time; from audiogen.speakable import speakable; t = time.process_time(); "
        f"speakable('It cost $3.5bn on 3/11/2020, 5 km away.', '{language}'); print(time.process_time() - t)"
    )
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5))
    return min(float(run.stdout) for run in runs) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0)
    misses = parser.parse_args().misses
    print("| language | category | pairs | audiogen | espeak-ng alone |\n|---|---|---|---|---|")
    for language in LANGUAGES:
        table_of(language, misses)
    right, total = context_score(misses)
    print(f"\nContext decides (English): {right} of {total}, {right / total:.1%}.\n")
    print("| language | words a second | start, ms |\n|---|---|---|")
    for language in LANGUAGES:
        print(f"| {language} | {words_a_second(language):,.0f} | {start_ms(language):.0f} |")


if __name__ == "__main__":
    main()
