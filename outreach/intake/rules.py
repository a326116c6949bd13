"""What each rule means, why it is there, an example and what to do, in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import eq

from outreach.intake.findings import RULES
from outreach.messages import LOCALES, _
from outreach.patterns import pattern
from outreach.spelling import visible

_PARTS = {
    "en": ("Why", "Example", "What to do"),
    "ja": ("なぜ", "例", "すること"),
}
_RULE = pattern(r"^## (\w+) (.+)$", re.MULTILINE)
_PART = pattern(r"^### (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule in words; `example` holds a file's lines in a fence, then → and the place."""

    code: str
    title: str
    why: str
    example: str
    remedy: str


@cache
def rule_texts(language: str) -> Mapping[str, RuleText]:
    """Return the texts of all rules by code, in "ja" or "en"."""
    text = (LOCALES / language / "rules.md").read_text(encoding="utf-8")
    return {found.code: found for found in parse_rules(text, language)}


def parse_rules(text: str, language: str) -> list[RuleText]:
    r"""Return the rules that a page describes, in its order.

    Raises ValueError for a rule that lacks a part, or has one that it should not have.

    >>> page = "## V001 題\n\n### なぜ\n\n理由\n\n### 例\n\n→ E3\n\n### すること\n\n直す"
    >>> parse_rules(page, "ja")[0].title, parse_rules(page, "ja")[0].remedy
    ('題', '直す')
    """
    _head, *pieces = _RULE.split(text)
    rules = []
    for code, title, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        _none, *parts = _PART.split(body)
        if tuple(parts[::2]) != _PARTS[language]:
            raise ValueError(f"{code} should have the parts {_PARTS[language]}")
        rules.append(RuleText(code, title, *(part.strip() for part in parts[1::2])))
    return rules


def no_such_rule(code: str) -> str:
    """Return what to say of a code that no rule has, with the one that is most like it.

    >>> no_such_rule("V0O1").endswith("Did you mean V001?"), "mean" in no_such_rule("X1")
    (True, False)
    """
    message = _("There is no rule “{code}”; outreach rule lists them all.")
    text = message.format(code=visible(code))
    alike = [rule for rule in RULES if rule[0] == code[:1]]
    if not alike:
        return text
    near = max(alike, key=lambda rule: sum(map(eq, rule, code)))
    return f"{text} {_('Did you mean {near}?').format(near=near)}"


def chosen_rules(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """Return the codes that are looked at: all, or those selected, without those ignored.

    Both hold codes or their beginnings; the longer beginning wins, and where
    both are as long, what is ignored stays ignored.

    >>> sorted(chosen_rules(["V", "F001"], ["V00"]))
    ['F001', 'V010', 'V011', 'V012', 'V013']
    >>> sorted(chosen_rules(["V001"], ["V"])), sorted(chosen_rules(["V001"], ["V001"]))
    (['V001'], [])
    """
    return frozenset(
        code for code in RULES if _longest(select or [""], code) > _longest(ignore, code)
    )


def _longest(beginnings: Sequence[str], code: str) -> int:
    """Return the length of the longest beginning of the code; -1 where there is none."""
    return max((len(text) for text in beginnings if code.startswith(text)), default=-1)
