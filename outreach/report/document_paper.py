"""A document that is being written from top to bottom: headings, paragraphs, lists, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.document_marks import (
    Element,
    bookmarked,
    clean,
    element,
    field,
    paragraph,
    run,
)
from outreach.report.document_page import lay, start_list

if TYPE_CHECKING:
    from docx.document import Document

_LISTED = 2  # levels of headings that the table of contents shows


class Paper:
    """A document and what has been written in it; every method adds at its end."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.is_wide = False
        self._counters = [0, 0, 0]
        self._entries: list[tuple[int, str, str]] = []
        self._contents: Element = None
        self._lists = 0
        self._numbered: dict[str, int] = {}
        self._anew: set[str] = set()

    def put(self, *made: Element) -> None:
        """Put elements at the end."""
        last = self.document.element.body[-1]  # the section's properties
        for each in made:
            last.addprevious(each)

    def heading(self, text: str, level: int) -> None:
        """Put a heading; Word numbers it, the table of contents knows it."""
        self._counters[level - 1 :] = [self._counters[level - 1] + 1] + [0] * (3 - level)
        number = ".".join(map(str, self._counters[:level]))
        at = len(self._entries)
        name = f"_Toc{at + 1:06}"
        inside = bookmarked(at, name, run(text))
        self.put(paragraph(f"Heading{level}", *inside, keep=True))
        self._entries.append((level, f"{number} {clean(text)}", name))

    def text(
        self, text: str, style: str = "Normal", quiet: str = "", *, keep: bool = False
    ) -> None:
        """Put a paragraph, `quiet` words at its end; `keep` keeps it with the next."""
        self.put(paragraph(style.replace(" ", ""), *_runs(text, quiet), keep=keep))

    def bullet(self, text: str, quiet: str = "") -> None:
        """Put an item of a list without numbers."""
        self.text(text, "List Bullet", quiet)

    def start_list(self) -> int:
        """Return the number of a new list, which begins with 1."""
        self._lists += 1
        return start_list(self.document, self._lists - 1)

    def item(self, of: int, text: str, quiet: str = "") -> None:
        """Put the next item of a numbered list."""
        self.put(paragraph("ListNumber", *_runs(text, quiet), number=of))

    def caption(self, words: str, number: int, text: str, *, keep: bool) -> None:
        """Put a numbered caption; `words` hold {number}, which Word can count anew."""
        label, after = words.split("{number}")
        code = f"SEQ {label.strip()} \\* ARABIC"
        if label in self._anew or number != self._numbered.get(label, 0) + 1:
            code += f" \\r {number}"
        self._numbered[label] = number
        self._anew.discard(label)
        runs = [run(label), *field(code, str(number)), run(f"{after} {text}")]
        self.put(paragraph("Caption", *runs, keep=keep))

    def next_number(self, words: str) -> int:
        """Return the number of the next caption of a kind."""
        return self._numbered.get(words.split("{number}")[0], 0) + 1

    def count_anew(self, words: str) -> None:
        """Let captions of a kind begin with 1 again."""
        label = words.split("{number}")[0]
        if self._numbered.get(label):
            self._numbered[label] = 0
            self._anew.add(label)

    def turn(self, *, wide: bool) -> None:
        """Go on on a new page on its long or short side, unless it is so already."""
        if wide != self.is_wide:
            lay(self.document.add_section(), wide=wide)
            self.is_wide = wide

    def contents(self) -> None:
        """Put the table of contents here; `finish` fills it."""
        self.text(_("Contents"), "TOC Heading", keep=True)
        gallery = element(
            "w:docPartObj", element("w:docPartGallery", val="Table of Contents"),
            element("w:docPartUnique"),
        )  # fmt: skip
        self._contents = element("w:sdtContent")
        self.put(element("w:sdt", element("w:sdtPr", gallery), self._contents))

    def finish(self) -> None:
        """Write the entries of the table of contents: Word shows them before it updates them."""
        listed = [entry for entry in self._entries if entry[0] <= _LISTED]
        runs = list(field(f'TOC \\o "1-{_LISTED}" \\h \\z \\u', ""))
        begin, end = runs[:3], runs[-1]
        for level, text, name in listed:
            link = element("w:hyperlink", run(text), anchor=name, history="1")
            self._contents.append(paragraph(f"toc{level}", *begin, link))
            begin = []
        self._contents.append(paragraph("toc1", *begin, end))


def _runs(text: str, quiet: str) -> list[Element]:
    runs = [run(text)] if text else []
    return [*runs, run(f"  {quiet}" if text else quiet, "Quiet")] if quiet else runs
