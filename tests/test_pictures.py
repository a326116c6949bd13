"""Pictures of comments: real glyphs, nothing on anything else, the same bytes, words for it all."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

import outreach
from outreach.comments.scaling import scaled
from outreach.errors import CannotWrite
from outreach.fonts import font_path, open_font
from outreach.palette import EDGE, INKS, NO_ANSWER, PALE, contrast
from outreach.report.pictures.lettering import outline_of, units, width_of, wrapped
from outreach.report.pictures.picture import Picture
from outreach.report.pictures.shapes import Box, Circle, Line, Text
from outreach.report.pictures.spacing import apart, beside
from tests.said import HOSTILE, printed, said

TEXTS = (
    "夜間の往診の費用を知りたい", "往診の費用と訪問看護の費用", "夜間の往診を頼みたい",
    "会場の音が小さい", "会場の音とマイク", "マイクの音が聞こえない", "家族の介護が不安",
    "家族の介護と認知症", "認知症の家族の話", "薬の飲み方", "特になし",
)  # fmt: skip
LONG = (
    "家族を自宅で最期まで看取るときの夜間の往診と訪問看護の費用の負担についての"
    "不安と、相談できる窓口を知りたいという声です"
)
SCALE = 5
GROUPS = [["70歳代"], ["80歳以上"], ["70歳代"], ["80歳以上"]] * 3


@pytest.fixture(scope="module")
def themes() -> outreach.Themes:
    return outreach.find_themes(TEXTS, 3)


def drawn(themes: outreach.Themes) -> dict[str, Picture]:
    analysed, labels = themes.analysed, GROUPS[: len(themes.analysed)]
    words = outreach.frequencies(analysed)
    counts = outreach.words_by_group(analysed, labels)
    own = [
        each for each in outreach.keywords(analysed, labels, minimum=1) if each.group == "70歳代"
    ]
    return {
        "cloud": outreach.word_cloud(words),
        "own": outreach.word_cloud(own),
        "words": outreach.word_bars(words),
        "bars": outreach.theme_bars(themes),
        "network": outreach.network_picture(outreach.network_of(analysed)),
        "map": outreach.theme_map(themes),
        "hierarchy": outreach.hierarchy_picture(outreach.theme_hierarchy(themes)),
        "points": outreach.correspondence_picture(outreach.correspondence(*counts)),
    }


@pytest.fixture(scope="module")
def pictures(themes: outreach.Themes) -> dict[str, Picture]:
    return drawn(themes)


KINDS = ["cloud", "own", "words", "bars", "network", "map", "hierarchy", "points"]


def texts_of(picture: Picture) -> list[Text]:
    return [shape for shape in picture.shapes if isinstance(shape, Text)]


def box_of(shape: Text | Circle | Box) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom."""
    if isinstance(shape, Circle):
        return (shape.x - shape.radius, shape.y - shape.radius,
                shape.x + shape.radius, shape.y + shape.radius)  # fmt: skip
    if isinstance(shape, Box):
        return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    left = shape.x - {"start": 0, "middle": 0.5, "end": 1}[shape.anchor] * shape.width
    return left, shape.y - shape.size / 2, left + shape.width, shape.y + shape.size / 2


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.1 and down > 0.1


def dots(picture: Picture) -> np.ndarray:
    """Return a picture's pixels, SCALE by SCALE for each of its own: how dark, from 0 to 1."""
    image = Image.open(io.BytesIO(vl_convert.svg_to_png(picture.svg, scale=SCALE))).convert("L")
    return 1 - np.asarray(image, dtype=float) / 255


def set_by_pillow(text: str, size: float) -> np.ndarray:
    """Return a line of text as another library draws it with the font, cut to its signs."""
    font = ImageFont.truetype(str(font_path()), round(size))
    image = Image.new("L", (round(size * (len(text) + 2)), round(size * 2)), 255)
    ImageDraw.Draw(image).text((size, size / 2), text, font=font, fill=0)
    return cut(1 - np.asarray(image, dtype=float) / 255)


