"""Small numbers are hidden so that nobody can work them out: an attacker tries."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from outreach.codebook import NO_ANSWER, Applies, Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.intake.surveys import find_survey
from outreach.tables.boxes import folded_break
from outreach.tables.contents import Base
from outreach.tables.crosstab import tabulate
from outreach.tables.disclosure.anonymity import k_anonymity
from outreach.tables.disclosure.auditing import audit
from outreach.tables.disclosure.merging import propose_merges
from outreach.tables.disclosure.summaries import hidden_groups
from outreach.tables.disclosure.suppression import suppress
from outreach.tables.figures import Break, Category, Figures
from outreach.tables.hidden import Hidden
from outreach.tables.plan import Plan, find_breaks
from outreach.tables.summarising import summaries_of
from outreach.tables.table import Table
from outreach.tables.tally import tally
from outreach.tables.tested import Outcome, Significance

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label) for at, label in enumerate(labels, 1))


AGE = Question(
    "age", "single", "年齢", "age", options=options("60歳代", "70歳代", "80歳以上"),
    nets=(Net("70歳以上", (1, 2)),),
)  # fmt: skip
TOWN = Question("town", "single", "住所", "district", options=options("境", "桜堤"))
USEFUL = Question("useful", "scale", "本日の話は", options=options("良い", "悪い"))
CHANNEL = Question(
    "channel", "multiple", "経路", "channel", options=options("市報", "チラシ"),
    nets=(Net("紙", (0, 1)),),
)  # fmt: skip
WISHES = Question("wishes", "multiple", "希望", options=options("往診", "相談"))
BOOK = Codebook(Survey(), (AGE, TOWN, USEFUL, CHANNEL, WISHES), path=Path("見本/codebook.toml"))


def responses(**codes: Sequence[int]) -> Responses:
    """Return Responses with these codes; a question that is not given was answered by nobody."""
    size = len(next(iter(codes.values())))
    arrays = {}
    for question in BOOK.questions:
        silent = [0 if question.multiple else -1] * size
        arrays[question.key] = np.array(codes.get(question.key, silent), code_dtype(question))
    return Responses(BOOK, Respondents(None, 1, size), arrays)


def tables_of(
    answers: Responses, asked: Sequence[Question], by: Sequence[str], base: Base = "all",
    nets: bool = False, where: str = "",
) -> list[Table]:  # fmt: skip
    breaks = find_breaks(BOOK, by)
    return tabulate([answers], asked, breaks, base, nets=nets, where=where or ())


# --- an attacker who tries every world ---------------------------------------------------------

MOST_WORLDS = 300_000
Type = dict[str, frozenset[str]]


def kinds_of_people(asked: Sequence[Question]) -> list[Type]:
    """Return every way to answer the questions, as sets of labels."""
    ways = []
    for question in asked:
        labels = question.labels
        sets = [frozenset({label}) for label in (*labels, NO_ANSWER)]
        if question.multiple:
            sizes = range(1, len(labels) + 1)
            sets = [frozenset(c) for size in sizes for c in itertools.combinations(labels, size)]
            sets.append(frozenset({NO_ANSWER}))
        ways.append([(question.key, each) for each in sets])
    return [dict(way) for way in itertools.product(*ways)]


def worlds(people: int, kinds: int) -> NDArray[np.int64]:
    """Return every way in which so many people can be of so many kinds, one a row."""
    if kinds < 2:
        return np.full((1, kinds), people)
    bars = itertools.combinations(range(people + kinds - 1), kinds - 1)
    ends = np.array(list(bars), dtype=np.int64).reshape(-1, kinds - 1)
    edges = np.hstack(
        [np.full((len(ends), 1), -1), ends, np.full((len(ends), 1), people + kinds - 1)]
    )
    return np.diff(edges, axis=1) - 1


def members(question: Question, label: str, is_net: bool) -> frozenset[str]:
    """Return the answers that a label stands for: those of a net, or itself."""
    nets = {net.label: [question.labels[at] for at in net.members] for net in question.nets}
    return frozenset(nets[label] if is_net else {label})


def indicator(table: Table, group: int, category: int | None, kinds: list[Type]) -> tuple[int, ...]:
    """Return for each kind of people whether a cell counts them; category None is the base."""
    conditions: list[tuple[str, frozenset[str]]] = []
    if table.where:  # one condition, as it is printed: "住所: 境"
        label, chosen = table.where.split(": ")
        key = next(question.key for question in BOOK.questions if question.label == label)
        conditions.append((key, frozenset(chosen.split(", "))))
    if group >= 0 and table.by:
        labels = table.groups[group].parts or (table.groups[group].label,)
        pairs = zip(table.by.questions, labels, strict=True)
        is_net = table.groups[group].kind == "net"
        conditions += [
            (question.key, members(question, label, is_net)) for question, label in pairs
        ]
    if category is not None:
        of = table.categories[category]
        chosen = members(table.question, of.label, of.kind == "net")
        conditions.append((table.question.key, chosen))
    elif table.base == "answered":
        conditions.append((table.question.key, frozenset(table.question.labels)))
    return tuple(int(all(kind[key] & wanted for key, wanted in conditions)) for kind in kinds)


def numbers(table: Table) -> Iterator[tuple[int, int | None, int, bool]]:
    """Yield of each number of a table its group, category, value and whether it is hidden."""
    assert table.hidden is not None
    for group in range(-1, len(table.groups) if table.by else 0):
        some = table.total if group < 0 else table.cells
        flags = table.hidden.total if group < 0 else table.hidden.cells
        for at in range(len(table.categories)):
            yield group, at, int(some.people[max(group, 0), at]), bool(flags[max(group, 0), at])
        gone = table.hidden.whole if group < 0 else table.hidden.groups[group]
        yield group, None, int(some.bases[max(group, 0), 0]), bool(gone)


def attack(tables: list[Table], asked: Sequence[Question], people: int, below: int) -> None:
    """Try every world that fits what is shown; fail where a hidden number is known too well."""
    every = [(table, *each) for table in tables for each in numbers(table)]
    if people < below:
        assert all(gone for *_rest, gone in every), "less than that many answered at all"
        return
    kinds = kinds_of_people(asked)
    zeros = [indicator(t, g, c, kinds) for t, g, c, value, gone in every if not gone and not value]
    kinds = [kind for at, kind in enumerate(kinds) if not any(who[at] for who in zeros)]
    assume(math.comb(people + len(kinds) - 1, people) < MOST_WORLDS)
    possible = worlds(people, len(kinds))
    shown = {indicator(t, g, c, kinds): value for t, g, c, value, gone in every if not gone}
    hidden = {indicator(t, g, c, kinds): value for t, g, c, value, gone in every if gone}
    assert not shown.keys() & hidden.keys(), "shown in one table, hidden in another"
    assert not any(0 < value < below for value in shown.values())
    for who, value in shown.items():
        possible = possible[possible @ np.array(who) == value]
    nothing_shown = all(gone for _t, _g, category, _v, gone in every if category is not None)
    for who in hidden if not nothing_shown else ():
        if not any(zero_beside(each, who, kinds, every) for each in every):
            possible = possible[possible @ np.array(who) >= 1]
    told = not_chosen(tables, kinds, below)
    for who in (who for who in {*hidden, *told} if any(who)):  # 桜堤 among those of 境 is no secret
        found = possible @ np.array(who)
        assert found.max() - found.min() >= below, (who, found.min(), found.max())


def zero_beside(each: tuple, who: tuple, kinds: list[Type], every: list[tuple]) -> bool:
    """Return whether a number is a hidden zero in a row or column with the one looked at."""
    table, group, category, value, gone = each
    if not gone or value or category is None:
        return False
    net = table.categories[category].kind == "net"
    row = [] if net else [
        indicator(table, group, at, kinds)
        for at, other in enumerate(table.categories) if other.kind != "net"
    ]  # fmt: skip
    column = (
        [indicator(table, at, category, kinds) for at in range(len(table.groups))]
        if group >= 0
        else []
    )
    return who in row or who in column


def not_chosen(tables: list[Table], kinds: list[Type], below: int) -> set[tuple[int, ...]]:
    """Return the people who did not choose an option of several, where they are few."""
    found = set()
    for table in (table for table in tables if table.question.multiple):
        for group, at, value, _gone in list(numbers(table)):
            if at is None:
                continue
            some = table.total if group < 0 else table.cells
            if 0 < some.bases[max(group, 0), 0] - value < below:
                base = np.array(indicator(table, group, None, kinds))
                found.add(tuple((base - np.array(indicator(table, group, at, kinds))).tolist()))
    return found


SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
few = st.integers(-1, 1)


@SLOW
@given(
    st.lists(st.tuples(few, few), min_size=3, max_size=9),
    st.booleans(),
    st.sampled_from(["all", "answered"]),
)
def test_one_answer_by_another_both_ways_round(
    drawn: list[tuple[int, int]], nets: bool, base: Base
) -> None:
    town, useful = zip(*drawn, strict=True)
    tables = tables_of(
        responses(town=town, useful=useful), [TOWN, USEFUL], ["town", "useful"], base, nets
    )
    attack(suppress(tables, 3), [TOWN, USEFUL], len(drawn), 3)


@SLOW
@given(
    st.lists(st.tuples(few, st.integers(0, 3)), min_size=3, max_size=7),
    st.booleans(),
    st.sampled_from(["all", "answered"]),
)
def test_one_answer_and_several(drawn: list[tuple[int, int]], nets: bool, base: Base) -> None:
    town, channel = zip(*drawn, strict=True)
    tables = tables_of(
        responses(town=town, channel=channel), [TOWN, CHANNEL], ["town", "channel"], base, nets
    )
    attack(suppress(tables, 3), [TOWN, CHANNEL], len(drawn), 3)


@SLOW
@given(st.lists(st.tuples(few, few), min_size=3, max_size=9), st.booleans())
def test_a_question_that_was_put_to_some_only(drawn: list[tuple[int, int]], crossed: bool) -> None:
    town, useful = zip(*drawn, strict=True)
    some = replace(USEFUL, applies=Applies("town", ("境", "桜堤")))
    book = replace(BOOK, questions=(TOWN, some))
    answers = replace(responses(town=town, useful=useful), codebook=book)
    breaks = find_breaks(book, ["town"] if crossed else [])
    tables = tabulate([answers], [TOWN, some], breaks, "applicable")
    attack(suppress(tables, 3), [TOWN, some], len(drawn), 3)


@SLOW
@given(st.lists(st.tuples(few, few, few), min_size=3, max_size=9))
def test_two_tables_that_share_a_margin(drawn: list[tuple[int, int, int]]) -> None:
    town, useful, age = zip(*drawn, strict=True)
    tables = tables_of(
        responses(town=town, useful=useful, age=age), [TOWN, USEFUL], ["town", "age"]
    )
    attack(suppress(tables, 3), [TOWN, USEFUL, AGE], len(drawn), 3)


@SLOW
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=7))
def test_several_answers_by_several(drawn: list[tuple[int, int]]) -> None:
    channel, wishes = zip(*drawn, strict=True)
    answers = responses(channel=channel, wishes=wishes)
    tables = suppress(tables_of(answers, [CHANNEL, WISHES], ["channel", "wishes"]), 3)
    assert min((each.width for each in audit(tables)), default=3) >= 3
    attack(tables, [CHANNEL, WISHES], len(drawn), 3)


@given(st.just([2, 3, 2, 2, 0, 0]))
def test_two_of_several_answers_that_their_sums_alone_would_not_protect(
    channel: list[int],
) -> None:
    answers = responses(channel=channel, wishes=[2, 2, 2, 1, 0, 3])
    tables = tables_of(answers, [CHANNEL, WISHES], ["wishes", "channel"], "answered", nets=True)
    attack(suppress(tables, 3), [CHANNEL, WISHES], 6, 3)


@SLOW
@given(st.lists(st.tuples(few, few, st.integers(0, 1)), min_size=3, max_size=8), st.booleans())
def test_nested_breaks(drawn: list[tuple[int, int, int]], single: bool) -> None:
    town, useful, last = zip(*drawn, strict=True)
    asked = AGE if single else CHANNEL
    answers = responses(town=town, useful=useful, **{asked.key: last})
    tables = tables_of(answers, [asked, TOWN], ["town+useful", "useful"])
    attack(suppress(tables, 3), [TOWN, USEFUL, asked], len(drawn), 3)


@SLOW
@given(st.lists(st.tuples(few, few), min_size=3, max_size=9), st.booleans(), st.booleans())
def test_tables_of_some_beside_tables_of_all(
    drawn: list[tuple[int, int]], same: bool, crossed: bool
) -> None:
    town, useful = zip(*drawn, strict=True)
    answers = responses(town=town, useful=useful)
    by = ["town"] if crossed else []
    tables = tables_of(answers, [USEFUL], by) + tables_of(
        answers, [USEFUL], by if same else [], where="town in 境"
    )
    attack(suppress(tables, 3), [TOWN, USEFUL], len(drawn), 3)


@SLOW
@given(
    st.lists(st.tuples(st.integers(-1, 2), few), min_size=3, max_size=8),
    st.booleans(),
    st.sampled_from(["all", "answered"]),
)
def test_folded_breaks_beside_the_options_in_them(
    drawn: list[tuple[int, int]], fine: bool, base: Base
) -> None:
    age, useful = zip(*drawn, strict=True)
    by = folded_break(Break((AGE,)))
    assert by.folded
    breaks = [by, Break((AGE,))] if fine else [by]
    tables = tabulate([responses(age=age, useful=useful)], [AGE, USEFUL], breaks, base, nets=True)
    assert "70歳以上" in {group.label for table in tables for group in table.groups}
    attack(suppress(tables, 3), [AGE, USEFUL], len(drawn), 3)


@SLOW
@given(st.lists(st.tuples(st.integers(-1, 2), few, few), min_size=3, max_size=7))
def test_folded_breaks_of_three_questions(drawn: list[tuple[int, int, int]]) -> None:
    age, useful, town = zip(*drawn, strict=True)
    breaks = [folded_break(Break((AGE,))), Break((TOWN,))]
    answers = responses(age=age, useful=useful, town=town)
    tables = tabulate([answers], [AGE, TOWN, USEFUL], breaks, nets=True)
    attack(suppress(tables, 3), [AGE, TOWN, USEFUL], len(drawn), 3)


# --- tables of the field, and of the city ------------------------------------------------------


def grid(counts: Sequence[Sequence[int]]) -> list[Table]:
    """Return rows × columns as printed: both margins as simple tables, and the crossing."""
    array = np.array(counts)
    names = [
        options(*(f"{word}{at}" for at in range(size)))
        for word, size in zip("行列", array.shape, strict=True)
    ]
    row, column = (
        Question(key, "single", key, options=each)
        for key, each in zip(("row", "column"), names, strict=True)
    )
    total = int(array.sum())

    def table(question: Question, by: Question | None, cells: NDArray[np.int64]) -> Table:
        groups = tuple(Category(label, "option") for label in (by.labels if by else [""]))
        whole = Figures.plain(cells.sum(axis=0, keepdims=True), np.array([[total]]))
        figures = Figures.plain(cells, cells.sum(axis=1, keepdims=True))
        categories = tuple(Category(label, "option") for label in question.labels)
        return Table(
            "見本",
            question,
            Break((by,)) if by else None,
            "all",
            categories,
            groups,
            figures,
            whole,
            total,
        )

    return [
        table(column, None, array.sum(axis=0, keepdims=True)),
        table(row, None, array.sum(axis=1, keepdims=True).T),
        table(column, row, array),
    ]


INVESTMENT = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]  # Fischetti and Salazar (2001), table 1


def flagged(table: Table, cells: Sequence[tuple[int, int]]) -> Table:
    flags = np.zeros(table.counts.shape, dtype=np.bool_)
    for at in cells:
        flags[at] = True
    none = np.zeros((1, flags.shape[1]), dtype=np.bool_)
    reasons = np.where(flags, "x", "").astype(object)
    return replace(table, hidden=Hidden(5, flags, none, np.zeros(len(flags), np.bool_), reasons))


def test_the_audit_finds_the_interval_that_fischetti_and_salazar_print() -> None:
    *simple, crossed = grid(INVESTMENT)
    pattern = flagged(crossed, [(1, 0), (1, 2), (2, 0), (2, 2)])
    found = {(each.group, each.option): (each.low, each.high) for each in audit([*simple, pattern])}
    # They print 5 to 30; here zeros are shown, so that no hidden cell can be one.
    assert found["行1", "列2"] == (6, 29)
    assert found["行1", "列0"] == (1, 24)


def test_a_single_hidden_cell_is_known_and_the_audit_says_so() -> None:
    *simple, crossed = grid(INVESTMENT)
    (only,) = audit([*simple, flagged(crossed, [(1, 2)])])
    assert (only.low, only.high, only.width) == (22, 22, 0)


def test_one_small_cell_takes_three_others_with_it() -> None:
    hidden = suppress(grid(INVESTMENT), 9)
    assert hidden[2].hidden is not None
    assert hidden[2].hidden.cells[1, 0]
    assert hidden[2].hidden.cells.sum() == 4
    assert not hidden[2].hidden.total.any()
    assert not hidden[2].hidden.groups.any()
    assert min(each.width for each in audit(hidden)) >= 9


def test_five_cells_of_one_are_not_told_by_their_sum() -> None:
    tables = suppress(grid([[1, 1, 1, 1, 1, 0], [9, 12, 15, 20, 11, 30]]), 5)
    assert min(each.width for each in audit(tables)) >= 5


def lecture(*by: str, **options: object) -> list[Table]:
    source = find_survey(LECTURE)
    breaks = find_breaks(source.codebook, by)
    return tabulate(source.usable_chunks([], []), None, breaks, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def hidden() -> list[Table]:
    return suppress(lecture("age", "district"), 5)


def test_the_lecture_shows_no_cell_of_one_to_four(hidden: list[Table]) -> None:
    for table in hidden:
        assert not any(0 < value < 5 for *_at, value, gone in numbers(table) if not gone)


def test_no_hidden_number_of_the_lecture_is_known_closer_than_five(hidden: list[Table]) -> None:
    intervals = audit(hidden)
    assert len(intervals) > 100
    assert min(each.width for each in intervals) >= 5


def test_no_two_way_table_of_the_lecture_can_be_solved_by_itself(hidden: list[Table]) -> None:
    """Another program, another model: each table's own rows, columns and what is shown of them."""
    for table in (table for table in hidden if table.by and not table.question.multiple):
        for low, high in ends_of_one_table(table):
            assert high - low >= 5 - 1e-6


