"""audiogen verify: who signed a file, what it declares, and what was changed since."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--trust", type=click.Path(path_type=Path), metavar="PEM", help="Certificates of those you trust.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--debug", is_flag=True, help="Show a traceback where something fails.")
def verify(file: Path, trust: Path | None, as_json: bool, debug: bool) -> int:
    """Read the C2PA manifest in FILE: is it as it was signed, by whom, and what does it declare?"""
    from audiogen.provenance.verifying import verify as verify_file

    verdict = verify_file(file, trust)
    if as_json:
        click.echo(json.dumps({**asdict(verdict), "path": str(verdict.path), "valid": verdict.valid}))
        return 0 if verdict.valid else 1
    known = "trusted" if verdict.trusted else "not trusted" if verdict.wanted else "unknown to you; see --trust"
    click.echo(f"{'Valid' if verdict.valid else 'NOT valid'}: {file}")
    click.echo(f"Signed by  {verdict.signer or '(cannot be read)'} ({known})")
    for name, value in verdict.declared.items():
        click.echo(f"{name.replace('_', ' '):16} {value}")
    for sentence in (*verdict.changes, *verdict.problems):
        click.echo(sentence)
    return 0 if verdict.valid else 1
