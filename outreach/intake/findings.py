"""The rules of `outreach check`, and what breaks one of them."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.errors import Place
from outreach.messages import N_, _
from outreach.spelling import visible

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way that a file can be wrong; `stops` means that no number would be right."""

    code: str
    title: str
    severity: str = ERROR
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place, in words, with the way out as a suggestion."""

    rule: str
    severity: str
    place: Place
    respondent: str
    message: str
    suggestion: str = ""

    @property
    def stops(self) -> bool:
        """Whether a table made of this file would be wrong."""
        return RULES[self.rule].stops

    @property
    def unreadable(self) -> bool:
        """Whether an answer is counted as 不明 for it."""
        return self.rule in ("V001", "V002", "V003", "V004", "V006")

    def __str__(self) -> str:
        respondent = ""
        if self.respondent:
            respondent = _(" (respondent {respondent})").format(respondent=self.respondent)
        text = f"{self.place}: {self.rule} {self.message}{respondent}"
        return visible(f"{text} {self.suggestion}" if self.suggestion else text)


_RULES = (
    Rule("F001", N_("The file cannot be read."), stops=True),
    Rule("F002", N_("The file's encoding is unknown."), stops=True),
    Rule("F003", N_("The file is empty."), stops=True),
    Rule("H001", N_("A question has no column."), stops=True),
    Rule("H002", N_("A column belongs to no question."), WARNING),
    Rule("H003", N_("A question has two columns."), stops=True),
    Rule("H004", N_("No column belongs to any question."), stops=True),
    Rule("H005", N_("The header comes again among the answers."), stops=True),
    Rule("R001", N_("A row has more or fewer cells than the header."), stops=True),
    Rule("R002", N_("Two rows have the same respondent."), stops=True),
    Rule("R003", N_("A row has no respondent's number.")),
    Rule("R004", N_("There is a header, but no answer below it."), WARNING),
    Rule("R005", N_("A quotation mark is not closed."), stops=True),
    Rule("R006", N_("A row among the answers is blank."), WARNING),
    Rule("V001", N_("An answer is none of the options.")),
    Rule("V002", N_("Two answers stand where one is asked.")),
    Rule("V003", N_("An answer is no number.")),
    Rule("V004", N_("An answer is no date.")),
    Rule("V005", N_("A required answer is blank.")),
    Rule("V006", N_("An option that excludes the others stands with another.")),
    Rule("V007", N_("Free text is nearly an option."), WARNING),
    Rule("V008", N_("A remark beside an option is not kept."), WARNING),
    Rule("C001", N_("The codebook is not TOML.")),
    Rule("C002", N_("The codebook says something that it may not.")),
)
RULES = {rule.code: rule for rule in _RULES}


def finding(
    rule: str, place: Place, message: str, suggestion: str = "", respondent: str = ""
) -> Finding:
    """Return a Finding with its rule's severity."""
    return Finding(rule, RULES[rule].severity, place, respondent, message, suggestion)
