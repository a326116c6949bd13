"""One thing that changed from a questionnaire to the next, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from outreach.messages import N_, _

Kind = Literal[
    "question added", "question removed", "question renamed", "question moved",
    "type changed", "wording changed", "options replaced",
    "option added", "option removed", "option renamed", "option merged", "option split",
    "option moved", "scores changed", "applies changed", "net changed", "missing changed",
    "range changed",
]  # fmt: skip
SENTENCES: Mapping[Kind, str] = {
    "question added": N_("“{label}” is asked now only."),
    "question removed": N_("“{label}” was asked before only."),
    "question renamed": N_("“{label}” had the key {old} before, and has the key {new} now."),
    "question moved": N_(
        "“{label}” was question {old} and is question {new} now: what is asked before it may"
        " change its answers."
    ),
    "type changed": N_("“{label}” asked for {old} before and asks for {new} now."),
    "wording changed": N_("“{old}” is worded “{new}” now."),
    "options replaced": N_("“{label}” has no option that it had before."),
    "option added": N_("“{label}” has the option “{new}” now, which it did not have before."),
    "option removed": N_("“{label}” no longer has the option “{old}”."),
    "option renamed": N_("“{label}”: the option “{old}” is called “{new}” now."),
    "option merged": N_("“{label}”: the options {old} are one now, “{new}”."),
    "option split": N_("“{label}”: the option “{old}” is several now: {new}."),
    "option moved": N_(
        "“{label}” has its options in another order now: {old} → {new}. What stands first"
        " may be chosen more often."
    ),
    "scores changed": N_(
        "“{label}”: the scores of its options differ, so its means cannot be compared."
    ),
    "applies changed": N_("“{label}” was put to {old} and is put to {new} now."),
    "net changed": N_("“{label}”: the net “{old}” has other options now; it is left out."),
    "missing changed": N_(
        "“{label}”: “{old}” counts as no answer in one codebook and is an option in the other."
    ),
    "range changed": N_("“{label}” could be {old} and can be {new} now."),
}
TYPES: Mapping[str, str] = {
    "single": N_("one answer"), "multiple": N_("several answers"), "scale": N_("a scale"),
    "number": N_("a number"), "date": N_("a date"), "datetime": N_("a date and time"),
    "text": N_("free text"),
}  # fmt: skip
SEVERAL = N_(
    "The percent of people who chose an option as their only answer and of those who chose it"
    " among others are not the same measure."
)
OTHER_KIND = N_("Answers of these types have no measure in common.")
OTHER_WORDS = N_(
    "Only its key is the same. If it is the same question, add the older wording to its headers in"
    " the codebook."
)
OTHER_PEOPLE = N_(
    "Unless a condition makes them the same, percentages would be of different people."
)


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that changed; `old` and `new` say what it was and what it is.

    `question` is the key, the new codebook's where it has the question;
    `comparable` says whether what changed can still be compared.
    """

    kind: Kind
    question: str
    label: str
    old: str = ""
    new: str = ""
    comparable: bool = True

    @property
    def detail(self) -> str:
        """What it was and what it is, whichever there is."""
        return " → ".join(part for part in (self.old, self.new) if part)

    @property
    def sentence(self) -> str:
        """The change in plain words, with what follows from it."""
        sides = [self.old, self.new]
        if self.kind == "type changed":
            sides = [_(TYPES[side]) for side in sides]
        told = _(SENTENCES[self.kind]).format(label=self.label, old=sides[0], new=sides[1])
        gap = "" if told.endswith("。") else " "
        return f"{told}{gap}{self._reason}".rstrip()

    @property
    def _reason(self) -> str:
        if self.kind == "applies changed":
            return _(OTHER_PEOPLE)
        if self.kind == "wording changed" and not self.comparable:
            return _(OTHER_WORDS)
        if self.kind == "type changed" and not self.comparable:
            return _(SEVERAL if "multiple" in (self.old, self.new) else OTHER_KIND)
        return ""

    def __str__(self) -> str:
        return self.sentence
