"""How the themes of a frame must fit together: names, pins, what is merged into what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from outreach.comments.frame import OTHER_LABEL, FrameTheme, targets_of
from outreach.comments.frame_faults import FrameFaults
from outreach.comments.pins import plain, reference_of
from outreach.comments.theme import OTHER
from outreach.messages import _
from outreach.spelling import nearest, squeeze, visible


def linked(themes: Sequence[FrameTheme], faults: FrameFaults) -> tuple[FrameTheme, ...]:
    """Return the themes with merged_into as keys; note what does not fit together.

    Two themes must not share a key, a name or a pin; a theme that others are
    merged into must exist, and they must not go in a circle.
    """
    _check_twice([theme.key for theme in themes], "key", faults)
    whole = [theme.label if not theme.merged_into else "" for theme in themes]
    _check_twice(whole, "label", faults)
    keys = _names(themes)
    found = tuple(
        replace(theme, merged_into=_target(number, theme, keys, faults))
        for number, theme in enumerate(themes, 1)
    )
    _check_circles(found, faults)
    _check_pins(found, faults)
    return found


def _names(themes: Sequence[FrameTheme]) -> dict[str, str]:
    """Return the keys of themes by all names that people may call them; keys win."""
    names = {squeeze(theme.label): theme.key for theme in themes if not theme.merged_into}
    for theme in themes:
        names.setdefault(squeeze(theme.label), theme.key)
    names |= {squeeze(OTHER_LABEL): OTHER, OTHER: OTHER}
    return names | {squeeze(theme.key): theme.key for theme in themes}


def _target(number: int, theme: FrameTheme, keys: Mapping[str, str], faults: FrameFaults) -> str:
    """Return the key of the theme that this one is merged into, by key or name."""
    name = theme.merged_into
    if not name:
        return ""
    place = ("theme", str(number), "merged_into")
    target = keys.get(squeeze(name), "")
    if not target:
        near = nearest(name, keys)
        remedy = _("Did you mean {near}?").format(near=near) if near else ""
        remedy = remedy or _("Write the key or the label of a theme in this file.")
        message = _("There is no theme “{name}” to merge it into.")
        faults.add(place, message.format(name=visible(name)[:40]), remedy)
    elif target == theme.key:
        faults.add(place, _("It is merged into itself."), _("Name another theme, or take it out."))
        return ""
    elif theme.split:
        message = _("It cannot be merged and split at once.")
        faults.add(place, message, _("Take out split or merged_into."))
    return target


def _check_twice(names: Sequence[str], key: str, faults: FrameFaults) -> None:
    """Note keys or labels that two themes share."""
    first: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        if not name:
            continue
        before = first.setdefault(squeeze(name), number)
        if before != number:
            message = _("The {key} “{name}” stands in line {line} too.").format(
                key=key, name=visible(name)[:40], line=faults.row(("theme", str(before), key))
            )
            remedy = _("Give it another one, or merge the two with merged_into.")
            faults.add(("theme", str(number), key), message, remedy)


def _check_circles(themes: Sequence[FrameTheme], faults: FrameFaults) -> None:
    targets = targets_of({theme.key: theme.merged_into for theme in themes})
    for number, theme in enumerate(themes, 1):
        if theme.merged_into and targets[theme.key] == theme.key:
            message = _("What it is merged into is merged into it again.")
            place = ("theme", str(number), "merged_into")
            faults.add(place, message, _("Take merged_into out of the theme that shall stay."))


def _check_pins(themes: Sequence[FrameTheme], faults: FrameFaults) -> None:
    """Note pins that two themes share, unless the two are merged."""
    targets = targets_of({theme.key: theme.merged_into for theme in themes})
    first: dict[str, FrameTheme] = {}
    for number, theme in enumerate(themes, 1):
        for pin in theme.pins:
            before = first.setdefault(plain(reference_of(pin)), theme)
            if targets[before.key] != targets[theme.key]:
                message = _("The comment “{pin}” is pinned to “{other}” too.").format(
                    pin=visible(reference_of(pin))[:40], other=visible(before.label)[:40]
                )
                remedy = _("A comment has one theme: take it out of one of the two.")
                faults.add(("theme", str(number), "pins"), message, remedy, value=pin)
