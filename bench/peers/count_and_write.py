"""The tables of bench/million.py and its normalised answers, in one process and one reading.

python bench/peers/count_and_write.py FOLDER NORMALISED.csv > tables.csv
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from outreach.counting import Wanted, finish
from outreach.intake.responses import Responses
from outreach.intake.surveys import find_survey
from outreach.report.model import build_report
from outreach.report.normalised import write_normalised
from outreach.report.tidy import write_tidy_csv
from outreach.tables.tally import Tally, tally


def main() -> None:
    source, wanted = find_survey(sys.argv[1]), Wanted()
    plan = wanted.plan(source.codebook)
    tallies: list[Tally] = []

    def passing(chunks: Iterable[Responses]) -> Iterator[Responses]:
        for chunk in chunks:
            part = tally(chunk, plan)
            tallies[:] = [tallies[0] + part if tallies else part]
            yield chunk

    with Path(sys.argv[2]).open("w", encoding="utf-8-sig", newline="") as file:
        write_normalised(passing(source.usable_chunks([])), source.codebook, file)
    counted = finish(tallies[0], plan, wanted)
    report = build_report(source.codebook, counted.tables, "row", counted.respondents)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    write_tidy_csv([report], sys.stdout)


if __name__ == "__main__":
    main()
