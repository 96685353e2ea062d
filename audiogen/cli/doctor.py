"""audiogen doctor: what is installed, what will be used, what to install for more."""

from __future__ import annotations

import platform
import sys

import click

from audiogen.cli.options import common

PARTS = {
    "pyttsx3": "the default engine",
    "espeakng-loader": "the voices of pyttsx3 (on Linux) and espeak",
    "imageio-ffmpeg": "the MP3 encoder",
    "trafilatura": "finding the article in web pages",
    "piper-tts": "natural voices: pip install 'audiogen[piper]'",
    "kokoro-onnx": "natural voices: pip install 'audiogen[kokoro]'",
    "pypdfium2": "PDF and Word: pip install 'audiogen[documents]'",
    "distributed": "many machines: pip install 'audiogen[cluster]'",
    "c2pa-python": "signed files: pip install 'audiogen[c2pa]'",
    "faster-whisper": "inspect --transcribe: pip install 'audiogen[check]'",
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def doctor(as_json: bool, config: str | None, debug: bool) -> int:
    """Check the installation: engines, voices, encoder, extras."""
    import json

    report, sound = examine()
    if as_json:
        click.echo(json.dumps(report, indent=1))
    else:
        for name, value in report.items():
            click.echo(f"{name:22} {value}")
    return 0 if sound else 1


def examine() -> tuple[dict[str, str], bool]:
    """What was found, by name; and whether articles can be made."""
    from audiogen import __version__, ffmpeg
    from audiogen.errors import AudiogenError
    from audiogen.settings import cores

    report = {
        "audiogen": __version__,
        "python": f"{platform.python_version()} on {sys.platform}",
        "cores": str(cores()),
    }
    sound = True
    try:
        report["encoder"] = f"ffmpeg {ffmpeg.version()}"
    except AudiogenError as error:
        report["encoder"], sound = f"missing: {error.hint}", False
    engines, speaks = _engines()
    report |= engines | {f"package {name}": _package(name, use) for name, use in PARTS.items()}
    return report, sound and speaks


def _engines() -> tuple[dict[str, str], bool]:
    from audiogen.engines.choice import choose
    from audiogen.errors import AudiogenError
    from audiogen.registry import engine, names

    report, speaks = {}, False
    for name in names("audiogen.engines"):
        try:
            found = engine(name)
            installed = sum(voice.installed for voice in found.voices())
            report[f"engine {name}"] = f"{found.identity()}, {installed} voices"
        except AudiogenError as error:
            report[f"engine {name}"] = f"not installed: {error.hint or error.message}"
    for language in ("en", "de"):
        try:
            (chosen, voice), why = choose(language)
            report[f"will read {language} with"] = f"{chosen} {voice} ({why})"
            speaks = True
        except AudiogenError as error:
            report[f"will read {language} with"] = f"nothing: {error.message} {error.hint}"
    return report, speaks


def _package(name: str, use: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{version(name)} ({use.partition(':')[0]})"
    except PackageNotFoundError:
        return f"not installed ({use})"
