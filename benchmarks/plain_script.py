"""The script a user would write: pyttsx3 in a loop, pydub to join, one MP3. What audiogen is measured against.

    python benchmarks/plain_script.py ARTICLE.txt OUT.mp3

espeak-ng and ffmpeg come from the wheels espeakng-loader and imageio-ffmpeg, so that both sides use the same ones.
It prints, as JSON, the seconds of the whole run and of its parts, and how many of the files had sound in them: such a
script does not notice when pyttsx3 leaves one empty, or ends before it is written.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path


def with_wheels() -> None:
    """What a user has installed by apt: espeak-ng where the linker finds it, ffmpeg on the PATH of pydub."""
    import ctypes

    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def speak(sentences: list[str], folder: Path) -> list[Path]:
    """The usual loop."""
    import pyttsx3

    engine = pyttsx3.init()
    paths = []
    for number, sentence in enumerate(sentences):
        path = folder / f"{number:04}.wav"
        engine.save_to_file(sentence, str(path))
        engine.runAndWait()
        paths.append(path)
    return paths


def join(paths: list[Path], target: Path) -> tuple[int, float]:
    """The usual joining; says how many files it could use, and the seconds of sound."""
    import imageio_ffmpeg
    from pydub import AudioSegment

    AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()
    sound, used = AudioSegment.empty(), 0
    for path in paths:
        if path.exists() and path.stat().st_size > 44:
            sound += AudioSegment.from_wav(str(path)) + AudioSegment.silent(duration=300)
            used += 1
    sound.export(str(target), format="mp3").close()
    return used, sound.duration_seconds


def main(article: str, target: str) -> None:
    started = time.perf_counter()
    with_wheels()
    text = Path(article).read_text(encoding="utf-8")
    sentences = [part for part in re.split(r"(?<=[.!?”])\s+|\n+", text) if part.strip()]
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        printed, sys.stdout = sys.stdout, nowhere
        paths = speak(sentences, Path(folder))
        sys.stdout = printed
        spoken = time.perf_counter()
        used, seconds = join(paths, Path(target))
    ended = time.perf_counter()
    print(json.dumps({
        "seconds": round(ended - started, 3),
        "speaking": round(spoken - started, 3), "joining": round(ended - spoken, 3),
        "sentences": len(sentences), "files with sound": used, "audio_seconds": round(seconds, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
