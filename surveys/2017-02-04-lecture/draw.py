"""Draw responses.csv: answers of 104 people that add up to the printed tables.

Only the totals of this questionnaire were published. The margins come from
published/*.csv, the joint distribution is invented: columns are shuffled, then
answers are swapped between people as long as that makes them more plausible by
the rules in draw.toml. A swap never changes a margin. The same seed gives the
same bytes.
"""

from __future__ import annotations

import csv
import random
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SEED = 20170204
SWAPS = 30_000
MARGINS = ("age", "district", "channel", "understood", "useful")
HEADERS = {
    "respondent": "番号",
    "age": "年齢",
    "district": "住所",
    "channel": "どこで知ったか",
    "understood": "理解できたか",
    "useful": "本日の話は",
    "questions": "聞きたいこと",
    "opinions": "その他ご意見",
}

Person = dict[str, str]
Rule = dict[str, list[str]]


def printed(key: str) -> list[str]:
    """Read a printed table and give its labels in order, one for each person."""
    path = HERE / "published" / f"{key}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [row[0] for row in rows if row[0] != "合計" for _ in range(int(row[1]))]


def fits(person: Person, rule: Rule) -> bool:
    """Tell whether every condition of a rule holds for a person."""
    return all(person[key] in allowed for key, allowed in rule.items())


def score(person: Person, rules: list[tuple[int, Rule]]) -> int:
    """Add up the weights of the rules that hold for a person."""
    return sum(weight for weight, rule in rules if fits(person, rule))


def match(rng: random.Random, rules: list[tuple[int, Rule]]) -> list[Person]:
    """Join the margins to people: Metropolis swaps of one answer between two."""
    columns = {key: printed(key) for key in MARGINS}
    for column in columns.values():
        rng.shuffle(column)
    rows = zip(*columns.values(), strict=True)
    people = [dict(zip(MARGINS, row, strict=True)) for row in rows]
    for _ in range(SWAPS):
        one, two = rng.sample(people, 2)
        key = rng.choice(MARGINS)
        before = score(one, rules) + score(two, rules)
        one[key], two[key] = two[key], one[key]
        change = score(one, rules) + score(two, rules) - before
        if change < 0 and rng.random() >= 2.0**change:
            one[key], two[key] = two[key], one[key]
    return people


def comment(rng: random.Random, people: list[Person], plan: dict[str, Any]) -> None:
    """Give every comment to somebody of the kind of people who would write it."""
    for key, comments in plan["comments"].items():
        silent = list(people)
        for kind, text in comments:
            writers = [who for who in silent if fits(who, plan["kinds"][kind])]
            writer = rng.choice(writers)
            writer[key] = text
            silent = [who for who in silent if who is not writer]


def spell(people: list[Person], spellings: dict[str, dict[str, list[str]]]) -> None:
    """Replace options by what people write, in turn, from the young to the old."""
    ages = list(dict.fromkeys(printed("age")))
    by_age = sorted(people, key=lambda who: ages.index(who["age"]))
    for key, forms in spellings.items():
        used: defaultdict[str, int] = defaultdict(int)
        for who in by_age:
            option = who[key]
            who[key] = forms[option][used[option] % len(forms[option])]
            used[option] += 1


def main() -> None:
    """Draw the people and write responses.csv as Excel would: BOM and CRLF."""
    rng = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    plan = tomllib.loads((HERE / "draw.toml").read_text(encoding="utf-8"))
    people = match(rng, [(fit["weight"], fit["when"]) for fit in plan["fits"]])
    comment(rng, people, plan)
    spell(people, plan["spellings"])
    path = HERE / "responses.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS.values())
        for number, who in enumerate(people, start=1):
            row = {"respondent": str(number)} | who
            writer.writerow(row.get(key, "") for key in HEADERS)


if __name__ == "__main__":
    main()
