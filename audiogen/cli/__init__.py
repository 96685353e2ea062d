"""The command line: parse, call the API, print, exit codes. A file a command; `make` is the one that needs no name."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from audiogen import __version__
from audiogen.errors import AudiogenError, SettingsError
from audiogen.naming import printable

COMMANDS = {
    "make": "audiogen.cli.make:make",
    "clean": "audiogen.cli.clean:clean",
    "say": "audiogen.cli.say:say",
    "voices": "audiogen.cli.voices:voices",
    "lexicon": "audiogen.cli.lexicon:lexicon",
    "publish": "audiogen.cli.publish:publish",
    "inspect": "audiogen.cli.inspect:inspect",
    "cache": "audiogen.cli.cache:cache",
    "verify": "audiogen.cli.verify:verify",
    "feedback": "audiogen.cli.feedback:feedback",
    "doctor": "audiogen.cli.doctor:doctor",
    "bench": "audiogen.cli.bench:bench",
}

FAILED, USAGE, INTERRUPTED, TERMINATED = 1, 2, 130, 143

EPILOG = """\b
Examples:
  audiogen story.txt                     output/<title>.mp3
  audiogen https://example.org/story     fetch, find the article, read it
  audiogen stories/ -o audio/ -j 4       a folder, four workers
  pbpaste | audiogen - -o - > story.mp3  from the clipboard to a file
  audiogen story.html --speed 1.3 --engine espeak --voice en-gb
  audiogen clean --explain story.txt     what is read, what is not, and why
"""


class DefaultGroup(click.Group):
    """A group whose command may be left out: ``audiogen story.txt`` is ``audiogen make story.txt``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        if args and (meant := _mistyped(args[0])):
            raise click.UsageError(f"There is neither a command nor a file '{args[0]}'. Did you mean '{meant}'?", ctx)
        if not (args and (args[0] in COMMANDS or args[0] in own)):
            args = ["make", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module, _, attribute = COMMANDS.get(cmd_name, "").partition(":")
        command: click.Command | None = getattr(import_module(module), attribute) if module else None
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of `make` first: it is the command that most people run."""
        make = self.get_command(ctx, "make")
        assert make is not None
        rows = [row for param in make.get_params(ctx) if (row := param.get_help_record(ctx)) and row[0] != "-h, --help"]
        with formatter.section("Options of make, the default command"):
            formatter.write_dl(rows)
        super().format_options(ctx, formatter)


def _mistyped(word: str) -> str:
    """The command that a lone word, which names no file, most likely stands for; empty where there is none."""
    if word in COMMANDS or not word.isalpha() or os.path.lexists(word):
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, n=1, cutoff=0.7)), "")


@click.command(
    cls=DefaultGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    options_metavar="",
    subcommand_metavar="[SOURCES]... | COMMAND",
)
@click.version_option(__version__, prog_name="audiogen", message="%(prog)s %(version)s")
def cli() -> None:
    """Articles in, audio you would listen to out: offline text-to-speech for articles.

    SOURCES are files, folders, URLs, feeds, or - for standard input; with none, the folder seeds/. Each article becomes
    one MP3 in output/.
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code: 0 all good, 1 failed, 2 usage, 130 interrupted."""
    args = sys.argv[1:] if args is None else args
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    try:
        code: Any = cli.main(args, prog_name="audiogen", standalone_mode=False)
    except AudiogenError as error:
        if "--debug" in args:
            raise
        complain(error)
        code = USAGE if isinstance(error, SettingsError) else FAILED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted. What was finished is kept.", err=True)
        code = INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            complain(AudiogenError(f"Writing failed: {error.strerror}.", "Send the output somewhere else."))
            sys.exit(FAILED)
        # The reader of our output has left: no one to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    sys.exit(code if isinstance(code, int) else 0)


def _terminate(number: int, frame: object) -> NoReturn:
    raise SystemExit(TERMINATED)  # as an exception, so that workers end and temporary files go


def complain(error: AudiogenError, about: str = "") -> None:
    """``Error:`` what went wrong and ``Hint:`` the way out, on stderr."""
    text = f"{about}: {error.message}" if about and about not in error.message else error.message
    click.secho("Error: ", fg="red", nl=False, err=True)
    click.echo(printable(text), err=True)
    if error.hint:
        click.echo(f"Hint: {error.hint}", err=True)
