"""Data go one way: a module imports only from floors below it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "outreach"

# From the ground up: a module may import what stands before it, and nothing else.
ORDER = [
    "messages", "patterns", "palette", "spelling", "errors", "fonts", "codebook",
    "codebook_values", "codebook_links",
    "codebook_parts", "codebook_published", "codebook_weights", "codebook_toml", "codebook_writing",
    "intake.cells",
    "intake.files.kinds", "intake.files.encodings", "intake.files.forms", "intake.files.records",
    "intake.files.blocks", "intake.files.distinct", "intake.files.textfiles",
    "intake.files.archives", "intake.files.panics", "intake.files.extra",
    "intake.files.xlsx_parser", "intake.files.xlsx_cells", "intake.files.ods_cells",
    "intake.files.xls_cells", "intake.files.workbooks", "intake.files.savsets",
    "intake.files.savfiles", "intake.files.statcells", "intake.files.statreaders",
    "intake.files.statfiles", "intake.files.statprobe",
    "intake.services", "intake.header_words", "intake.names", "intake.headers", "intake.parts",
    "intake.sheet_rows", "intake.sheets",
    "intake.personal.spans", "intake.personal.numbers", "intake.personal.street_addresses",
    "intake.personal.name_words", "intake.personal.person_names",
    "intake.privacy", "intake.findings", "intake.seen", "intake.dialects", "intake.responses",
    "intake.answer", "intake.dates", "intake.ages", "intake.addresses", "intake.splitting",
    "intake.damage", "intake.values", "intake.answers", "intake.foot", "intake.evidence",
    "intake.answer_checks", "intake.unreadable_text", "intake.text_checks", "intake.header_checks",
    "intake.row_checks", "intake.checks", "intake.codes", "intake.asked_checks", "intake.coding",
    "intake.survey_files", "intake.surveys",
    "intake.codebooks.codebook_layout", "intake.codebooks.codebook_workbook",
    "intake.codebooks.codebook_entries", "intake.codebooks.codebook_tables",
    "intake.codebooks.codebook_targets", "intake.codebooks.codebook_sheets",
    "intake.rules", "intake.baseline", "intake.double",
    "intake.drafting.draft_words", "intake.drafting.draft_splitting",
    "intake.drafting.draft_options", "intake.drafting.draft_columns",
    "intake.drafting.draft_headers", "intake.drafting.draft_roles", "intake.drafting.draft_marks",
    "intake.drafting.draft_repair", "intake.drafting.draft",
    "tables.rounding", "tables.joint_codes", "tables.cube", "tables.joint", "tables.figures",
    "tables.tested", "tables.hidden", "tables.contents", "tables.tidying", "tables.html",
    "tables.charts.colours", "tables.charts.drawn_cells", "tables.charts.drawing",
    "tables.table", "tables.rebased", "tables.filters", "tables.boxes", "tables.plan",
    "tables.tally",
    "tables.categories", "tables.building", "tables.summary", "tables.summarising",
    "tables.inference.proportions", "tables.inference.residuals", "tables.inference.letters",
    "tables.inference.answered", "tables.inference.exact", "tables.inference.association",
    "tables.inference.methods", "tables.inference.cell_tests", "tables.inference.rao_scott",
    "tables.inference.marginal", "tables.inference.permutation", "tables.inference.whole",
    "tables.significance", "tables.small_tests",
    "tables.frames.frame_shapes", "tables.frames.frame_columns", "tables.frames.frame_marks",
    "tables.frames.frame_questions", "tables.frames.frames",
    "tables.crosstab", "tables.arranging",
    "tables.disclosure.ledger", "tables.disclosure.entries", "tables.disclosure.populations",
    "tables.disclosure.silence", "tables.disclosure.triangles", "tables.disclosure.links",
    "tables.disclosure.solving", "tables.disclosure.reach", "tables.disclosure.protecting",
    "tables.disclosure.releasing", "tables.disclosure.untold", "tables.disclosure.hiding",
    "tables.disclosure.merging", "tables.disclosure.remarks", "tables.disclosure.suppression",
    "tables.waves.drift", "tables.waves.compared", "tables.waves.changes",
    "tables.waves.harmonising", "tables.waves.questionnaires", "tables.waves.joining",
    "tables.waves.event_names", "tables.waves.harmony", "tables.waves.comparing",
    "tables.waves.pooling", "tables.waves.askees",
    "tables.compare",
    "tables.printed.figure", "tables.printed.words", "tables.printed.grid", "tables.printed.naming",
    "tables.printed.answers", "tables.printed.changes", "tables.printed.shares",
    "tables.printed.percents", "tables.printed.arranging", "tables.printed.reading",
    "tables.printed.sums", "tables.printed.statements", "tables.printed.weekdays",
    "tables.published", "tables.tidy_rows", "tables.tidy_grid", "tables.tidy_reading",
    "tables.disclosure.anonymity", "tables.disclosure.auditing", "tables.disclosure.summaries",
    "tables.inference.mean_letters",
    "tables.weights.kish", "tables.weights.raking", "tables.weights.margins",
    "tables.weights.targets", "tables.weights.weight_words", "tables.weights.weight_values",
    "tables.weights.weighting", "tables.weights.weighing",
    "comments.comment", "comments.lone_files", "comments.folding", "comments.morphemes",
    "comments.janome_tokens", "comments.mecab_tokens", "comments.sudachi_tokens",
    "comments.tokenizers",
    "comments.lookalikes", "comments.list_lines", "comments.term_lines",
    "comments.stoplists", "comments.terms", "comments.negation", "comments.compounds",
    "comments.words", "comments.silence", "comments.sentences", "comments.cues",
    "comments.cue_index",
    "comments.kind_rules", "comments.tones", "comments.feelings", "comments.kinds",
    "comments.theme", "comments.projects", "comments.pins", "comments.frame",
    "comments.frame_layout", "comments.keyword_signs", "comments.keywords",
    "comments.keyword_matching", "comments.word_vectors", "comments.vectors",
    "comments.k_means", "comments.clustering",
    "comments.pinning", "comments.proposals", "comments.stability", "comments.naming",
    "comments.quotes",
    "comments.wish", "comments.placing", "comments.remarks", "comments.themes",
    "comments.frame_faults",
    "comments.toml_files",
    "comments.frame_checks", "comments.frame_toml", "comments.frame_memory",
    "comments.frame_writing", "comments.frame_changes", "comments.frame_coding",
    "comments.framed", "comments.agreement", "comments.agreement_files",
    "comments.frequencies", "comments.scaling", "comments.network_layout", "comments.cooccurrence",
    "comments.keyness_measures", "comments.keyness", "comments.hierarchy",
    "comments.correspondence", "comments.wanted_words", "comments.concordance",
    "comments.collocates",
    "attribute_answers", "attribute_rows", "attributes",
    "apart", "checking", "counting", "parallel", "workers", "theming", "wording", "studies",
    "planning.plan", "planning.wording", "planning.cells", "planning.reach",
    "planning.population", "planning.representation", "planning.word_tables",
    "planning.entries", "planning.entries_writing", "planning.asked", "planning.audience",
    "planning.wanted", "planning.actions", "planning.contradictions", "planning.changes",
    "planning.making",
    "report", "report.row", "report.captions", "report.exhibit", "report.summaries",
    "report.layout", "report.notes", "report.model", "report.files", "report.tidy",
    "report.folding",
    "report.terminal", "report.markdown", "report.workbook_styles", "report.excel_texts",
    "report.workbook_rows", "report.workbook_bars", "report.workbook_charts",
    "report.workbook_page", "report.workbook_tidy", "report.workbook", "report.normalised",
    "report.spssnames",
    "report.savpatch", "report.statistics", "report.findings", "report.sarif", "report.junit",
    "report.differences", "report.table_schema", "report.entry_columns", "report.entry_sheet",
    "report.questionnaire_words",
    "report.questionnaire_layout", "report.questionnaire_items", "report.questionnaire",
    "report.word_document", "report.word_tables",
    "report.questionnaire_docx", "report.questionnaire_html", "report.questionnaire_file",
    "report.codebook_sheets", "report.new_event", "report.comparison_notes", "report.comparison",
    "report.comparison_build", "report.comparison_file", "report.theme_rows", "report.theme_text",
    "report.word_rows", "report.agreement_text", "report.word_text",
    "report.theme_cards", "report.notebook", "report.comment_rows", "report.gist", "report.booklet",
    "report.pictures.lettering", "report.pictures.shapes", "report.pictures.picture",
    "report.pictures.spacing", "report.pictures.weighed", "report.pictures.cloud",
    "report.pictures.bars", "report.pictures.network", "report.pictures.theme_map",
    "report.pictures.hierarchy", "report.pictures.points",
    "report.page_words", "report.page_pictures", "report.page_tables", "report.page",
    "report.document_marks", "report.document_styles", "report.document_page",
    "report.document_saving", "report.document_paper", "report.document_grids",
    "report.document_tables", "report.document_charts", "report.document_chapter",
    "report.document_plan", "report.document", "report.newsletter_words", "report.newsletter",
    "report.folder", "report.plan_rows", "report.plan_text",
    "report.booklet_binding", "report.booklet_lists", "report.booklet_questions",
    "report.booklet_comments", "report.booklet_plan", "report.booklet_actions",
    "report.booklet_contents", "report.booklet_workbook",
    "reporting",
    "cli.options", "cli.checked", "cli.check", "cli.codebook", "cli.new", "cli.normalise",
    "cli.rule", "cli.progress", "cli.writing", "cli.tabulate", "cli.template",
    "cli.questionnaire", "cli.commented",
    "cli.themes", "cli.worded", "cli.words", "cli.concordance", "cli.agreement",
    "cli.wanted", "cli.drawn", "cli.picture",
    "cli.report", "cli.plan",
    "cli",
    "cli.reading", "cli.compare",
    "__main__",
]  # fmt: skip
APART = [("tables", "comments")]  # rooms that do not know each other
LOADERS = {"__init__"}  # names the public ones and loads them late


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in names if name.startswith("outreach."))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("outreach."))


def module_of(name: str) -> str | None:
    """Return the module that a dotted name is, or is in; None for the package's own names."""
    inner = name.removeprefix("outreach.")
    while inner and inner not in ORDER:
        inner = inner.rpartition(".")[0]
    return inner or None


