"""audiogen clean: the article as it will be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiogen.model import Article, Removal, Segment
    from audiogen.settings import Settings


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", type=click.Path(allow_dash=True, readable=False))
@click.option("--text", "form", flag_value="text", default=True, help="The text that will be read (the default).")
@click.option("--spoken", "form", flag_value="spoken", help="Each sentence as written and as it will be said.")
@click.option("--explain", "form", flag_value="explain", help="Every line: read as what, or removed by which rule.")
@click.option("--json", "form", flag_value="json", help="The article and its removals as JSON.")
@reading
@common
def clean(source: str, form: str, config: str | None, debug: bool, **flags: Any) -> int:
    """Show the article as it will be read; --explain says why the rest is not."""
    from audiogen.cli import FAILED, complain
    from audiogen.errors import AudiogenError, CleanError
    from audiogen.pipeline import article_of
    from audiogen.readers import expand
    from audiogen.settings import load

    settings, failed = load(config, **flags), False
    show = {"text": _text, "spoken": _spoken, "explain": _explain, "json": _json}[form]
    for found in expand(source, settings.reading()):
        try:
            article = article_of(found.read(), settings)
        except AudiogenError as error:
            if debug:
                raise
            if form == "explain" and isinstance(error, CleanError):
                _rows([], error.removals)
            complain(error, found.location)
            failed = True
            continue
        for warning in article.warnings:
            click.echo(f"Warning: {warning}", err=True)
        show(article, settings)
    return FAILED if failed else 0


def _text(article: Article, settings: Settings) -> None:
    click.echo(article.text)


def _spoken(article: Article, settings: Settings) -> None:
    from audiogen.pipeline import segments

    for segment in segments(article, settings):
        click.echo(f"{segment.index:4} written  {segment.text}")
        click.echo(f"     {'=' if segment.spoken == segment.text else 'spoken':7}  {_said(segment)}")


def _said(segment: Segment) -> str:
    """The spoken form, with the readings that are given in phonemes."""
    if segment.spoken == segment.text and not segment.readings:
        return ""
    notes = ", ".join(f"{segment.spoken[r.start : r.end]} [{r.ipa}]" for r in segment.readings)
    return segment.spoken + (f"   ({notes})" if notes else "")


def _explain(article: Article, settings: Settings) -> None:
    blocks = [(block.line, 0, "silent" if block.role in article.silent else "read", block.role, block.text)
              for block in article.blocks]  # fmt: skip
    _rows(blocks, article.removals)


def _rows(blocks: Sequence[tuple[int, int, str, str, str]], removals: Sequence[Removal]) -> None:
    """A row a line of the page, in its order: what became of it, as what or by which rule, the text."""
    gone = [(removal.line, removal.column, "removed", removal.rule, removal.text) for removal in removals]
    for line, _, what, name, text in sorted([*blocks, *gone], key=lambda row: row[:2]):
        colour = {"read": "green", "silent": "yellow", "removed": "red"}[what]
        click.echo(f"{line:5} {click.style(f'{what:8}', fg=colour)}{name:22} {' '.join(text.split())}")


def _json(article: Article, settings: Settings) -> None:
    import json
    from dataclasses import asdict

    table = {key: value for key, value in asdict(article).items() if key != "silent"}
    click.echo(json.dumps({**table, "text": article.text}, ensure_ascii=False, indent=1))
