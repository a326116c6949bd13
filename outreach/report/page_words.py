"""The page's own words, in the language in use."""

from __future__ import annotations

from outreach.messages import _


def page_words() -> dict[str, str]:
    """Return the headings, labels and sentences that the page's template uses, by name."""
    return _headings() | _switches() | _comments() | _planning()


def _headings() -> dict[str, str]:
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "summary": _("In short"),
        "reach": _("Whom we reached"),
        "tables": _("Tables"),
        "themes": _("Themes of the comments"),
        "comments": _("Comments"),
        "plan": _("What next"),
        "reading": _("How to read this"),
        "small": _("* an n under 30: read it with care"),
        "no_comments": _("Nobody wrote a comment."),
        "means": _("Means, medians and quartiles"),
        "made": _("Made with outreach, from figures only; each sentence can be checked above."),
    }


def _switches() -> dict[str, str]:
    return {
        "break": _("By"),
        "base": _("Base"),
        "share": _("Percent of"),
        "all": _("everybody"),
        "applicable": _("those asked"),
        "answered": _("those who answered"),
        "row": _("the group"),
        "column": _("the answer"),
        "total": _("everybody in the table"),
        "view": _("What the table shows"),
        "words": _("In words"),
        "hidden": _("X: kept secret"),
    }


def _comments() -> dict[str, str]:
    return {
        "filter": _("Show only"),
        "any": _("all"),
        "theme": _("Theme"),
        "kind": _("Kind"),
        "question": _("Question"),
        "search": _("Word in the comment"),
        "reset": _("Show all"),
        "shown": _("{shown} of {all} comments are shown."),
        "also": _("also: {theme}"),
        "see": _("Show these comments"),
        "count": _("{number} comments"),
        "telling": _("Words"),
        "owner": _("Owner"),
        "project": _("Project"),
        "votes": _("Themes are groups of opinions; the number of comments is no number of votes."),
        "silent": _("{number} more say nothing (特になし)."),
    }


def _planning() -> dict[str, str]:
    return {
        "public": _("The next lecture, for the public (キ)"),
        "training": _("The next training, for professionals (カ)"),
        "others": _("For the other projects"),
        "asked": _("What was asked, to be answered at or before the next event"),
        "contradictions": _("Worth a second look"),
        "changes": _("What changed since the last event"),
        "absent": _("Who did not come"),
        "by_group": _("Group by group"),
        "represented": _("Beside the population"),
        "none": _("Nothing to say here from these figures."),
        "proposed": _("proposed"),
        "decided": _("decided by the committee"),
        "why": _("Why"),
        "committee": _("Subcommittee"),
        "due": _("Due"),
        "done": _("Done"),
        "answer": _("Answer"),
        "number": _("No."),
        "comment": _("Comment"),
        "group": _("Group"),
        "people": _("people"),
        "our_share": _("among those who came (%)"),
        "interval": _("95% interval"),
        "their_share": _("in the population (%)"),
        "standing": _("Reading"),
        "under": _("fewer than in the population"),
        "over": _("more than in the population"),
        "as expected": _("as in the population"),
        "not testable": _("too few to say"),
        "hidden_standing": _("kept secret"),
        "source": _("Source"),
    }
