"""Draw responses.csv: 70 participants that add up to the printed table.

Only the number of participants by profession was published. Their order, the
way they write their profession and every comment are invented (draw.toml). The
same seed gives the same bytes.
"""

from __future__ import annotations

import csv
import random
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = 20160802


def printed() -> dict[str, int]:
    """Read the printed table: how many people came from each profession."""
    path = HERE / "published" / "profession.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {label: int(count) for label, count in rows if label != "合計"}


def draw(rng: random.Random) -> list[tuple[str, str]]:
    """Give everybody a spelling of the profession and some of them a comment."""
    plan = tomllib.loads((HERE / "draw.toml").read_text(encoding="utf-8"))
    people: list[tuple[str, str]] = []
    for profession, count in printed().items():
        forms: list[str] = plan["spellings"][profession]
        comments: list[str] = plan["comments"].get(profession, [])
        feedback = comments + [""] * (count - len(comments))
        rng.shuffle(feedback)
        people += [(forms[i % len(forms)], text) for i, text in enumerate(feedback)]
    rng.shuffle(people)
    return people


def main() -> None:
    """Draw the people and write responses.csv as Excel would: BOM and CRLF."""
    people = draw(random.Random(SEED))  # noqa: S311 - repeatable, not secret
    path = HERE / "responses.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["番号", "職種", "感想"])
        for number, (profession, feedback) in enumerate(people, start=1):
            writer.writerow([number, profession, feedback])


if __name__ == "__main__":
    main()
