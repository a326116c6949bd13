"""The tables of bench/million.py in idiomatic pandas.

    python bench/peers/count_with_pandas.py FOLDER [NORMALISED.csv] > tables.csv

Reads FOLDER/responses.csv (cp932) and FOLDER/spellings.json, which tells
what each spelling means: pandas is spared the reading of answers. Five simple
tables and nine crosstabs (outreach makes three of them the other way round
as well). Writes key,by,group,option,count for comparison. With a second path it
also writes the normalised answers there.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import combinations
from pathlib import Path

import pandas as pd

MISSING = "無回答"
MULTIPLE = "どこで知ったか"
BREAKS = ["年齢", "住所"]
KEYS = {"年齢": "age", "住所": "district", MULTIPLE: "channel", "理解できたか": "understood",
        "本日の話は": "useful"}  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[1])
    meanings = json.loads((folder / "spellings.json").read_text(encoding="utf-8"))
    frame = pd.read_csv(
        folder / "responses.csv", encoding="cp932", dtype=str, keep_default_na=False
    )
    for name, options in meanings.items():
        frame[name] = frame[name].map({raw: text or MISSING for raw, text in options.items()})
    if len(sys.argv) > 2:
        frame.replace(MISSING, "").to_csv(sys.argv[2], index=False, encoding="utf-8-sig")
    dummies = frame[MULTIPLE].str.get_dummies("|")
    writer = csv.writer(sys.stdout)

    def write(ask: str, by: str, table: pd.DataFrame) -> None:
        for group, counts in table.iterrows():
            for option, count in counts.items():
                writer.writerow([KEYS[ask], KEYS.get(by, ""), group, option, count])

    singles = [name for name in KEYS if name != MULTIPLE]
    for name in singles:
        write(name, "", frame[name].value_counts().to_frame("").T)
    write(MULTIPLE, "", dummies.sum().to_frame("").T)
    for by, ask in combinations(singles, 2):
        if by in BREAKS:
            write(ask, by, pd.crosstab(frame[by], frame[ask]))
    for name in singles:
        crossed = dummies.groupby(frame[name]).sum()
        write(*((MULTIPLE, name, crossed) if name in BREAKS else (name, MULTIPLE, crossed.T)))


if __name__ == "__main__":
    main()