def ends_of_one_table(table: Table) -> Iterator[tuple[float, float]]:
    flags = table.hidden
    assert flags is not None
    groups, size = table.counts.shape
    kinds = groups * size
    fixed, rows, sums = [], [], []
    for group, at, value, gone in numbers(table):
        mask = np.zeros((groups, size))
        mask[slice(None) if group < 0 else group, slice(None) if at is None else at] = 1
        if not gone and not (group < 0 and table.by.multiple and at is not None):  # type: ignore[union-attr]
            rows.append(mask.ravel())
            sums.append(value)
        elif gone and group >= 0 and at is not None:
            fixed.append(group * size + at)
    if table.by and table.by.multiple:
        return
    for at in fixed:
        cost = np.zeros(kinds)
        cost[at] = 1
        low, high = (
            linprog(sign * cost, A_eq=np.array(rows), b_eq=sums, method="highs") for sign in (1, -1)
        )
        yield low.fun, -high.fun


def test_what_is_shown_of_the_lecture_is_true(hidden: list[Table]) -> None:
    for table, plain in zip(hidden, lecture("age", "district"), strict=True):
        assert table.counts.tolist() == plain.counts.tolist()
        assert table.total_counts.tolist() == plain.total_counts.tolist()
        assert table.bases.tolist() == plain.bases.tolist()


