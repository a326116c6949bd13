"""A codebook as a Frictionless Table Schema, for the file that `normalise` writes."""

from __future__ import annotations

import json
import re
from typing import IO, Any

from outreach.codebook import Codebook, Question
from outreach.intake.names import OTHER, RESPONDENT
from outreach.report.normalised import JOINT

PROFILE = "https://specs.frictionlessdata.io/schemas/table-schema.json"
_TYPES = {"number": "number", "weight": "number", "date": "date", "datetime": "datetime"}
_MOMENT = "%Y-%m-%d %H:%M:%S"  # as `normalise` writes it; ISO has a T there


def table_schema(codebook: Codebook) -> dict[str, Any]:
    """Return the schema, version 1 (https://specs.frictionlessdata.io/table-schema/).

    Its fields are the columns of `normalise`, in their order. An answer that
    could not be read stands there as it was written, and does not fit.
    """
    asked = [question for question in codebook.questions if question.type != "id"]
    fields = [_respondent(codebook), *map(_field, asked)]
    fields += [_beside(question) for question in asked if question.other]
    schema: dict[str, Any] = {"$schema": PROFILE, "fields": fields, "missingValues": [""]}
    if codebook.respondent:
        schema["primaryKey"] = RESPONDENT
    return schema


def write_table_schema(codebook: Codebook, file: IO[str]) -> None:
    """Write the schema as JSON."""
    json.dump(table_schema(codebook), file, ensure_ascii=False, indent=2)
    file.write("\n")


def _respondent(codebook: Codebook) -> dict[str, Any]:
    title = codebook.respondent.label if codebook.respondent else RESPONDENT
    constraints = {"required": True, "unique": True}
    return {"name": RESPONDENT, "title": title, "type": "string", "constraints": constraints}


def _field(question: Question) -> dict[str, Any]:
    field: dict[str, Any] = {"name": question.key, "title": question.label}
    field["type"] = _TYPES.get(question.type, "string")
    if question.type == "datetime":
        field["format"] = _MOMENT
    if constraints := _constraints(question):
        field["constraints"] = constraints
    return field


def _constraints(question: Question) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if question.required else {}
    if question.multiple:
        constraints["pattern"] = several(question.labels)
    elif question.closed:
        constraints["enum"] = list(question.labels)
    for name in ("minimum", "maximum"):
        value = getattr(question, name)
        if value is not None:
            constraints[name] = int(value) if float(value).is_integer() else value
    return constraints


def several(labels: tuple[str, ...]) -> str:
    r"""Return a pattern for one or more of the options, joined as `normalise` joins them.

    >>> pattern = several(("市報", "知人(友人)"))
    >>> [bool(re.fullmatch(pattern, text)) for text in ("知人(友人)|市報", "市報", "", "市報|")]
    [True, True, False, False]
    """
    option = "|".join(map(_literal, labels))
    return f"({option})({_literal(JOINT)}({option}))*"


def _literal(label: str) -> str:
    r"""Return a pattern for the label that XML Schema, Python and JavaScript read alike.

    >>> _literal("市報(号外) 1.5")
    '市報\\(号外\\) 1\\.5'
    """
    return re.sub(r"([\\.^$*+?()\[\]{}|])", r"\\\1", label)


def _beside(question: Question) -> dict[str, Any]:
    title = f"{question.label}（{question.other}）"
    return {"name": question.key + OTHER, "title": title, "type": "string"}
