"""What files people open; called itself, as `outreach.report([...])`, it makes a report."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Report(ModuleType):
    """The package's module, which is a function too: its name is the verb that people look for."""

    def __call__(self, *surveys: Any, **wanted: Any) -> Any:  # noqa: ANN401 - as make_report
        """Return the report on surveys (see `outreach.make_report`)."""
        from outreach import make_report

        return make_report(*surveys, **wanted)


sys.modules[__name__].__class__ = _Report