def test_zeros_of_the_lecture_are_shown_but_for_a_few(hidden: list[Table]) -> None:
    zeros = sum(int((table.counts == 0).sum()) for table in hidden)
    gone = sum(
        int((table.counts == 0)[table.hidden.cells].sum()) for table in hidden if table.hidden
    )
    assert gone < 0.05 * zeros


def test_the_order_of_tables_does_not_matter_for_what_may_be_seen(hidden: list[Table]) -> None:
    turned = suppress(lecture("district", "age")[::-1], 5)
    assert min(each.width for each in audit(turned)) >= 5


def test_the_same_tables_are_hidden_the_same_way(hidden: list[Table]) -> None:
    again = suppress(lecture("age", "district"), 5)
    for one, other in zip(hidden, again, strict=True):
        assert one.hidden is not None
        assert other.hidden is not None
        assert one.hidden.cells.tolist() == other.hidden.cells.tolist()
        assert one.hidden.warnings == other.hidden.warnings


def test_the_same_people_are_hidden_in_both_directions(hidden: list[Table]) -> None:
    found = {
        (table.question.key, table.by.key if table.by else ""): table.hidden for table in hidden
    }
    one, other = found["age", "district"], found["district", "age"]
    assert one is not None
    assert other is not None
    assert one.cells.tolist() == other.cells.T.tolist()


