"""The form services whose exports are read: how each one heads and ticks, and what is its own.

A new service is a new `Service` here, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outreach.spelling import squeeze

MAIL = (
    "メール",
    "メールアドレス",
    "email",
    "emailaddress",
    "e-mail",
    "mail",
    "ユーザー名",
    "username",
)
NAME = (
    "名前",
    "氏名",
    "お名前",
    "name",
    "firstname",
    "lastname",
    "姓",
    "名",
    "ふりがな",
    "フリガナ",
)
ADDRESS = ("ipaddress", "ipaddr", "ipアドレス", "ip")
PHONE = ("電話番号", "電話", "携帯電話", "tel", "phone")
IDENTIFIER = ("redcap_survey_identifier", "Survey Identifier")
PERSONAL = frozenset(map(squeeze, (*MAIL, *NAME, *ADDRESS, *PHONE, *IDENTIFIER)))


@dataclass(frozen=True, slots=True)
class Service:
    """One service's export.

    `columns` are its own columns, which answer no question; as many of them
    as `least` show that the file is the service's. `headings` say how the
    column of one option is headed; `below` are words of a second header row;
    `ticked` and `unticked` what such a column holds; `other` the answer that
    stands for free text in a column of its own.
    """

    name: str
    columns: tuple[str, ...] = ()
    least: int = 2
    headings: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


SERVICES = (
    Service(
        "Google Forms",
        columns=("タイムスタンプ", "Timestamp", "スコア", "Score", *MAIL),
        least=1,
    ),
    Service(
        "Microsoft Forms",
        columns=(
            "ID", "開始時刻", "完了時刻", "最終変更時刻", "Start time", "Completion time",
            "Last modified time", "言語", "Language", *MAIL, *NAME,
        ),
        least=3,
    ),
    Service(
        "LoGoフォーム",
        columns=(
            "受付番号", "送信番号", "送信日時", "回答番号", "回答日時", "回答ID", "受付日時",
            "申請日時", "ステータス",
            "対応状況", "対応ステータス", "処理状況", "フォームID", "フォーム名", "タグ",
            "備考(管理者用)", "担当者", "メモ",
            "更新日時", "最終更新日時", "ログインID", "認証", "申込番号", "整理番号", *MAIL,
        ),
    ),
    Service(
        "kintone",
        columns=(
            "レコード番号", "作成者", "更新者", "作成日時", "更新日時", "ステータス", "作業者",
            "カテゴリー",
            "Record number", "Created by", "Updated by", "Created datetime", "Updated datetime",
            "Status", "Assignee", "Categories", "レコードID", "リビジョン", "$id", "$revision",
            "レコードの開始行",
        ),
        headings=("{question}[{option}]",),
        ticked=("1",),
    ),
    Service(
        "SurveyMonkey",
        columns=(
            "Respondent ID", "RespondentID", "Collector ID", "CollectorID", "Start Date",
            "StartDate", "End Date", "EndDate", "Date Created", "Date Modified", "Custom Data 1",
            "Custom Data", "回答者ID", "コレクターID", "コレクタID", "収集者ID", "開始日",
            "終了日", "開始日時", "終了日時",
            "作成日", "変更日", "カスタムデータ1", "カスタムデータ", *ADDRESS, *MAIL, *NAME,
        ),
        headings=("{question}-{option}", "{question}:{option}"),
        below=(
            "Response", "Open-Ended Response", "回答", "自由回答", "自由回答形式の回答",
            "自由形式の回答",
            "自由記述", "自由記述回答", "オープンエンド回答", "記述式回答",
        ),
    ),
    Service(
        "LimeSurvey",
        columns=(
            "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
            "refurl", "token", "回答ID", "送信日", "送信日時", "最後のページ", "最終ページ",
            "開始言語", "開始時の言語",
            "シード", "開始日", "開始日時", "日付スタンプ", "最終操作日", "最終操作日時",
            "最終アクション日時", "参照URL",
            "リファラURL", "リファラーURL", "トークン", "アクセスコード", "Response ID",
            "Date submitted", "Last page",
            "Start language", "Date started", "Date last action", "Referrer URL", "Access code",
            "interviewtime", "合計時間", "Total time", *ADDRESS, *MAIL, *NAME,
        ),
        least=3,
        headings=("{question}[{option}]", "[{option}]{question}", "{question}_{option}"),
        ticked=("Y", "Yes", "はい"),
        unticked=("N", "No", "いいえ"),
        other=("-oth-",),
    ),
    Service(
        "REDCap",
        columns=(
            "record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
            "redcap_data_access_group", "Record ID", "Event Name", *IDENTIFIER,
            "Survey Timestamp", "Complete?", "レコードID", "Repeat Instrument",
            "Repeat Instance", "Data Access Group",
        ),
        headings=("{question}___{option}", "{question}(choice={option})"),
        ticked=("1", "Checked"),
        unticked=("0", "Unchecked"),
    ),
    Service(
        "a sheet typed from paper",
        headings=(
            "{question}({option})", "{question}/{option}", "{question}.{option}",
            "{question}={option}", "{question}・{option}",
        ),
        ticked=("true", "t", "✔", "●", "◎", "☑", "■", "v", "選択", "該当", "有"),
        unticked=("x", "×", "-", "false", "f", "□", "☐", "未選択", "非該当", "無"),
    ),
)  # fmt: skip

# Columns that a service names after the form: `<form>_complete` and `<form>_timestamp` of REDCap.
ENDINGS = {"REDCap": ("_complete", "_timestamp")}
TICKED = frozenset(squeeze(word) for service in SERVICES for word in service.ticked)
UNTICKED = frozenset(squeeze(word) for service in SERVICES for word in service.unticked)
BELOW = frozenset(squeeze(word) for service in SERVICES for word in service.below)
STANDS_FOR_OTHER = frozenset(squeeze(word) for service in SERVICES for word in service.other)
HEADINGS = tuple(dict.fromkeys(form for service in SERVICES for form in service.headings))


def service_columns(headers: Iterable[str]) -> frozenset[str]:
    """Return those headers (squeezed) that are columns of the service whose export it seems to be.

    >>> sorted(service_columns(["ID", "開始時刻", "完了時刻", "メール", "名前", "年齢"]))
    ['id', 'メール', '名前', '完了時刻', '開始時刻']
    >>> sorted(service_columns(["ID", "名前", "年齢"]))
    []
    """
    names = [squeeze(header) for header in headers]
    best: frozenset[str] = frozenset()
    for service in SERVICES:
        own = frozenset(map(squeeze, service.columns))
        endings = ENDINGS.get(service.name, ())
        found = frozenset(
            name for name in names if name in own or (endings and name.endswith(endings))
        )
        if len(found) >= service.least and len(found) > len(best):
            best = found
    return best