def cut(marks: np.ndarray) -> np.ndarray:
    rows, columns = (np.flatnonzero(marks.max(axis=axis) > 0.3) for axis in (1, 0))
    return marks[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the correlation of two drawings, brought to one size."""
    size = (one.shape[1], one.shape[0])
    resized = Image.fromarray((other * 255).astype(np.uint8)).resize(size)
    return float(np.corrcoef(one.ravel(), np.asarray(resized, dtype=float).ravel())[0, 1])


@pytest.mark.parametrize("kind", ["cloud", "words", "bars", "network", "map", "hierarchy"])
def test_the_glyphs_are_those_of_the_font_and_no_boxes(
    pictures: dict[str, Picture], kind: str
) -> None:
    picture = pictures[kind]
    left, down = map(float, re.findall(r'<g transform="translate\((\S+) (\S+)\)"', picture.svg)[0])
    marks = dots(picture)
    inks = [text for text in texts_of(picture) if text.ink == "#000000" and not text.halo]
    assert inks
    for text in inks[:8]:
        x, y, right, bottom = (SCALE * (value + start) for value, start in
                               zip(box_of(text), (left, down) * 2, strict=True))  # fmt: skip
        found = marks[int(y) : int(bottom) + SCALE, int(x) : int(right) + 1]
        found = cut(np.clip(found / 0.6 - 0.67, 0, 1))  # what is darker than a disc
        real = likeness(found, set_by_pillow(text.text, SCALE * text.size))
        missing = likeness(found, set_by_pillow("\U0001f600" * len(text.text), SCALE * text.size))
        assert real > 0.7, text.text
        assert missing < 0.3, text.text


def test_no_character_of_japanese_is_drawn_as_the_missing_glyph() -> None:
    from fontTools.pens.svgPathPen import SVGPathPen

    glyphs = open_font().getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
    glyphs[".notdef"].draw(pen)
    assert pen.getCommands()
    for sign in "あ漢ー髙﨑①㈱〓…、Ａａ1é":
        assert outline_of(sign) not in ("", pen.getCommands()), sign


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_stands_on_another_and_nothing_is_cut_off(
    pictures: dict[str, Picture], kind: str
) -> None:
    picture = pictures[kind]
    for shape in picture.shapes:
        if isinstance(shape, Line):
            box = (min(shape.x1, shape.x2), min(shape.y1, shape.y2),
                   max(shape.x1, shape.x2), max(shape.y1, shape.y2))  # fmt: skip
        else:
            box = box_of(shape)
        assert box[0] >= -1
        assert box[1] >= -5
        assert box[2] <= picture.width + 1
        assert box[3] <= picture.height + 5
    for one, other in combinations(texts_of(picture), 2):
        assert not overlap(box_of(one), box_of(other)), (one.text, other.text)


def test_a_name_of_60_characters_is_there_in_whole_and_on_nothing(
    themes: outreach.Themes,
) -> None:
    assert len(LONG) >= 58
    named = tuple(
        replace(theme, label=LONG[at:] + LONG[:at]) for at, theme in enumerate(themes.themes)
    )
    many = replace(themes, themes=named)
    for picture in (
        outreach.theme_bars(many),
        outreach.theme_map(many),
        outreach.hierarchy_picture(outreach.theme_hierarchy(many)),
    ):
        assert LONG[:20] in picture.alternative
        assert LONG[-4:] in "".join(text.text for text in texts_of(picture))
        for one, other in combinations(texts_of(picture), 2):
            assert not overlap(box_of(one), box_of(other))
        assert max(box_of(text)[2] for text in texts_of(picture)) <= picture.width + 1


def test_one_theme_is_a_picture_too() -> None:
    one = outreach.find_themes(["往診の費用", "往診は不安", "往診の費用"], 1)
    assert f"・{one.labels[0]}: 3" in outreach.theme_map(one).alternative
    tree = outreach.hierarchy_picture(outreach.theme_hierarchy(one))
    assert not [shape for shape in tree.shapes if isinstance(shape, Line)]
    assert "3 (100.0%)" in outreach.theme_bars(one).alternative


def test_areas_follow_the_weights(pictures: dict[str, Picture]) -> None:
    weights = {f"w{at}": weight for at, weight in enumerate((100, 50, 25, 12, 6))}
    texts = texts_of(outreach.word_cloud([*weights.items()], measure="m"))
    for one, other in combinations(texts, 2):
        wanted = math.sqrt(weights[one.text] / weights[other.text])
        assert one.size / other.size == pytest.approx(wanted, rel=0.06)
    circles = [shape for shape in pictures["map"].shapes if isinstance(shape, Circle)]
    sizes = [int(circle.tip.rpartition(" ")[2]) for circle in circles]
    assert [circle.radius**2 / circles[0].radius ** 2 for circle in circles] == pytest.approx(
        [size / sizes[0] for size in sizes]
    )
    bars = [shape for shape in pictures["bars"].shapes if isinstance(shape, Box)]
    assert bars[0].width / bars[-1].width == pytest.approx(
        int(bars[0].tip.split(": ")[1].split(" ")[0])
        / int(bars[-1].tip.split(": ")[1].split(" ")[0])
    )


def test_the_caption_says_what_sizes_are_and_of_how_many(pictures: dict[str, Picture]) -> None:
    assert "number of comments (n=11)" in pictures["cloud"].caption[0]
    assert "keyness (G²) of “70歳代” against all others (n=6 / 11)" in pictures["own"].caption[0]
    assert "n=10" in pictures["bars"].caption[0]
    assert "1 comments that say nothing are not counted." in pictures["bars"].caption
    assert "n=11" in pictures["network"].caption[0]
    given_weights = outreach.word_bars([("往診", 2), ("費用", 1)], measure="times said")
    assert given_weights.caption == ("Length: times said.",)
    many = outreach.word_bars([(f"w{at}", 1) for at in range(30)])
    assert many.caption[1:] == (
        "The first 25 of 30 words.",
        "Some that are not shown weigh as much as the last.",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_says_in_words_what_it_shows(pictures: dict[str, Picture], kind: str) -> None:
    picture = pictures[kind]
    root = ElementTree.fromstring(picture.svg)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{space}title") == picture.title
    assert root.findtext(f"{space}desc") == picture.alternative
    assert not root.findall(f".//{space}text")  # no font is needed to see it
    for item in picture.items:
        assert f"・{item}" in picture.alternative
    assert picture._repr_svg_() == picture.svg
    assert picture._repr_png_() == picture.png
    assert picture.png.startswith(b"\x89PNG")


def test_text_is_read_on_its_ground_also_without_colours(pictures: dict[str, Picture]) -> None:
    assert min(contrast(ink, "#FFFFFF") for ink in (*INKS, "#333333")) >= 4.5
    assert min(contrast("#000000", fill) for fill in (*PALE, EDGE, NO_ANSWER)) >= 4.5
    used = {text.ink for picture in pictures.values() for text in texts_of(picture)}
    assert used <= {*INKS}
    nodes = [said("a", "b"), said("a", "b"), said("b", "c"), said("b", "c"), said("c", "d")] * 2
    network = outreach.network_of(nodes)
    lines = [each for each in outreach.network_picture(network).shapes if isinstance(each, Line)]
    group = {node.word: node.community for node in network.nodes}
    across = [group[edge.one] != group[edge.other] for edge in network.edges]
    assert [line.dashed for line in lines] == across


def test_what_the_font_lacks_is_said_and_never_a_box() -> None:
    words = [("𠮷田😊", 3.0), ("髙橋", 2.0), ("😊", 9.0), ("費用", math.nan), ("往診", 0.0)]
    picture = outreach.word_cloud(words, measure="m")
    assert [text.text for text in texts_of(picture)] == ["〓田〓", "髙橋"]
    assert picture.items == ("𠮷田😊: 3", "髙橋: 2")
    assert picture.remarks == (
        "Left out, for their weight is no number above 0: 2 words.",
        "Left out, for the font has none of their signs: 1 words.",
        "〓 stands for what the font cannot draw: 𠮷 (U+20BB7), 😊 (U+1F60A).",
    )
    assert "𠮷田" in picture.alternative


@pytest.mark.parametrize("text", [*HOSTILE, "\uffff\ufffe", "<script>&\"'", "a" * 3_000])
def test_hostile_words_and_names_are_drawn_or_refused(text: str, themes: outreach.Themes) -> None:
    named = tuple(replace(theme, label=text) for theme in themes.themes)
    titled = outreach.theme_map(replace(themes, themes=named), title=text, notes=[text])
    for picture in (titled, outreach.word_cloud([(text, 2), ("往診", 1)], title=text)):
        root = ElementTree.fromstring(picture.svg.encode())
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
            "svg", "title", "desc", "rect", "g", "path", "circle", "line",
        }  # fmt: skip
        assert picture.png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (lambda: outreach.word_cloud([]), "There is no word to draw."),
        (lambda: outreach.word_bars([("😊", 1)]), "There is no word to draw."),
        (lambda: outreach.theme_bars(outreach.find_themes([])), "There is no theme"),
        (lambda: outreach.theme_map(outreach.find_themes(["特になし"])), "There is no theme"),
        (lambda: outreach.network_picture(outreach.network_of([])), "No two words stand together"),
    ],
)
def test_nothing_to_draw_is_said(draw: Callable[[], Picture], told: str) -> None:
    with pytest.raises(outreach.OutreachError, match=told):
        draw()


def test_a_file_is_whole_and_of_the_form_that_its_ending_says(
    pictures: dict[str, Picture], tmp_path: Path
) -> None:
    picture = pictures["bars"]
    assert picture.save(tmp_path / "a.svg").read_text(encoding="utf-8") == picture.svg
    assert picture.save(tmp_path / "b.PNG").read_bytes() == picture.png
    for name in ("c.pdf", "c", "none/c.svg"):
        with pytest.raises(CannotWrite):
            picture.save(tmp_path / name)
    with pytest.raises(CannotWrite, match="never written over"):
        picture.save(tmp_path / "a.svg", [tmp_path / "a.svg"])
    assert {path.name for path in tmp_path.iterdir()} == {"a.svg", "b.PNG"}


def prints(found: dict[str, Picture]) -> str:
    """Return a digest of each picture's two files."""
    parts = {name: (each.svg.encode(), each.png) for name, each in found.items()}
    return str({name: [sha256(part).hexdigest() for part in both] for name, both in parts.items()})


def test_the_same_comments_give_the_same_bytes(pictures: dict[str, Picture]) -> None:
    program = (
        "import outreach\n"
        "from tests.test_pictures import TEXTS, drawn, prints\n"
        "print(prints(drawn(outreach.find_themes(TEXTS, 3))))\n"
    )
    assert printed(program, "1").strip() == prints(pictures)


def test_only_the_cloud_loads_matplotlib() -> None:
    program = (
        "import sys, outreach\n"
        "outreach.word_bars([('往診', 2)]).png\n"
        "print([name for name in ('matplotlib', 'altair', 'pandas') if name in sys.modules])\n"
    )
    assert printed(program, "0").strip() == "[]"


boxes = st.lists(
    st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(5, 120), st.floats(5, 40)),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(boxes)
def test_boxes_are_put_apart(found: list[tuple[float, float, float, float]]) -> None:
    places, sizes = [each[:2] for each in found], [each[2:] for each in found]
    for middles in (apart(places, sizes), beside(places, sizes)):
        edges = [
            (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            for (x, y), (wide, high) in zip(middles, sizes, strict=True)
        ]
        assert not any(overlap(one, other) for one, other in combinations(edges, 2))
    for (x, y), (wide, high) in zip(beside(places, sizes), sizes, strict=True):
        for point in places:
            assert abs(point[0] - x) > wide / 2 or abs(point[1] - y) > high / 2


def test_boxes_that_are_apart_stay() -> None:
    places = [(0.0, 0.0), (50.0, 0.0)]
    assert apart(places, [(10, 10)] * 2) == places


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=8))
def test_distances_in_a_plane_come_back(points: list[tuple[float, float]]) -> None:
    at = np.array(points)
    wanted = np.linalg.norm(at[:, None] - at[None], axis=2)
    places, share = scaled(wanted)
    assert np.abs(np.linalg.norm(places[:, None] - places[None], axis=2) - wanted).max() < 0.01
    assert share == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    "text", ["在宅医療、介護ーーーと。。。連携", "abc " * 20, "x" * 90, "", "、"]
)
def test_lines_are_as_wide_as_they_may_be(text: str) -> None:
    lines = wrapped(text, 10, 55, 99)
    assert all(width_of(line, 10) <= 55 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(wrapped(text, 10, 55, 2)) <= 2
    assert units() > 0