def test_a_reason_never_tells_a_small_number_from_one_beside_it(hidden: list[Table]) -> None:
    reasons = {
        reason for table in hidden if table.hidden for reason in table.hidden.reasons.ravel()
    }
    assert len(reasons - {""}) == 1


def test_too_much_hidden_proposes_bands_and_towns(hidden: list[Table]) -> None:
    crossed = next(table for table in hidden if table.question.key == "age" and table.by)
    proposal = propose_merges(crossed, 5)
    assert proposal.merged
    assert proposal.hidden * 3 <= proposal.cells
    assert crossed.hidden is not None
    assert proposal.text in crossed.hidden.warnings
    assert proposal.table.counts.sum() == crossed.counts.sum()
    assert proposal.table.total.people.sum() == crossed.total.people.sum()


def test_bands_are_merged_with_their_neighbours_only() -> None:
    tables = tables_of(
        responses(age=[0] * 6 + [1] * 2 + [2] * 3, useful=[0] * 6 + [1] * 5), [USEFUL], ["age"]
    )
    (proposal,) = [propose_merges(table, 5) for table in suppress(tables, 5) if table.by]
    (merged,) = proposal.merged
    assert merged.startswith("70歳代")
    assert merged.endswith("80歳以上")
    assert [group.kind for group in proposal.table.groups] == ["option", "option", "no answer"]


