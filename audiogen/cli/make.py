"""audiogen [make]: articles in, one MP3 each out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, knob, reading, speaking
from audiogen.naming import printable

if TYPE_CHECKING:
    from audiogen.batch import Outcome
    from audiogen.settings import Settings

SEEDS = Path("seeds")
STDOUT = "-"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sources", nargs=-1, type=click.Path(readable=False))
@knob("output", "-o", "--output", metavar="PATH")
@speaking
@knob("jobs", "-j", "--jobs", metavar="N")
@knob("force", "-f", "--force")
@knob("cache", metavar="PLACE")
@knob("cache_size", metavar="GB")
@knob("cluster", metavar="ADDRESS")
@knob("in_flight", metavar="N")
@knob("retry_failed")
@click.option("-n", "--dry-run", is_flag=True, help="Show what would be made; speak and write nothing.")
@click.option("--watch", is_flag=True, help="Stay, and make what comes to the folders SOURCES or changes there.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line on standard output for each article.")
@knob("format", "--format", metavar="NAMES")
@knob("bitrate", metavar="KBIT/S")
@knob("loudness", metavar="LUFS")
@knob("cover", metavar="FILE")
@knob("intro", metavar="FILE")
@knob("announce", metavar="TEXT|yes")
@knob("music", metavar="FILE")
@knob("outro", metavar="FILE")
@knob("split")
@knob("page")
@click.option("--sign", nargs=2, metavar="CERT KEY", help="Sign each file (C2PA): a certificate and its key, PEM.")
@reading
@common
@click.pass_context
def make(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    dry_run: bool,
    watch: bool,
    quiet: bool,
    as_json: bool,
    config: str | None,
    debug: bool,
    sign: tuple[str, str] | None,
    **flags: Any,
) -> int:
    """Make one MP3 of each article (the default command)."""
    if not sources and not SEEDS.is_dir():
        assert ctx.parent is not None
        click.echo(ctx.parent.get_help())
        return 0
    from audiogen.settings import load

    cert, key = sign or (None, None)
    settings = load(config, sign_cert=cert, sign_key=key, **flags)
    if as_json and settings.output == STDOUT:
        raise click.UsageError("--json and '-o -' both write to standard output; use one of them.")
    if watch and (dry_run or settings.output == STDOUT or settings.cluster):
        raise click.UsageError("--watch writes files here as they come: not with --dry-run, '-o -' or --cluster.")
    with _output(settings, dry_run) as redirected:
        quiet = quiet or redirected is not settings  # where the file is for a moment is nobody's business
        return _run(sources or (str(SEEDS),), redirected, dry_run, watch, quiet, as_json, debug)


def _run(
    sources: tuple[str, ...],
    settings: Settings,
    dry_run: bool,
    watch: bool,
    quiet: bool,
    as_json: bool,
    debug: bool,
) -> int:
    import json

    from audiogen.batch import run
    from audiogen.cli import FAILED, complain
    from audiogen.cli.progress import Show, Summary
    from audiogen.readers.counting import count
    from audiogen.watching import watching

    summary = Summary()
    piped = settings.cluster and "-" in sources  # a list of unknown length
    articles = 1 if watch else 0 if piped else count(sources)
    with Show(quiet=quiet, articles=articles, lines=watch) as show, ExitStack() as stack:
        if watch:
            outcomes = watching([Path(source) for source in sources], settings, show, show.watches)
        else:
            outcomes = run(sources, settings, dry_run=dry_run, listener=show)
        stack.callback(outcomes.close)  # whatever fails here, the workers end now
        for outcome in outcomes:
            summary.add(outcome)
            if outcome.error:
                if debug:
                    raise outcome.error
                with show.aside():
                    complain(outcome.error, outcome.source)
            if as_json:
                click.echo(json.dumps(as_row(outcome), ensure_ascii=False))
    if not quiet:
        summary.print()
    return FAILED if summary.failed else 0


@contextmanager
def _output(settings: Settings, dry_run: bool) -> Iterator[Settings]:
    """The settings with a real output: what is bound for standard output is made whole first, then sent."""
    if settings.output != STDOUT or dry_run:
        yield settings
        return
    import shutil
    import tempfile

    if settings.split:
        raise click.UsageError("--split makes several files: give --output a folder.")
    if settings.page:
        raise click.UsageError("--page makes a file beside the audio: give --output a folder.")
    if sys.stdout.isatty():
        raise click.UsageError("Sound is nothing for a terminal: redirect it, as in 'audiogen story.txt -o - > x.mp3'.")
    with tempfile.TemporaryDirectory(prefix="audiogen-") as folder:
        form = settings.format.strip().lower()
        if "," in form:
            raise click.UsageError("Standard output takes one format: give --format one name.")
        file = Path(folder) / f"episode.{form}"
        yield replace(settings, output=str(file))
        if file.exists():
            with file.open("rb") as audio:
                shutil.copyfileobj(audio, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def as_row(outcome: Outcome) -> dict[str, Any]:
    """What ``--json`` says of one source."""
    row: dict[str, Any] = {"source": printable(outcome.source), "status": outcome.status}
    if outcome.error:
        return {**row, "error": outcome.error.message, "hint": outcome.error.hint}
    if outcome.status == "removed":
        return {**row, "files": [str(outcome.episode.path)] if outcome.episode else []}
    if episode := outcome.episode:
        row |= {
            **{name: getattr(episode, name) for name in ("title", "language", "engine", "voice", "why", "words")},
            "segments": len(episode.manifest["segments"]),
            "removed": len(episode.manifest["removals"]),
            "warnings": episode.manifest["warnings"],
            "spoken": outcome.spoken,
            "cached": outcome.cached,
            "files": [str(episode.path.parent / name) for name in episode.files],
            "seconds": episode.seconds,
            "size_bytes": episode.size_bytes,
        }
    elif plan := outcome.plan:
        row |= {
            "title": plan.article.title,
            "language": plan.article.language,
            "engine": plan.voice.engine,
            "voice": plan.voice.name,
            "why": plan.why,
            "words": len(plan.article.text.split()),
            "segments": len(plan.segments),
            "removed": len(plan.article.removals),
            "warnings": list(plan.article.warnings),
        }
    return row
