"""Comments whose words are known, for tests of what is counted in them."""

from __future__ import annotations

import os
import subprocess
import sys

from outreach.comments.words import Analysed, Word

HOSTILE = (
    "", "。", "😊😊", "\x00\x1b[31m費用\u202e", "Thank you very much!", "あ" * 10_000,
    "費用" * 2_000, "\ud800", "㍿の費用", "=1+1", "費用\n費用\t費用",
)  # fmt: skip


def said(*words: str, stops: tuple[str, ...] = ()) -> Analysed:
    """Return a comment of these nouns; "走る/verb" is a verb."""
    found, start = [], 0
    for each in words:
        text, _slash, part = each.partition("/")
        found.append(Word(text, start, start + len(text), part or "noun", text in stops))
        start += len(text) + 1
    return Analysed(" ".join(word.text for word in found), (), tuple(found))


def printed(program: str, seed: str) -> str:
    """Return what a program prints in another process, with this seed for the order of sets."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env=environment
    )
    return run.stdout.decode("utf-8")