def test_rows_of_everybody_and_of_nobody_are_warned_of() -> None:
    tables = tables_of(
        responses(town=[0] * 9 + [1] * 9, useful=[0] * 9 + [0] * 9), [USEFUL], ["town"]
    )
    crossed = suppress(tables, 5)[-1]
    assert crossed.hidden is not None
    assert not crossed.hidden.some
    assert any("100" in warning and "境, 桜堤" in warning for warning in crossed.hidden.warnings)


def test_a_number_may_move_partly_down_and_partly_up() -> None:
    """Of 4 and 3 neither can move by 4 in one direction without being nobody."""
    tables = suppress(tables_of(responses(town=[0] * 4 + [1] * 3), [TOWN], []), 4)
    found = {(each.option, each.low, each.high) for each in audit(tables)}
    assert found == {("境", 1, 6), ("桜堤", 1, 6)}


@pytest.mark.parametrize("below", [0, 1])
def test_nothing_is_hidden_below_none_or_one(below: int) -> None:
    for table in suppress(grid(INVESTMENT), below):
        assert table.hidden is not None
        assert not table.hidden.some
        assert table.hidden.warnings == ()


def test_a_negative_number_of_people_is_an_error() -> None:
    with pytest.raises(OutreachError, match="-1"):
        suppress(grid(INVESTMENT), -1)


