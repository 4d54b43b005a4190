"""The command line: scenarios, play, case, shift, score, hear, demo, statements, certificate. One module per command, loaded when asked for; formats as other programs rely on them."""
from __future__ import annotations

import sys
from importlib import import_module

import click

from trainer.domain.errors import TrainerError

COMMANDS = {
    "scenarios": "trainer.cli.scenarios:scenarios_command",
    "play": "trainer.cli.play:play",
    "case": "trainer.cli.case:case",
    "shift": "trainer.cli.shift:shift",
    "score": "trainer.cli.score:score",
    "hear": "trainer.cli.hear:hear_command",
    "demo": "trainer.cli.demo:demo",
    "statements": "trainer.cli.statements:statements",
    "certificate": "trainer.cli.certificate:certificate",
}


class LazyCommands(click.Group):
    """Loads a command's module only when that command is used, so that `hear` does not wait for the store's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Duilian 对练: practise hard collection calls, and judge calls by the same rules."""


def main() -> None:
    """Run the command line; bad input gives one line on stderr and exit code 2."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "strict")  # type: ignore[union-attr]
    try:
        code = cli(standalone_mode=False)
    except click.ClickException as error:
        print(error.format_message().replace("\n", " "), file=sys.stderr)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except TrainerError as error:
        print(str(error), file=sys.stderr)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
