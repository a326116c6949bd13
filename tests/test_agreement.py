"""Agreement of coders, held to published examples and to scikit-learn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.comments.agreement import agreement_of, cohen_kappa, krippendorff_alpha
from outreach.comments.agreement_files import compare_codings
from outreach.errors import OutreachError

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: sections A, B and C.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
# Cohen (1960), A coefficient of agreement for nominal scales: 200 patients, three diagnoses.
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))


def codes(text: str) -> list[str | None]:
    return [None if sign == "." else sign for sign in text]


@pytest.mark.parametrize(("coders", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR, 0.743)])
def test_alpha_is_the_published_one(coders: tuple[str, ...], alpha: float) -> None:
    found = krippendorff_alpha([codes(coder) for coder in coders])
    assert found is not None
    assert round(found, 3) == alpha


def test_kappa_is_the_published_one() -> None:
    pairs = [
        (str(row), str(column))
        for row, counts in enumerate(COHEN)
        for column, count in enumerate(counts)
        for _each in range(count)
    ]
    kappa = cohen_kappa([one for one, _other in pairs], [other for _one, other in pairs])
    assert kappa == pytest.approx((0.70 - 0.41) / (1 - 0.41))


LETTERS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@given(LETTERS)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    one, other = [a for a, _b in pairs], [b for _a, b in pairs]
    kappa = cohen_kappa(one, other)
    if kappa is None:
        assert len({*one, *other}) == 1
    else:
        assert kappa == pytest.approx(cohen_kappa_score(one, other))


@given(LETTERS)
def test_alpha_is_kappa_with_shared_margins_and_a_small_sample_correction(
    pairs: list[tuple[str, str]],
) -> None:
    """Scott's π with n values: α = 1 − (1 − π)(n − 1)/n (Krippendorff 2004)."""
    one, other = [a for a, _b in pairs], [b for _a, b in pairs]
    alpha = krippendorff_alpha([one, other])
    both = [*one, *other]
    shares = [both.count(code) / len(both) for code in set(both)]
    chance = sum(share**2 for share in shares)
    if len(shares) == 1:
        assert alpha is None
        return
    pi = (sum(a == b for a, b in pairs) / len(pairs) - chance) / (1 - chance)
    assert alpha == pytest.approx(1 - (1 - pi) * (len(both) - 1) / len(both))


@given(st.lists(st.lists(st.sampled_from(["a", "b", None]), min_size=4, max_size=4), min_size=2))
def test_the_order_of_coders_is_nothing_to_alpha(coders: list[list[str | None]]) -> None:
    assert krippendorff_alpha(coders) == pytest.approx(krippendorff_alpha(coders[::-1]))


def test_nothing_in_common_is_told() -> None:
    found = agreement_of({"A": {("1",): "t1"}, "B": {("2",): "t1"}})
    assert (found.units, found.compared) == (2, 0)
    assert (found.share, found.kappa, found.alpha) == (None, None, None)
    assert "nothing can be compared" in found.remarks[0]


def test_one_theme_for_all_is_told() -> None:
    found = agreement_of({"A": {("1",): "t", ("2",): "t"}, "B": {("1",): "t", ("2",): "t"}})
    assert (found.share, found.kappa, found.alpha) == (1.0, None, None)
    assert "not defined" in found.remarks[0]


def test_one_coder_is_no_agreement() -> None:
    with pytest.raises(OutreachError, match="second file"):
        agreement_of({"A": {("1",): "t"}})


def test_what_is_confused_comes_most_frequent_first() -> None:
    one = {(str(at),): theme for at, theme in enumerate("aaabbb")}
    other = {(str(at),): theme for at, theme in enumerate("abbbbb")}
    found = agreement_of({"A": one, "B": other})
    assert found.confusion == (("b", "b", 3), ("a", "b", 2), ("a", "a", 1))
    assert found.share == pytest.approx(4 / 6)


def test_three_coders_have_the_mean_kappa_and_one_alpha() -> None:
    columns = ["aabb", "aabb", "abab"]
    codings = {
        str(at): {(str(row),): code for row, code in enumerate(column)}
        for at, column in enumerate(columns)
    }
    found = agreement_of(codings)
    assert found.kappa == pytest.approx((1 + 0 + 0) / 3)
    assert found.alpha == krippendorff_alpha(columns)


HEAD = "respondent,question,text,theme,label\n"


def file(folder: Path, name: str, rows: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(rows.encode(encoding))
    return path


def test_two_files_are_compared_by_respondent_and_question(tmp_path: Path) -> None:
    one = file(tmp_path, "a.csv", HEAD + "1,q,費用は,t1,費用\n2,q,薬が,t2,薬\n3,q,特になし,,\n")
    other = file(tmp_path, "b.csv", HEAD + "2,q,薬が,t2,薬\n1,q,費用は,t2,薬\n", "cp932")
    found = compare_codings([one, other])
    assert found.coders == ("a", "b")
    assert (found.units, found.compared, found.share) == (2, 2, 0.5)
    assert found.confusion == (("費用", "薬", 1), ("薬", "薬", 1))


def test_files_without_respondents_are_compared_by_text(tmp_path: Path) -> None:
    one = file(tmp_path, "a.csv", "text,theme\n費用は,費用\n薬が,薬\n")
    other = file(tmp_path, "b.csv", "コメント,テーマ\n薬が,薬\n費用は,費用\n")
    assert compare_codings([one, other]).alpha == 1.0


def test_files_of_one_name_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one = file(tmp_path, "a.csv", "text,theme\n費用は,費用\n薬が,薬\n")
    other = file(tmp_path, "b/a.csv", "text,theme\n費用は,費用\n薬が,薬\n")
    assert compare_codings([one, other]).coders == ("a (1)", "a (2)")


BAD = {
    "no theme": ("text,tehme\nx,y\n", "no column “label”"),
    "two themes": ("respondent,theme\n1,a\n1,b\n", "two themes: “a” and “b”"),
}


@pytest.mark.parametrize(("rows", "words"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_coding_is_told(tmp_path: Path, rows: str, words: str) -> None:
    path = file(tmp_path, "a.csv", rows)
    with pytest.raises(OutreachError, match=words) as caught:
        compare_codings([path, path])
    assert caught.value.remedy
    assert caught.value.place.path == str(path)
