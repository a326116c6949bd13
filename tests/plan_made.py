"""A plan made by hand, as a workbook or a document may have to show it."""

from __future__ import annotations

import datetime

from outreach.planning.plan import (
    Action,
    Asked,
    Contradiction,
    Plan,
    Rate,
    Reach,
    Represented,
    Statement,
)

REACHED = Statement("一番多かったのは「事業所へのお知らせ」で38%（39人）です。", 104, "表6")
FEW = Statement("八幡町は3人でした。", 3, "表2", small=True)
FORMULA = "=cmd|' /C calc'!A0"


def plan(asked: int = 3) -> Plan:
    """Return a plan with something in every part, hostile texts among them."""
    return Plan(
        titles=("講演会",),
        synthetic=True,
        below=5,
        reach=(reach(),),
        asked=tuple(wish(at) for at in range(asked)),
        public=(action("訪問診療の費用", "キ"),),
        training=(action("退院前の連絡", "カ"),),
        others=(action("相談窓口", ""),),
        contradictions=(
            Contradiction(
                Statement("91%が理解できたと答えましたが、言葉が難しいという意見があります。", 104),
                ("カタカナの言葉についていけませんでした。", "+1 と @SUM(A1)"),
            ),
        ),
        changes=(Statement("市報で知った人は 4.2 ポイント増えました。", 104, "表3"),),
        notes=("* は n が30未満です。",),
    )


def reach() -> Reach:
    """Return whom an event reached, one place of it hidden."""
    return Reach(
        "2017-02-04-lecture", "講演会", (Rate("参加者", 104, 173, "60.1"),), (),
        (REACHED,), (FEW,), (Statement("御殿山からは誰も来ませんでした。", 0, "表2"),),
        (
            Represented("住所", "境南町", 9, 104, 8.7, 4.6, 15.6, 12.0, "as expected"),
            Represented("住所", "御殿山", None, 104, None, None, None, 3.2, "hidden"),
        ),
        "武蔵野市の統計 2017-01-01",
    )  # fmt: skip


def wish(at: int) -> Asked:
    """Return a question, the second of which is answered already."""
    texts = ("訪問診療は月にいくらかかりますか。", FORMULA, "http://example.com/ を見てほしい")
    due = datetime.date(2017, 6, 1) if at == 1 else None
    kind = ("question", "request")[at % 2]
    return Asked(
        f"a{at}", "2017-02-04-lecture", texts[at % 3], "費用", kind, "オ",
        "地域支援課" if at == 1 else "", due, at == 1,
    )  # fmt: skip


def action(theme: str, project: str) -> Action:
    """Return a proposal on a theme."""
    return Action(
        f"t-{theme}", theme, project, "普及啓発部会", "public", f"{theme}を次回に取り上げる",
        "質問が多い", decided=False, owner="", comments=8, questions=5, requests=3, concerns=0,
        quote="一か月でいくらかかるのですか。",
    )  # fmt: skip
