"""A year's events in one report, and their tidy numbers in one file.

    python docs/examples/yearly_report.py [FOLDER]

Writes report.html, report.xlsx, report.docx, the charts and year.csv to FOLDER
(else ./year) from every folder of ./surveys that has answers.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import outreach

SURVEYS = Path(__file__).parent.parent.parent / "surveys"


def main(target: Path) -> None:
    """Write the year's report, and a CSV file of every number in it."""
    outreach.use_language("ja")
    folders = sorted(path.parent for path in SURVEYS.glob("*/responses.*"))
    report = outreach.make_report(folders)
    target.mkdir(exist_ok=True)
    for path in outreach.write_report(report, target):
        print(path)
    with (target / "year.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = [cell for chapter in report.chapters for cell in numbers(chapter.study)]
        writer = csv.DictWriter(file, ["survey", "question", "by", "group", "option", "count"])
        writer.writeheader()
        writer.writerows(rows)
    for chapter in report.chapters:
        print(f"{chapter.report.title}: {len(chapter.comments)}件の自由記述")


def numbers(study: outreach.Study) -> list[dict[str, object]]:
    """Return every number of a survey's tables; hidden ones are empty."""
    names = ("survey", "question", "by", "group", "option", "count")
    return [
        {name: cell[name] for name in names}
        for table in study.counted.tables
        for cell in table.tidy()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "year"))
