"""What bench/check.py's files contain that is no option, by frictionless.

    python bench/peers/check_with_frictionless.py RESPONSES.csv SPELLINGS.json

Every closed question is a field whose `enum` holds all its spellings, the
number is the unique key, comments are any string.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from frictionless import Resource, Schema, validate

LIMIT = 1000  # frictionless' own default


def main() -> None:
    path = Path(sys.argv[1])
    spellings = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fields = [{"name": name, "type": "string"} for name in header]
    for field in fields:
        if field["name"] in spellings:
            allowed = [form for form in spellings[field["name"]] if form]  # blank is missing there
            field["constraints"] = {"enum": allowed}
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": [header[0]]})
    source = Resource(path=path.name, basepath=str(path.parent), schema=schema, encoding="utf-8")
    report = validate(source, limit_errors=LIMIT)
    for row, name, message in report.flatten(["rowNumber", "fieldName", "message"]):
        print(f"{path.name}: row {row}: {name}: {message[:200]}")


if __name__ == "__main__":
    main()
