"""audiogen say: one text, as written and as said, to a file or the speaker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, knob, speaking

if TYPE_CHECKING:
    from audiogen.model import Clip

PLAYERS = (
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
"""Programs that play a WAV file: macOS, PipeWire, PulseAudio, ALSA, ffmpeg."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("text")
@click.option("-o", "--output", metavar="FILE", help="Write a file (.mp3, .wav, ...); without it, play it.")
@speaking
@knob("language", "-l", "--language", metavar="TAG")
@common
def say(text: str, output: str | None, config: str | None, debug: bool, **flags: Any) -> int:
    """Say a TEXT and show how it is said: to the speaker, or to a file with -o."""
    from audiogen.pipeline import article_of_text, segments
    from audiogen.pipeline import say as speak
    from audiogen.settings import load

    settings = load(config, **flags)
    article = article_of_text(text, settings.language)
    for segment in segments(article, settings):
        click.echo(f"written  {segment.text}\nspoken   {segment.spoken}", err=True)
    clip = speak(text, language=article.language, settings=settings)
    if output:
        write_clip(clip, Path(output))
        click.echo(f"{output}: {clip.seconds:.1f} s", err=True)
    else:
        play(clip)
    return 0


def write_clip(clip: Clip, path: Path, bitrate: int = 64) -> None:
    """Write a clip as the file's suffix says. OutputError where that names no format, or it cannot be written."""
    from audiogen.errors import OutputError
    from audiogen.shelf import Shelf, os_error
    from audiogen.writers.encoder import FORMATS, Encoder

    form = FORMATS.get(path.suffix.lower().lstrip("."))
    if form is None:
        raise OutputError(f"'{path.name}' names no format that a clip can have.", f"End it in .{', .'.join(FORMATS)}.")
    shelf = Shelf(path.parent)
    shelf.prepare()
    try:
        with shelf.part("clip") as part:
            with Encoder(part, form, clip.frame_rate_hz, bitrate) as encoder:
                encoder.write(clip.pcm)
                encoder.close()
            part.chmod(0o644)
            part.replace(path)
    except OSError as error:
        raise os_error(path.parent, error) from error


def play(clip: Clip) -> None:
    """Play it on this machine's speaker. OutputError where no player is installed."""
    import shutil
    import subprocess
    import tempfile

    from audiogen.errors import OutputError

    player = next((command for command in PLAYERS if shutil.which(command[0])), None)
    if player is None and not hasattr(subprocess, "STARTUPINFO"):
        raise OutputError("No program to play sound was found.", "Write a file instead: audiogen say TEXT -o clip.mp3")
    with tempfile.TemporaryDirectory(prefix="audiogen-") as folder:
        file = Path(folder) / "clip.wav"
        write_clip(clip, file)
        if player is None:  # Windows plays WAV files by itself
            import winsound

            winsound.PlaySound(str(file), winsound.SND_FILENAME)  # type: ignore[attr-defined]
        else:
            subprocess.run([*player, str(file)], check=False)
