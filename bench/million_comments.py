"""`outreach themes` on many comments: seconds and peak memory by their number.

    python bench/million_comments.py [ROWS ...] [--jobs 2]

The comments are made of slots (who, what, how), about every second one is like no
other. Each number of rows is one process tree with MeCab; peak memory is that of
the largest process. The goal is that it does not grow with the rows.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from timing import CLI, process

WHO = (
    "母", "父", "妻", "夫", "祖母", "近所の方", "一人暮らしの姉", "利用者さん", "患者さん", "家族",
)  # fmt: skip
WHAT = (
    "訪問診療の費用", "要介護認定の申請", "退院後の薬", "夜間の往診", "ケアマネジャーの選び方",
    "会場の音響", "駐車場の広さ", "資料の文字の大きさ", "認知症の相談窓口", "看取りの準備",
    "リハビリの回数", "歯科の往診",
)  # fmt: skip
HOW = (
    "が分かりませんでした。", "を知りたいです。", "が心配です。", "について教えてください。",
    "がよく分かりました。", "をもう少し詳しく聞きたかったです。",
    "が不安で、{other}のことも気になります。", "に助けられました。",
)  # fmt: skip


def comment(draw: random.Random) -> str:
    """Return one made-up comment of 15 to some 200 characters."""
    sentences = []
    for _sentence in range(draw.choice((1, 1, 2, 2, 3, 5))):
        how = draw.choice(HOW).format(other=draw.choice(WHAT))
        sentences.append(f"{draw.choice(WHO)}の{draw.choice(WHAT)}{how}")
    return "".join(sentences) + (f"（{draw.randrange(100_000)}番）" if draw.random() < 0.3 else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, default=[30_000, 100_000])
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    print(f"{'comments':>10} {'seconds':>8} {'peak MB':>8} {'bytes out':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in asked.rows:
            given, found = Path(folder, "comments.csv"), Path(folder, "themes.csv")
            draw = random.Random(0)
            with given.open("w", encoding="utf-8") as file:
                file.write("番号,感想\n")
                file.writelines(f"{at},{comment(draw)}\n" for at in range(rows))
            spent = process(
                [*CLI, "themes", str(given), "--column", "感想", "--tokenizer", "mecab",
                 "--jobs", str(asked.jobs), "-o", str(found)]
            )  # fmt: skip
            size = found.stat().st_size
            print(f"{rows:>10,} {spent.seconds:8.1f} {spent.peak:8.0f} {size:12,}", flush=True)


if __name__ == "__main__":
    main()