MODULES = [path for path in sorted(ROOT.rglob("*.py")) if name_of(path) not in LOADERS]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_below(path: Path) -> None:
    name = name_of(path)
    if path.stat().st_size < 100 and "import" not in path.read_text(encoding="utf-8"):
        return  # the docstring of a folder
    floor = ORDER.index(name)
    for imported in map(module_of, imports(path)):
        assert imported is None or ORDER.index(imported) < floor, f"{name} imports {imported}"


@pytest.mark.parametrize(("room", "other"), APART)
def test_rooms_do_not_know_each_other(room: str, other: str) -> None:
    for here, there in ((room, other), (other, room)):
        for path in sorted((ROOT / here).rglob("*.py")):
            assert not any(name.startswith(f"outreach.{there}.") for name in imports(path))


def test_every_module_has_its_floor() -> None:
    folders = {"comments", "intake", "planning", "tables"}
    folders |= {f"intake.{name}" for name in ("files", "personal", "drafting", "codebooks")}
    rooms = ("charts", "disclosure", "frames", "inference", "printed", "waves", "weights")
    folders |= {f"tables.{name}" for name in rooms} | {"report.pictures"}
    assert {name_of(path) for path in MODULES} - folders == set(ORDER)


def test_modules_and_functions_keep_their_size() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 250, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                assert size <= 40 or _is_command(node), f"{path}:{node.lineno} {node.name} {size}"


def _is_command(node: ast.FunctionDef) -> bool:
    """Whether a function's length is its list of options."""
    return node.name == "command" and len(node.body) < 20


def test_no_handler_catches_everything() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, path
                assert getattr(node.type, "id", "") not in ("Exception", "BaseException"), path


def test_only_the_command_line_and_the_terminal_print() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if path.parent.name != "cli" and path.name != "terminal.py":
            assert not re.search(r"^(?! *(>>>|\.\.\.)).*(?<!\w)print\(", text, re.MULTILINE), path


def test_python_is_one_that_we_promise() -> None:
    assert sys.version_info >= (3, 11)
