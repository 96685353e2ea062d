"""audiogen publish: the folder of episodes as a site and a podcast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, knob

if TYPE_CHECKING:
    from audiogen.publish.run import Published

EXAMPLES = """\b
Examples:
  audiogen publish output/                                          pages to look at here
  audiogen publish output/ --base-url https://example.org/listen/   and the feeds
  audiogen publish output/ --withdraw the-lamp --reason "It was wrong."
"""


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES)
@click.argument("output", metavar="[FOLDER]", required=False, type=click.Path())
@knob("base_url", metavar="URL")
@knob("site_title", "--title", metavar="TEXT")
@knob("site_description", "--description", metavar="TEXT")
@knob("site_author", "--author", metavar="NAME")
@knob("site_email", "--email", metavar="ADDRESS")
@knob("site_image", "--image", metavar="FILE|URL")
@knob("site_category", "--category", metavar="NAME")
@knob("explicit")
@knob("language", "-l", "--language", metavar="TAG")
@knob("feedback", metavar="ADDRESS")
@knob("feed_items", metavar="N")
@click.option("--withdraw", metavar="SLUG", default="", help="Take this episode off the site and out of the feeds.")
@click.option("--reason", metavar="TEXT", default="", help="Why, for what is left of its page.")
@click.option("--restore", metavar="SLUG", default="", help="Bring a withdrawn episode back.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and warnings.")
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON on standard output.")
@common
def publish(
    withdraw: str, reason: str, restore: str, quiet: bool, as_json: bool, config: str | None, debug: bool, **flags: Any
) -> int:
    """Make a site and a podcast of a folder of episodes: pages, index, player, captions, feeds.

    FOLDER is what 'audiogen make' wrote to; without it, output/. Only what changed is written.
    """
    import json

    from audiogen.cli import FAILED, complain
    from audiogen.publish.run import run
    from audiogen.settings import load

    done = run(load(config, **flags), withdraw=withdraw, reason=reason, restore=restore)
    for warning in done.warnings:
        click.secho("Warning: ", fg="yellow", nl=False, err=True)
        click.echo(warning, err=True)
    for name, error in done.failed:
        if debug:
            raise error
        complain(error, name)
    if as_json:
        click.echo(json.dumps(as_row(done), ensure_ascii=False))
    elif not quiet:
        click.echo(_summary(done), err=True)
    return FAILED if done.failed else 0


def as_row(done: Published) -> dict[str, Any]:
    """What ``--json`` says of a run."""
    return {
        "folder": str(done.folder),
        "episodes": done.episodes,
        "written": done.written,
        "unchanged": done.unchanged,
        "removed": done.removed,
        "warnings": done.warnings,
        "failed": [{"manifest": name, "error": error.message, "hint": error.hint} for name, error in done.failed],
    }


def _summary(done: Published) -> str:
    counts = [f"{len(done.written)} files written", f"{done.unchanged} up to date"]
    if done.removed:
        counts.append(f"{len(done.removed)} removed")
    many = "1 episode" if len(done.episodes) == 1 else f"{len(done.episodes)} episodes"
    return f"{many} published in {done.folder}: {', '.join(counts)}."
