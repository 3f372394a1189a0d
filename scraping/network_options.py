"""Options that every command which goes to the network has."""

from pathlib import Path
from typing import Annotated

import typer

ContactOption = Annotated[
    str | None,
    typer.Option("--contact", envvar="CABLEPRESS_CONTACT", help="Your mail or web address, shown to every server."),
]
TableOption = Annotated[
    Path | None, typer.Option("--archives", help="Own table of archives and manners, like archives.toml.")
]
RequestsOption = Annotated[int | None, typer.Option("--max-requests", min=1, help="Requests to send at most.")]
BudgetOption = Annotated[str | None, typer.Option("--budget", help="Time to spend at most: 90s, 30m, 2h.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Contact addresses in private networks too; for tests.")
]
