"""Themes → the text of a themes.toml: what people decided stays, what was found is put beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from outreach.comments.comment import Comment
from outreach.comments.frame import Frame, FrameTheme, unused_key, unused_label
from outreach.comments.frame_layout import (
    Block,
    Entry,
    blocks_of,
    text_of,
    toml_line,
    with_texts,
    with_value,
)
from outreach.comments.frame_memory import NOTE, memory_text, sayable
from outreach.comments.pins import Pins, lasts, pin_of, pins_among, places_of, signature
from outreach.comments.theme import OTHER, Theme, Themes

_WORDS = 8  # that are shown
_HEAD = """\
# コメントのテーマの枠組みです。メモ帳などで直して、UTF-8 のまま保存してください。
# 直したことは、次に outreach themes … --write を実行しても残ります。
#
# label        テーマの名前。自由に変えられます。
# keywords     この言葉を含むコメントはこのテーマになります。どれか一つに合えば十分です。
#              ["費用 OR 料金", "薬 NOT 薬局", "訪問 NEAR/3 診療"]
#              AND(空白でも同じ)、OR、NOT、( )、NEAR/3(3語以内)。「…」の中は文字どおり。
#              同義語(ケアマネ = 介護支援専門員)も数えます。
# pins         このテーマに固定するコメント。下の quotes などから行を移すか、
#              "回答者番号@質問" またはコメントの書き出し(5文字以上)を書きます。
# project      国の8事業のどれか。"ア" から "ク"。
# owner        担当。
# merged_into  ほかのテーマの key か label を書くと、そのテーマに統合されます。"その他" も可。
# split        split = 2 と書くと、次の実行で2つに分ける案が出ます。
# テーマを増やすときは、[[theme]] の行と label、keywords か pins を書き足します。
# 優先順位: pins、keywords(合う行の多いテーマ、同数なら上にあるテーマ)、言葉が最も近いテーマ。
# proposed、size、words、quotes は参考です。直しても何も変わりません。"""


@dataclass(frozen=True)
class _Run:
    """What a run found, as the writer looks at it."""

    themes: Themes
    frame: Frame
    numbered: bool
    public_names: Sequence[str]
    pins: Pins = field(repr=False)

    def found(self, key: str) -> Theme | None:
        return next((theme for theme in self.themes.themes if theme.key == key), None)

    def texts(self, places: Iterable[int]) -> list[Comment]:
        return [self.themes.comments[place] for place in places]


def frame_bytes(
    themes: Themes,
    frame: Frame | None = None,
    *,
    numbered: bool = False,
    public_names: Sequence[str] = (),
) -> bytes:
    """Return a themes.toml, UTF-8, of these themes and what people decided in the frame before.

    Everything that people wrote stays where it is: names, keywords, pins,
    notes, order. Sizes, words and quotes are new; themes that the frame does
    not know come behind the others, as proposals. Pins by a running number or
    by how a comment begins become such that last. `numbered` says that
    respondents have no identifiers; quotes are masked except for
    `public_names`. Of the same themes it makes the same bytes again.
    """
    frame = frame or Frame()
    pins = pins_among(themes.comments, numbered=numbered)
    run = _Run(themes, frame, numbered, public_names, pins)
    blocks = _own_blocks(frame.text)
    written = _known_blocks(blocks, run)
    new = _new_themes(run)
    written += [_block(theme, run) for theme in new]
    text = text_of(written).rstrip("\n") + "\n\n" + NOTE + "\n" + memory_text(themes, frame, new)
    newline = "\r\n" if frame.crlf else "\n"
    return text.replace("\n", newline).encode("utf-8")