def test_no_tables_and_empty_tables_are_well_formed() -> None:
    assert suppress([], 5) == []
    assert audit([]) == []
    empty = tables_of(responses(town=[]), [TOWN, CHANNEL], ["town", "channel"])
    assert not any(table.hidden and table.hidden.some for table in suppress(empty, 5))


def test_fewer_answers_than_may_be_shown_show_nothing() -> None:
    for table in suppress(tables_of(responses(town=[0, 1, 1]), [TOWN], []), 5):
        assert table.hidden is not None
        assert table.hidden.cells.all()
        assert table.hidden.whole


def test_tables_that_contradict_one_another_are_an_error() -> None:
    one, other = (
        tables_of(responses(town=codes), [TOWN], []) for codes in ([0] * 9, [0] * 8 + [1])
    )
    with pytest.raises(OutreachError):
        suppress([*one, *other], 5)


def test_weighted_tables_are_hidden_by_people_and_cannot_be_solved_by_weights() -> None:
    codes = [0] * 20 + [1] * 12
    weights = np.linspace(0.5, 2.5, 32)
    answers = replace(responses(town=codes, useful=[0, 0, 1, 0] * 8), weights=weights)
    answers.codes["useful"][:3] = 1
    tables = tables_of(answers, [TOWN, USEFUL], ["town"])
    assert tables[0].weight
    hidden = suppress(tables, 6)
    assert any(table.hidden and table.hidden.some for table in hidden)
    assert min(each.width for each in audit(hidden)) >= 6
    for table in hidden:
        assert not any(0 < value < 6 for *_at, value, gone in numbers(table) if not gone)


