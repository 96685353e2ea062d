"""Speed, start and memory of each installed engine, next to the engine's own use on the same text.

    python benchmarks/engines.py [--jobs N] [--rounds N] [ENGINE ...]

Figures per engine: seconds of audio per second of CPU (all processes counted) and per second by the clock, CPU of the
cold start (a fresh process until its first word), memory of a worker at its peak, and what a segment costs beyond the
engine: CPU of the narrator's own process, per segment. Prints Markdown. Needs a system with `resource` (not Windows).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from audiogen.engines import choice
from audiogen.errors import AudiogenError
from audiogen.model import Segment, Voice
from audiogen.narrator import Narrator
from audiogen.registry import engine as load
from audiogen.registry import names

TEXT = """The council of Westbridge voted on Tuesday evening to close the old harbour bridge for eighteen months.
Engineers found cracks in two of the four supporting pillars during an inspection in early March.
Traffic will be diverted through the northern tunnel, which already carries forty thousand vehicles a day.
We should have acted three years ago, said Margaret Ellison, who chairs the transport committee.
Local shop owners fear that customers will stay away during the busy summer season.
A bakery near the waterfront has already laid off two of its seven employees.
The repair is expected to cost nineteen million pounds, a third of which will come from the national government.
Opposition members called the schedule unrealistic and demanded weekly reports.
No one was hurt when a section of railing fell into the river last autumn.
The first contracts will be signed before the end of June.""".splitlines()


@dataclass
class Figures:
    audio_s: float
    cpu_s: float
    wall_s: float

    def row(self) -> str:
        return f"{self.audio_s / self.cpu_s:.1f} | {self.audio_s / self.wall_s:.1f}"


def cpu_s() -> float:
    """Of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def own_cpu_s() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def text(rounds: int) -> list[str]:
    return [sentence for _ in range(rounds) for sentence in TEXT]


