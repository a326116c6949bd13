"""The test of a whole table that fits how its people were counted."""

from __future__ import annotations

import numpy as np

from outreach.messages import N_, _
from outreach.tables.inference.association import FISHER, Method, associate
from outreach.tables.inference.marginal import associate_groups, associate_options
from outreach.tables.inference.rao_scott import Statistic, associate_weighted
from outreach.tables.joint import Flags, Joint
from outreach.tables.tested import Effect, Outcome

_NOT_EXACT = N_("Not tested: an exact test is for one answer each, without weights.")


def associate_people(
    joint: Joint,
    groups: Flags,
    answers: Flags,
    *,
    multiple: tuple[bool, bool] = (False, False),
    base: Flags | None = None,
    weighted: bool = False,
    method: Method = "auto",
    level: float = 0.95,
) -> tuple[tuple[Outcome, ...], Effect | None]:
    """Return the tests of groups × answers that a Joint allows, and Cramér's V where there is one.

    `groups` and `answers` are combinations × categories (see Joint.members);
    `multiple` says of each whether a person may be in several. `base` flags
    the combinations of those who answered both; else who is in one of each
    (for multiple answers give it, if not all options are in `answers`).
    One answer each: `associate`, with weights `associate_weighted`; multiple
    answers: `associate_groups`, `associate_options`, weighted or not.
    """
    if any(multiple):
        if method == "fisher":
            return (Outcome(_(FISHER), note=_(_NOT_EXACT)),), None
        return _multiple(joint, groups, answers, multiple, base), None
    if base is not None:
        groups = groups & base[:, np.newaxis]
    if not weighted:
        counts = (groups.astype(np.int64).T * joint.people) @ answers.astype(np.int64)
        return associate(counts, method, level)
    if method == "fisher":
        return (Outcome(_(FISHER), note=_(_NOT_EXACT)),), None
    wanted: tuple[Statistic, ...] = ("chi2", "lr") if method == "all" else ("chi2",)
    if method == "lr":
        wanted = ("lr",)
    tested = [associate_weighted(joint, groups, answers, statistic=one, level=level)
              for one in wanted]  # fmt: skip
    return tuple(outcome for outcomes, _v in tested for outcome in outcomes), tested[0][1]


def _multiple(
    joint: Joint, groups: Flags, answers: Flags, multiple: tuple[bool, bool], base: Flags | None
) -> tuple[Outcome, ...]:
    if all(multiple):
        return associate_options(joint, groups, answers, base=base)
    if multiple[0]:
        groups, answers = answers, groups
    return associate_groups(joint, groups, answers, base=base)
