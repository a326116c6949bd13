"""`outreach rule`: what a rule of `outreach check` means."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import click

from outreach.cli import options
from outreach.messages import _, current_language
from outreach.spelling import plain

_WIDTH = 80  # columns of a terminal that shows a rule a line


@click.command(
    help=_(
        "Say what a rule of “outreach check” means, why, and what to do.\n\n"
        "Without CODE all rules are listed.\n\n"
        "\b\nExamples:\n"
        "  outreach rule\n"
        "  outreach rule V001"
    )
)
@click.argument("code", required=False)
@options.language
def command(code: str | None) -> None:
    """Print one rule, or the list of all."""
    from outreach.intake.findings import RULES
    from outreach.intake.rules import no_such_rule

    if code is None:
        for line in _table():
            click.echo(line)
        return
    wanted = plain(code).upper()
    if wanted not in RULES:
        raise click.BadParameter(no_such_rule(wanted), param_hint="CODE")
    for line in _explained(wanted):
        click.echo(line)


def _table() -> Iterator[str]:
    """Yield a line for each rule: code, severity, title, lined up where signs are two wide."""
    from outreach.intake.findings import RULES
    from outreach.intake.rules import rule_texts

    texts = rule_texts(current_language())
    names = {"error": _("error"), "warning": _("warning")}
    widest = max(map(_columns, names.values()))
    for rule in RULES.values():
        severity = names[rule.severity]
        blank = " " * (widest - _columns(severity))
        yield _clipped(f"{rule.code}  {severity}{blank}  {texts[rule.code].title}")


def _explained(code: str) -> Iterator[str]:
    from outreach.intake.findings import RULES
    from outreach.intake.rules import rule_texts

    rule, text = RULES[code], rule_texts(current_language())[code]
    yield f"{code}: {text.title}"
    severity = {"error": _("error"), "warning": _("warning")}[rule.severity]
    stops = _("no table is made before it is mended") if rule.stops else ""
    yield "; ".join(part for part in (severity, stops) if part)
    for head, body in (
        (_("Why"), text.why), (_("Example"), text.example), (_("What to do"), text.remedy)
    ):  # fmt: skip
        yield f"\n{head}"
        for line in body.splitlines():
            shown = f"{line}: {code} {text.title}" if line.startswith("→") else line
            if not line.startswith("```"):  # a fence of Markdown
                yield f"  {shown}".rstrip()


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> _columns("警告"), _columns("error")
    (4, 5)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _clipped(line: str) -> str:
    while _columns(line) > _WIDTH:
        line = line.rstrip("…")[:-1] + "…"
    return line
