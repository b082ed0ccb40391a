"""``caveat users``: who works here, in which role, and how many persons an outcome needs."""

from __future__ import annotations

from typing import Annotated

import typer

from caveat.cli.casework import opened, print_json
from caveat.cli.lists import AsJson

users = typer.Typer(help="Who works on alerts, and in which role.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Name of the user.")]


@users.command("add")
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help="analyst, approver, auditor or admin.")],
) -> None:
    """Add a user, or give one another role."""
    from caveat.casework import people

    people.add(*opened(context), name, role)
    typer.echo(f"{name} is {role}.")


@users.command("remove")
def remove(context: typer.Context, name: Name) -> None:
    """Let a user do nothing any more; what he decided stays."""
    from caveat.casework import people

    people.remove(*opened(context), name)
    typer.echo(f"{name} may do nothing any more.")


@users.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the users, their roles, and how many persons each outcome needs."""
    from caveat.casework import deciding, people, report
    from caveat.cli import look_casework as look

    store, actor = opened(context)
    found, rules = people.users(store, actor), deciding.rules(store, actor)
    print_json(report.users_json(found, rules)) if as_json else look.users(found, rules)


@users.command("rule")
def rule(
    context: typer.Context,
    outcome: Annotated[str, typer.Argument(help="true match, false match or inconclusive.")],
    persons: Annotated[int, typer.Argument(help="How many persons it needs: 1 or 2.")],
) -> None:
    """Say how many persons an outcome needs."""
    from caveat.casework import deciding

    deciding.rule(*opened(context), outcome, persons)
    typer.echo(f"{outcome} needs {persons} {'person' if persons == 1 else 'persons'}.")
