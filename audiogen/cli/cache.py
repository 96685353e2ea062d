"""audiogen cache: what the clips spoken before take, and how to let go of them."""

from __future__ import annotations

import sys
from typing import Any

import click

from audiogen.cli.options import common, knob

HELP = {"help_option_names": ["-h", "--help"]}


@click.group(context_settings=HELP)
def cache() -> None:
    """The clips that were spoken before and need not be spoken again: see them, clear them, prune them."""


@cache.command(context_settings=HELP)
@knob("cache", metavar="PLACE")
@knob("cache_size", metavar="GB")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def info(as_json: bool, config: str | None, debug: bool, **flags: Any) -> None:
    """Show where the cache is, how many clips it holds and what they take."""
    import json
    from dataclasses import asdict
    from datetime import datetime

    from audiogen.cache import cache_info

    found = cache_info(config=config, **flags)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    elif not found.where:
        click.echo("The cache is off.")
    else:
        click.echo(f"{found.where}\n{found.clips:,} clips, {_size(found.size_bytes)} of {_size(found.cap_bytes)}")
        if found.clips:
            click.echo(f"The oldest was last used on {datetime.fromtimestamp(found.oldest_s):%Y-%m-%d}.")


@cache.command(context_settings=HELP)
@knob("cache", metavar="PLACE")
@knob("cache_size", metavar="GB")
@common
def prune(config: str | None, debug: bool, **flags: Any) -> None:
    """Let go of the clips that are over the size, the least recently used first."""
    from audiogen.cache import cache_prune

    click.echo(f"{_size(cache_prune(config=config, **flags))} let go.", err=True)


@cache.command(context_settings=HELP)
@knob("cache", metavar="PLACE")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@common
def clear(yes: bool, config: str | None, debug: bool, **flags: Any) -> None:
    """Let go of all clips."""
    from audiogen.cache import cache_clear, cache_info

    found = cache_info(config=config, **flags)
    if found.clips and sys.stdin.isatty() and not yes:
        click.confirm(
            f"Remove {found.clips:,} clips ({_size(found.size_bytes)}) in {found.where}?", abort=True, err=True
        )
    click.echo(f"{_size(cache_clear(config=config, **flags))} let go.", err=True)


def _size(count: int) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
