"""What bench/check.py's files contain that is no option, in idiomatic pandas.

    python bench/peers/check_with_pandas.py RESPONSES.csv|.xlsx SPELLINGS.json

SPELLINGS.json tells every spelling that is right, by column: pandas is spared
the reading of answers. Looked for are only unknown values and numbers given
twice; comments are read and not looked at.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

SHOWN = 20


def main() -> None:
    path = Path(sys.argv[1])
    spellings = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    read = pd.read_excel if path.suffix == ".xlsx" else pd.read_csv
    frame = read(path, dtype=str, keep_default_na=False)
    for name, forms in spellings.items():
        wrong = frame.loc[~frame[name].isin(list(forms)), name]
        for row, value in wrong.head(SHOWN).items():
            print(f"{path.name}: row {row + 2}: {name}: {value!r}")
        print(f"{path.name}: {name}: {len(wrong)} wrong")
    print(f"{path.name}: {frame['番号'].duplicated().sum()} numbers given twice")


if __name__ == "__main__":
    main()
