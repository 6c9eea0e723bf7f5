"""Why something was not done to a case."""

from typing import Literal

Why = Literal[
    "not_found",
    "taken",
    "moved_on",
    "not_yours",
    "own_case",
    "no_such_post",
    "extend_late",
    "extend_undated",
    "extend_spent",
    "extend_pending",
    "extend_days",
    "extend_nobody",
    "no_extension",
    "not_approver",
    "appealed",
    "appeal_nobody",
    "no_finding",
    "away",
]
"""Why an action on a case did not take place."""
