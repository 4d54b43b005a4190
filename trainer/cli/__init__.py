"""The command line: scenarios, play, score, hear, demo. One module per command; formats as other programs rely on them."""
from __future__ import annotations

import sys

import click

from trainer.cli.demo import demo
from trainer.cli.hear import hear_command
from trainer.cli.play import play
from trainer.cli.scenarios import scenarios_command
from trainer.cli.score import score
from trainer.domain.errors import TrainerError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Duilian 对练: practise hard collection calls, and judge calls by the same rules."""


for command in (scenarios_command, play, score, hear_command, demo):
    cli.add_command(command)


def main() -> None:
    """Run the command line; bad input gives one line on stderr and exit code 2."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "strict")  # type: ignore[union-attr]
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as error:
        print(error.format_message().replace("\n", " "), file=sys.stderr)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except TrainerError as error:
        print(str(error), file=sys.stderr)
        sys.exit(2)