def _own_blocks(text: str) -> list[Block]:
    """Return the blocks that people write in: without what is remembered, whose notes they keep."""
    if not text.strip():
        head = tuple(Entry("", (line,)) for line in _HEAD.split("\n"))
        return [Block(entries=(*head, Entry("format", ("format = 1",)), Entry("", ("",))))]
    kept: list[Block] = []
    for block in blocks_of(text):
        entries = tuple(entry for entry in block.entries if entry.lines != (NOTE,))
        if block.name.partition(".")[0].strip(" \"'") == "remembered":
            notes = tuple(entry for entry in entries if entry.lines[0].lstrip().startswith("#"))
            kept[-1] = replace(kept[-1], entries=(*kept[-1].entries, *notes))
        else:
            kept.append(replace(block, entries=entries))
    kept[0] = with_value(kept[0], "format", 1)
    return kept


def _known_blocks(blocks: Sequence[Block], run: _Run) -> list[Block]:
    """Return the blocks with what was found of their themes."""
    themes = iter(run.frame.themes)
    return [
        _updated(block, next(themes), run) if block.many and block.name == "theme" else block
        for block in blocks
    ]


def _updated(block: Block, theme: FrameTheme, run: _Run) -> Block:
    found = run.found(theme.key)
    if not block.values("key"):
        block = with_value(block, "key", theme.key)
    label = theme.label if theme.label != theme.key or not found else found.label
    if not "".join(block.values("label")).partition("=")[2].strip(" \"'"):
        block = with_value(block, "label", label)
    block = with_value(block, "split", None)
    if not theme.proposed:
        block = with_value(block, "proposed", None)
    lasting = {pin: after for pin in theme.pins if (after := _lasting(pin, run)) != pin}
    block = with_texts(block, "pins", lasting)
    if theme.merged_into or (found is None and theme.key == OTHER):
        return block
    for key, value in _facts(found, run).items():
        block = with_value(block, key, value)
    return block


def _lasting(pin: str, run: _Run) -> str:
    """Return a pin that stays true; itself where it does, or where it means several texts."""
    if lasts(pin, run.pins):
        return pin
    _exact, places = places_of(pin, run.pins)
    comments = run.texts(places)
    if len({signature(comment.text) for comment in comments}) != 1:
        return pin
    numbered = run.numbered or len(comments) > 1
    return pin_of(comments[0], numbered=numbered, public_names=run.public_names)


def _facts(theme: Theme | None, run: _Run) -> dict[str, int | list[str]]:
    """Return what is written of a theme for people to look at."""
    if theme is None:
        return {"size": 0, "quotes": []}
    quotes = [
        pin_of(comment, numbered=run.numbered, public_names=run.public_names)
        for comment in run.texts(theme.quotes)
    ]
    words = [word for word, _weight in sayable(theme.words)][:_WORDS]
    facts: dict[str, int | list[str]] = {"size": theme.size}
    if words or theme.size:  # an empty theme keeps the words that it had
        facts["words"] = words
    return facts | {"quotes": quotes}


def _new_themes(run: _Run) -> list[Theme]:
    """Return the themes that the frame does not know, with keys and names that none has."""
    keys = {theme.key for theme in run.frame.themes}
    labels = {theme.label for theme in run.frame.themes}
    new = []
    for theme in run.themes.themes:
        if theme.key in keys or theme.key == OTHER or not theme.size:
            continue
        label = unused_label(" ".join(theme.label.split()) or theme.key, labels)
        key = unused_key(theme.key, keys)
        labels.add(label)
        keys.add(key)
        new.append(replace(theme, key=key, label=label))
    return new


def _block(theme: Theme, run: _Run) -> Block:
    """Return a new theme's block, with the keys that people fill in."""
    values = {"key": theme.key, "label": theme.label, "keywords": [], "pins": []}
    values |= {"project": theme.project, "owner": theme.owner, "merged_into": ""}
    facts = {"proposed": True, **_facts(theme, run)}
    lines = [toml_line(key, value) for key, value in (values | facts).items()]
    entries = [Entry("-", tuple(line.split("\n"))) for line in lines]
    return Block("theme", "[[theme]]", many=True, entries=(*entries, Entry("", ("",))))