def narrated(name: str, voice: Voice, jobs: int, rounds: int) -> tuple[Figures, float]:
    """The whole way through the narrator, warm, and the CPU of its own process per segment in ms."""
    sentences = text(rounds)
    segments = [Segment(index, 0, sentence, sentence, 300) for index, sentence in enumerate(sentences)]
    cold = started(name, voice, jobs)
    before, began = cpu_s(), time.perf_counter()
    with Narrator(name, jobs=jobs) as narrator:
        list(narrator.speak(segments[:jobs], voice))
        warm, own = time.perf_counter(), own_cpu_s()
        audio = sum(clip.seconds for clip in narrator.speak(segments, voice))
        wall, beyond = time.perf_counter() - warm, own_cpu_s() - own
    cpu = cpu_s() - before - cold
    print(f"{name}: {audio:.0f} s of audio, whole run {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return Figures(audio, cpu, wall), 1000 * beyond / len(segments)


def started(name: str, voice: Voice, jobs: int) -> float:
    """CPU of starting the workers and letting each say its first segment; taken off the whole run's."""
    before = cpu_s()
    with Narrator(name, jobs=jobs) as narrator:
        list(narrator.speak([Segment(i, 0, TEXT[i], TEXT[i], 300) for i in range(jobs)], voice))
    return cpu_s() - before


def cold_start(name: str, voice: Voice) -> tuple[float, float]:
    """CPU seconds of a fresh process until the first word is there, and its memory in MB after the text."""
    code = (
        "import resource, sys; from audiogen.registry import engine; from audiogen.model import Voice\n"
        f"made = engine({name!r}); voice = Voice({name!r}, {voice.name!r}, 'en'); made.speak('Yes.', voice)\n"
        "use = resource.getrusage(resource.RUSAGE_SELF); first = use.ru_utime + use.ru_stime\n"
        f"[made.speak(sentence, voice) for sentence in {TEXT!r}]\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(first, peak / (1024**2 if sys.platform == 'darwin' else 1024))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def measured(use: Callable[[Path], None]) -> Figures:
    """An engine's own use in a process of its own, start included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.wav")
        before, began = cpu_s(), time.perf_counter()
        use(path)
        cpu, wall = cpu_s() - before, time.perf_counter() - began
        with wave.open(str(path)) as file:
            return Figures(file.getnframes() / file.getframerate(), cpu, wall)


def own_figures(own: Callable[[list[str]], Callable[[Path], None]], rounds: int) -> str:
    """Warm, as ours are: what one sentence takes, start included, is taken off what all of them take."""
    try:
        few, many = measured(own(TEXT[:1])), measured(own(TEXT[:1] + text(rounds)))
    except (subprocess.CalledProcessError, FileNotFoundError):
        return "does not run here | "
    return Figures(many.audio_s - few.audio_s, many.cpu_s - few.cpu_s, many.wall_s - few.wall_s).row()


def own_piper(sentences: list[str]) -> Callable[[Path], None]:
    def use(path: Path) -> None:
        from audiogen.engines.piper import installed

        model = installed()["en_US-joe-medium"].path(".onnx")
        command = [sys.executable, "-m", "piper", "-m", str(model), "-f", str(path)]
        subprocess.run(command, input="\n".join(sentences), text=True, check=True, capture_output=True)

    return use


def own_kokoro(sentences: list[str]) -> Callable[[Path], None]:
    def use(path: Path) -> None:
        from audiogen import voicestore
        from audiogen.engines.kokoro import _parts

        model = path.with_suffix(".onnx")
        model.write_bytes(b"".join(part.read_bytes() for part in _parts()))
        voices = voicestore.installed("kokoro")["kokoro"].path(".bin")
        _python(KOKORO, str(model), str(voices), str(path), json.dumps(sentences))

    return use


def own_pyttsx3(sentences: list[str]) -> Callable[[Path], None]:
    return lambda path: _python(PYTTSX3, str(path), json.dumps(sentences))


def own_espeak(sentences: list[str]) -> Callable[[Path], None]:
    return lambda path: _python(ESPEAK, str(path), json.dumps(sentences))


def _python(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)


WRITE = """
def write(path, rate, pcm):
    with wave.open(path, 'wb') as file:
        file.setparams((1, 2, rate, 0, 'NONE', ''))
        file.writeframes(pcm)
"""
KOKORO = (
    "import json, sys, wave, numpy\nfrom kokoro_onnx import Kokoro\n"
    + WRITE
    + """
kokoro = Kokoro(sys.argv[1], sys.argv[2])
made = [kokoro.create(one, 'af_heart')[0] for one in json.loads(sys.argv[4])]
write(sys.argv[3], 24000, (numpy.concatenate(made) * 32767).astype('<i2').tobytes())
"""
)
PYTTSX3 = """
import json, sys, pyttsx3
engine = pyttsx3.init()
engine.setProperty('rate', 175)
engine.save_to_file(' '.join(json.loads(sys.argv[2])), sys.argv[1])
engine.runAndWait()
"""
ESPEAK = (
    "import ctypes, json, sys, wave\nfrom audiogen.engines.libespeak import library\n"
    + WRITE
    + """
found, pcm = library(), []
lib = ctypes.CDLL(found.path)
rate = lib.espeak_Initialize(2, 2000, found.data.encode() or None, 0x8000)
kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
def heard(wav, n, events):
    if wav and n > 0:
        pcm.append(ctypes.string_at(wav, 2 * n))
    return 0
back = kind(heard)
lib.espeak_SetSynthCallback(back)
lib.espeak_SetVoiceByName(b'en-us')
for one in json.loads(sys.argv[2]):
    data = one.encode()
    lib.espeak_Synth(data, ctypes.c_size_t(len(data) + 1), 0, 1, 0, 0x1001, None, None)
write(sys.argv[1], rate, b''.join(pcm))
"""
)
OWN: dict[str, tuple[str, Callable[[list[str]], Callable[[Path], None]]]] = {
    "piper": ("python -m piper", own_piper),
    "kokoro": ("kokoro_onnx.Kokoro.create", own_kokoro),
    "espeak": ("libespeak-ng by ctypes", own_espeak),
    "pyttsx3": ("pyttsx3.save_to_file", own_pyttsx3),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", metavar="ENGINE")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=4, help="how often the ten sentences are said")
    given = parser.parse_args()
    print(
        "| engine | audio s / CPU s | audio s / s | cold start, CPU s | memory, MB | beyond the engine, ms a segment |"
    )
    print("|---|---|---|---|---|---|")
    for name in given.engines or sorted(names("audiogen.engines")):
        try:
            voice = Voice(name, load(name).default_voice("en"), "en")
        except AudiogenError as error:
            print(f"| {name} | {error.message} | | | | |")
            continue
        first, memory = cold_start(name, voice)
        figures, beyond = narrated(name, voice, given.jobs, given.rounds)
        print(f"| {name}, {given.jobs} workers | {figures.row()} | {first:.2f} | {memory:.0f} | {beyond:.1f} |")
        if name in OWN and (name not in choice.NATURAL or find_spec(name) or find_spec("kokoro_onnx")):
            label, own = OWN[name]
            print(f"| {label} | {own_figures(own, given.rounds)} | | | |", flush=True)


if __name__ == "__main__":
    main()
