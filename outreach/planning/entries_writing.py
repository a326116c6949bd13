"""What was asked → the text of a plan.toml: what people entered stays, what is new comes behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach.comments.frame_layout import (
    Block,
    Entry,
    blocks_of,
    text_of,
    toml_line,
    with_value,
)
from outreach.planning.entries import Entries, matched
from outreach.planning.plan import Asked

KINDS = {"question": "質問", "request": "要望"}
_HEAD = """\
# 参加者から寄せられた質問と要望の一覧です。メモ帳などで書き込み、UTF-8 のまま保存してください。
# 書き込んだことは、次に outreach plan … --write を実行しても残ります。
#
# project  国の8事業のどれで扱うか。"ア" から "ク"。空欄なら、テーマの事業。
# owner    答える人、部会。空欄なら、テーマの担当。
# due      いつまでに。"2017-03-31" のように。空欄なら、次の催しまで。
# done     答えたら true に。まだなら false。
# answer   どう答えたか。
#
# key と comment は、どのコメントかを見分けるためのものです。変えないでください。
# text、theme、kind は参考です。直しても、次の実行で元に戻ります。
# コメントがファイルからなくなっても、ここの書き込みは消えません。
# 要らなくなった質問は、[[asked]] の行から次の [[asked]] の前までを消してください。"""


def entries_bytes(entries: Entries, asked: Sequence[Asked]) -> bytes:
    """Return a plan.toml, UTF-8, of what was asked and what people entered before.

    All that people wrote stays where it is and as it is: values, notes, order;
    so do entries whose comment is gone. Key, reference, text, theme and kind
    are brought up to date; new questions and requests come behind the others.
    Of the same comments it makes the same bytes again.
    """
    blocks = blocks_of(entries.text) if entries.text.strip() else _begun()
    blocks[0] = with_value(blocks[0], "format", 1)
    own = {place: asked[at] for at, place in matched(asked, entries).items()}
    numbers = iter(range(len(entries.entries)))
    written = []
    for block in blocks:
        each = own.get(next(numbers)) if block.many and block.name == "asked" else None
        written.append(_updated(block, each) if each else block)
    known = set(map(id, own.values()))
    written += [_block(each) for each in asked if id(each) not in known]
    text = text_of(written)
    return (text.replace("\n", "\r\n") if entries.crlf else text).encode("utf-8")


def _begun() -> list[Block]:
    head = tuple(Entry("", (line,)) for line in _HEAD.split("\n"))
    return [Block(entries=(*head, Entry("format", ("format = 1",)), Entry("", ("",))))]


def _updated(block: Block, asked: Asked) -> Block:
    for name, value in _found(asked).items():
        block = with_value(block, name, value)
    return block


def _found(asked: Asked) -> dict[str, str]:
    """Return what a run finds of a question or request, as its block has it."""
    return {
        "key": asked.key,
        "comment": asked.comment,
        "text": asked.text,
        "theme": asked.theme,
        "kind": KINDS.get(asked.kind, asked.kind),
    }


def _block(asked: Asked) -> Block:
    entered: dict[str, str | bool] = {
        "project": "", "owner": "", "due": "", "done": False, "answer": "",
    }  # fmt: skip
    lines = [(name, toml_line(name, value)) for name, value in (_found(asked) | entered).items()]
    entries = tuple(Entry(name, (line,)) for name, line in lines)
    return replace(Block("asked", "[[asked]]", many=True), entries=(*entries, Entry("", ("",))))
