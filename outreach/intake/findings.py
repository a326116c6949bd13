"""The rules of `outreach check`, and what breaks one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach.errors import Place
from outreach.intake.privacy import shown_safely
from outreach.messages import N_, _
from outreach.spelling import visible

ERROR, WARNING = "error", "warning"
UNREADABLE_RULES = frozenset(
    ("V001", "V002", "V003", "V004", "V006", "V009", "V010", "V011", "V012")
)  # an answer that breaks one of them is counted as 不明


@dataclass(frozen=True, slots=True)
class Rule:
    """One way that a file can be wrong; `stops` means that no number would be right."""

    code: str
    title: str
    severity: str = ERROR
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place, in words, with the way out as a suggestion.

    `value` is what stands there; a baseline hashes it, and it is never shown.
    `running` says that the respondent is a running number, which moves with the rows.
    """

    rule: str
    severity: str
    place: Place
    respondent: str
    message: str
    suggestion: str = ""
    value: str = field(default="", repr=False)
    running: bool = field(default=False, repr=False)

    @property
    def stops(self) -> bool:
        """Whether a table made of this file would be wrong."""
        return RULES[self.rule].stops

    @property
    def unreadable(self) -> bool:
        """Whether an answer is counted as 不明 for it."""
        return self.rule in UNREADABLE_RULES

    @property
    def whose(self) -> str:
        """Whose answer it is, in brackets: by the form's number, or counted from the top."""
        if not self.respondent:
            return ""
        words = (
            _(" (form {respondent} from the top)") if self.running else _(" (form {respondent})")
        )
        return words.format(respondent=shown_safely(self.respondent))

    def __str__(self) -> str:
        text = f"{self.place}: {self.rule} {self.message}{self.whose}"
        return visible(f"{text} {self.suggestion}" if self.suggestion else text)


_RULES = (
    Rule("F001", N_("The file cannot be read."), stops=True),
    Rule("F002", N_("The file's encoding is unknown."), stops=True),
    Rule("F003", N_("The file is empty."), stops=True),
    Rule("F004", N_("The file has a password."), stops=True),
    Rule("F005", N_("The file is no table: a page, a picture, a document."), stops=True),
    Rule("F006", N_("The file is not what its name says."), WARNING),
    Rule("F007", N_("The file is larger than any survey."), stops=True),
    Rule("F008", N_("The workbook holds something that no survey needs."), stops=True),
    Rule("F009", N_("The text was read in the wrong encoding once already."), stops=True),
    Rule("H001", N_("A question has no column."), stops=True),
    Rule("H002", N_("A column belongs to no question."), WARNING),
    Rule("H003", N_("A question has two columns."), stops=True),
    Rule("H004", N_("No column belongs to any question."), stops=True),
    Rule("H005", N_("The header comes again among the answers."), stops=True),
    Rule("H006", N_("The workbook has other sheets, which are not read."), WARNING),
    Rule("H007", N_("Several sheets of the workbook hold answers."), stops=True),
    Rule("R001", N_("A row has more or fewer cells than the header."), stops=True),
    Rule("R002", N_("Two rows have the same respondent."), stops=True),
    Rule("R003", N_("A row has no respondent's number.")),
    Rule("R004", N_("There is a header, but no answer below it."), WARNING),
    Rule("R005", N_("A quotation mark is not closed."), stops=True),
    Rule("R006", N_("A row among the answers is blank."), WARNING),
    Rule("R007", N_("A line below the answers is taken for a note."), WARNING),
    Rule("R008", N_("Hidden rows are counted."), WARNING),
    Rule("R009", N_("A merged cell counts for every row that it covers."), WARNING),
    Rule("V001", N_("An answer is none of the options.")),
    Rule("V002", N_("Two answers stand where one is asked.")),
    Rule("V003", N_("An answer is no number.")),
    Rule("V004", N_("An answer is no date.")),
    Rule("V005", N_("A required answer is blank.")),
    Rule("V006", N_("An option that excludes the others stands with another.")),
    Rule("V007", N_("Free text is nearly an option."), WARNING),
    Rule("V008", N_("A remark beside an option is not kept."), WARNING),
    Rule("V009", N_("Excel has turned an answer into a date.")),
    Rule("V010", N_("A cell holds an error value.")),
    Rule("V011", N_("A formula has no stored value.")),
    Rule("V012", N_("A number is out of its range.")),
    Rule("V013", N_("A question is answered that was not put to the respondent."), WARNING),
    Rule("T001", N_("A text holds control characters."), WARNING),
    Rule("T002", N_("A text holds characters that hide or turn it round."), WARNING),
    Rule("T003", N_("A text holds a character that was lost."), WARNING),
    Rule("T004", N_("A text was read in the wrong encoding once already.")),
    Rule("T005", N_("A text begins as a formula does."), WARNING),
    Rule("P001", N_("A free text holds a telephone number."), WARNING),
    Rule("P002", N_("A free text holds a mail address."), WARNING),
    Rule("P003", N_("A free text holds a postal code."), WARNING),
    Rule("P004", N_("A free text holds a street address."), WARNING),
    Rule("P005", N_("A free text may hold a My Number."), WARNING),
    Rule("P006", N_("A free text may hold an insured person's number."), WARNING),
    Rule("P007", N_("A free text may name a person."), WARNING),
    Rule("P008", N_("A column holds personal data of the respondents."), WARNING),
    Rule("C001", N_("The codebook is not TOML.")),
    Rule("C002", N_("The codebook says something that it may not.")),
    Rule("S001", N_("A printed total is not the sum of its parts.")),
    Rule("S002", N_("A printed percentage is not rounded from its numbers.")),
    Rule("S003", N_("Printed percentages were forced to add up to 100."), WARNING),
    Rule("S004", N_("Two printed tables disagree.")),
    Rule("S005", N_("A ratio is printed as an increase.")),
    Rule("S006", N_("A printed date and its weekday do not fit.")),
    Rule("S007", N_("A printed table differs from the survey's answers.")),
    Rule("S008", N_("A printed table, or a number in it, cannot be read.")),
    Rule("S009", N_("The printed table lacks what the codebook says of it.")),
)
RULES = {rule.code: rule for rule in _RULES}


def finding(
    rule: str,
    place: Place,
    message: str,
    suggestion: str = "",
    respondent: str = "",
    value: str = "",
    *,
    running: bool = False,
) -> Finding:
    """Return a Finding with its rule's severity; `value` is hashed for baselines, never shown."""
    severity = RULES[rule].severity
    return Finding(rule, severity, place, respondent, message, suggestion, value, running)
