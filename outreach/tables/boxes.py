"""Nets that are not in the codebook: the best and the worst answers of a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outreach.codebook import Net, Question
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.tables.figures import Break


def netted(question: Question, *, nets: bool, top: int = 0) -> Question:
    """Return the question with the nets that are to be counted.

    Those of the codebook where `nets` is asked for; of a scale also its `top`
    best and its `top` worst options by score. Raises OutreachError for a `top`
    below 0; a scale of fewer than 2 × `top` options has no such nets.
    """
    if top < 0:
        message = _("The top {top} answers cannot be counted.").format(top=top)
        raise OutreachError(message, remedy=_("Give a number such as 2."))
    own = question.nets if nets else ()
    return replace(question, nets=(*own, *_boxes(question, top)))


def netted_break(by: Break, *, nets: bool, top: int = 0) -> Break:
    """Return the break with its questions as they are counted, so that both are counted once."""
    if by.folded:
        return by  # it has its nets
    return Break(tuple(netted(question, nets=nets, top=top) for question in by.questions))


def folded_break(by: Break) -> Break:
    """Return the break by the nets of its question, itself where that has none or several answers.

    >>> from outreach.codebook import Option
    >>> towns = tuple(Option(str(at), name) for at, name in enumerate(("境", "関前", "市外")))
    >>> town = Question("town", "single", "住所", options=towns, nets=(Net("武蔵境圏", (0, 1)),))
    >>> folded_break(Break((town,))).folded, folded_break(Break((town, town))).folded
    (True, False)
    """
    question = by.questions[0]
    if len(by.questions) > 1 or question.multiple or not question.nets:
        return by
    return Break(by.questions, folded=True)


@dataclass(frozen=True, slots=True)
class Difference:
    """The share of one net less that of another, in points; both are labels."""

    label: str
    above: str
    below: str


def box_differences(questions: Sequence[Question], top: int) -> tuple[Difference, ...]:
    """Return by scale the difference of the best and of the worst box, each once."""
    name = _("top {top} − bottom {top} (points)").format(top=top)
    boxes = filter(None, (_boxes(question, top) for question in questions))
    found = [Difference(name, best.label, worst.label) for best, worst in boxes]
    return tuple(dict.fromkeys(found))


def _boxes(question: Question, top: int) -> tuple[Net, ...]:
    """Return the best and the worst box of a scale, or nothing.

    >>> from outreach.codebook import Option
    >>> options = [Option(str(at), label, (), -at) for at, label in enumerate("優良可不")]
    >>> [net.label for net in _boxes(Question("q", "scale", "q", options=tuple(options)), 2)]
    ['top 2 (優・良)', 'bottom 2 (可・不)']
    """
    if question.type != "scale" or not top or len(question.options) < 2 * top:
        return ()
    order = sorted(range(len(question.options)), key=lambda at: -question.options[at].score)
    best = _box(question, _("top {top} ({labels})"), order[:top])
    return best, _box(question, _("bottom {top} ({labels})"), order[-top:])


def _box(question: Question, name: str, members: Sequence[int]) -> Net:
    chosen = tuple(sorted(members))
    labels = "・".join(question.labels[at] for at in chosen)
    return Net(name.format(top=len(chosen), labels=labels), chosen)
