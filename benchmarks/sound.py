"""What a finished file sounds like in figures, for every engine and format; and what encoding costs.

    python benchmarks/sound.py [--engine NAME ...] [--encoders] [--end] [FILE]

Without a flag: loudness, true peak, gaps, joints and steps between segments of FILE (an article; else the first of
../shared/seeds), read from the finished file. ``--encoders``: settings of the lossy encoders on speech at 64 kbit/s,
their speed in seconds of audio per second of CPU, segmental SNR (20 ms frames of speech) and log-spectral distance to
8 kHz.
``--end``: from the last spoken segment to the file in its place, and the memory of this process. Prints Markdown.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from audiogen import ffmpeg
from audiogen.batch import Listener, run
from audiogen.cli.inspect import measured
from audiogen.errors import AudiogenError
from audiogen.inspection import inspect
from audiogen.model import Clip
from audiogen.pipeline import Plan
from audiogen.settings import load
from audiogen.writers.encoder import FORMATS

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
ENGINES = ("tone", "espeak", "pyttsx3", "piper", "kokoro")
COLUMNS = ("integrated_lufs", "true_peak_dbtp", "shortest_gap_ms", "longest_gap_ms", "gap_beyond_plan_ms", "joint_step",
           "speech_step", "level_step_lu")  # fmt: skip
CODECS: dict[str, tuple[str, ...]] = {
    **{f"libmp3lame -compression_level {q}": ("libmp3lame", "-compression_level", str(q)) for q in (0, 2, 3, 5, 7, 9)},
    "aac -aac_coder twoloop": ("aac", "-aac_coder", "twoloop"),
    "aac -aac_coder fast": ("aac", "-aac_coder", "fast"),
    **{f"libopus -compression_level {q}": ("libopus", "-compression_level", str(q)) for q in (10, 5, 0)},
}


class Clock(Listener):
    """When the last segment was spoken."""

    def __init__(self) -> None:
        self.first_s = self.last_s = 0.0

    def spoke(self, plan: Plan, clip: Clip) -> None:
        self.last_s = time.perf_counter()
        self.first_s = self.first_s or self.last_s


def sound(article: Path, engines: list[str], formats: str) -> None:
    print("| engine | format | " + " | ".join(name.replace("_", " ") for name in COLUMNS) + " |")
    print("|" + "---|" * (len(COLUMNS) + 2))
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            (outcome,) = run([str(article)], load(output=folder, engine=engine, format=formats))
            if outcome.error or not outcome.episode:
                print(f"| {engine} | {outcome.error and outcome.error.message} |")
                continue
            for name in outcome.episode.files:
                figures = measured(inspect(Path(folder) / name))
                row = " | ".join(str(figures[column]) for column in COLUMNS)
                print(f"| {engine} | {Path(name).suffix[1:]} | {row} |", flush=True)


def encoders(article: Path) -> None:
    print("| encoder | CPU x real time | segmental SNR, dB | log-spectral distance, dB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        (outcome,) = run([str(article)], load(output=folder, engine="espeak", format="wav"))
        if outcome.error or not outcome.episode:
            raise outcome.error or AudiogenError("no episode")
        original, rate = inspect(outcome.episode.path).samples, outcome.episode.manifest["frame_rate_hz"]
        for name, codec in CODECS.items():
            suffix = {"libmp3lame": ".mp3", "aac": ".m4a", "libopus": ".opus"}[codec[0]]
            path = Path(folder) / f"x{suffix}"
            cpu = min(_encode(outcome.episode.path, path, codec) for _ in range(3))
            coded = _decoded(path, rate)[: len(original)]
            snr, distance = _quality(original[: len(coded)].astype(float), coded.astype(float), rate)
            print(f"| `{name}` | {len(original) / rate / cpu:.0f} | {snr:.1f} | {distance:.2f} |", flush=True)


def _encode(source: Path, path: Path, codec: tuple[str, ...]) -> float:
    """Seconds of CPU."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        ffmpeg.executable(),
        "-v",
        "error",
        "-y",
        "-i",
        source,
        "-map",
        "0:a",
        "-c:a",
        *codec,
        "-b:a",
        "64k",
        path,
    ]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _decoded(path: Path, rate: int) -> np.ndarray[Any, Any]:
    command = [ffmpeg.executable(), "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", str(rate), "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<i2")


def _quality(original: np.ndarray[Any, Any], coded: np.ndarray[Any, Any], rate: int) -> tuple[float, float]:
    """Segmental SNR and log-spectral distance, means over the frames that hold speech."""
    size = rate // 50
    frames = len(original) // size
    a, b = (wave[: frames * size].reshape(frames, size) for wave in (original, coded))
    speech = np.sqrt((a**2).mean(1)) > 300
    a, b = a[speech], b[speech]
    snr = 10 * np.log10((a**2).sum(1) / ((a - b) ** 2).sum(1).clip(1))
    window, top = np.hanning(size), round(8000 * size / rate)
    spectra = [20 * np.log10(np.abs(np.fft.rfft(x * window))[:, 1:top] + 30) for x in (a, b)]
    distance = np.sqrt(((spectra[0] - spectra[1]) ** 2).mean(1))
    return float(snr.clip(-10, 35).mean()), float(distance.mean())


def end(article: Path, formats: list[str]) -> None:
    print("| format | audio, s | speech and encoding, s | from the last segment to the file, s | memory, MB |")
    print("|---|---|---|---|---|")
    text = article.read_text(encoding="utf-8").strip().split("\n\n")
    for times in (1, 16):
        with tempfile.TemporaryDirectory() as folder:
            long = Path(folder) / "long.txt"
            # Chapters with numbers of their own: repeated text would be taken for repeated chrome.
            again = ("\n\n".join(f"{part} In all, {n} of them." for part in text[1:]) for n in range(times))
            long.write_text("\n\n".join([text[0], *again]), encoding="utf-8")
            for form in formats:
                clock = Clock()
                settings = load(output=folder, engine="espeak", format=form, force=True)
                (outcome,) = run([str(long)], settings, listener=clock)
                done = time.perf_counter()
                seconds = outcome.episode.seconds if outcome.episode else 0.0
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                times_s = f"{clock.last_s - clock.first_s:.1f} | {done - clock.last_s:.1f}"
                print(f"| {form} | {seconds:.0f} | {times_s} | {memory:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--format", default=",".join(FORMATS))
    parser.add_argument("--encoders", action="store_true")
    parser.add_argument("--end", action="store_true")
    options = parser.parse_args()
    article = options.article or min(SEEDS.glob("*.txt"), default=ROOT / "seeds" / "harbour-bridge.txt")
    if options.encoders:
        encoders(article)
    elif options.end:
        end(article, options.format.split(",") if options.format != ",".join(FORMATS) else ["mp3"])
    else:
        sound(article, options.engine or list(ENGINES), options.format)


if __name__ == "__main__":
    main()