def test_tests_of_a_table_in_which_something_is_hidden_are_withheld() -> None:
    *simple, crossed = grid(INVESTMENT)
    shape = crossed.counts.shape
    ones, blank = np.ones(shape), np.full(shape, "A", dtype=object)
    outcomes = (Outcome("χ²", 3.0, 4.0, 0.5),)
    tests = Significance(
        ones, ones, ones[:1], ones[:1], ones, ones, ones, blank, blank, outcomes=outcomes
    )
    told = suppress([*simple, replace(crossed, tests=tests)], 9)[-1]
    assert told.tests is not None
    assert told.hidden is not None
    assert np.isnan(told.tests.residual).all()
    assert np.isnan(told.tests.low).tolist() == told.hidden.cells.tolist()
    assert set(told.tests.letters.ravel()) == {""}
    assert [outcome.statistic for outcome in told.tests.outcomes] == [None]
    assert told.tests.outcomes[0].note
    assert suppress([*simple, replace(crossed, tests=tests)], 0)[-1].tests is tests


def test_a_percentage_is_hidden_with_its_base() -> None:
    flags = np.zeros((2, 2), dtype=np.bool_)
    total = np.array([[True, False]])
    marks = Hidden(5, flags, total, np.array([False, True]), np.full((2, 2), "", dtype=object))
    assert marks.percents("row").tolist() == [[False, False], [True, True]]
    assert marks.percents("column").tolist() == [[True, False], [True, False]]
    assert not marks.percents("total").any()
    assert marks.some


def test_a_mean_of_few_or_of_hidden_answers_is_hidden() -> None:
    answers = responses(
        town=[0] * 12 + [1] * 10 + [-1] * 2, useful=[0, 1] * 6 + [0] * 8 + [1] * 2 + [0] * 2
    )
    tables = suppress(tables_of(answers, [TOWN, USEFUL], ["town"]), 5)
    pairs = ((USEFUL, find_breaks(BOOK, ["town"])[0]),)
    plan = Plan(BOOK, (), pairs)
    (summary,) = summaries_of(tally(answers, plan), plan)
    flags, _whole = hidden_groups(summary, tables, 5)
    assert flags.tolist()[1:] == [True, True]


# --- a file of answers --------------------------------------------------------------------------


def test_people_who_share_what_others_know_are_counted_in_classes() -> None:
    found = k_anonymity(responses(age=[0, 0, 0, 1, 1, -1], town=[0, 0, 0, 1, 1, 1]), k=3)
    assert found.keys == ("age", "town", "channel")
    assert found.smallest == 1
    assert found.exposed == 3
    assert found.classes == ((("無回答", "桜堤", "無回答"), 1), (("70歳代", "桜堤", "無回答"), 2))
    assert not found.holds
    assert "3" in str(found)


def test_everybody_shares_no_questions_with_everybody() -> None:
    found = k_anonymity(responses(age=[0, 1, 2]), keys=[], k=3)
    assert found.holds
    assert found.smallest == 3
    assert str(found)
    assert k_anonymity(responses(age=[]), k=3).smallest == 0


def test_several_answers_are_one_answer_of_a_class() -> None:
    found = k_anonymity(responses(channel=[3, 3, 1, 4]), keys=["channel"], k=2)
    assert [answers for answers, _size in found.classes] == [("市報",), ("不明",)]


def test_a_file_cannot_be_anonymous_among_nobody() -> None:
    with pytest.raises(OutreachError):
        k_anonymity(responses(age=[0]), k=0)
    with pytest.raises(OutreachError):
        k_anonymity(responses(age=[0]), keys=["agee"])
