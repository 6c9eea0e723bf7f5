"""What may be reported: who gets it first, how grave it is, and the time limits with their legal basis."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from handlers.value import Value

PostKind = Literal["officer", "head", "inspector", "department", "mttq", "standing", "member"]


class Category(StrEnum):
    """What a message is about (lĩnh vực phản ánh)."""

    ATTITUDE = "attitude"
    INFORMAL_PAYMENT = "informal_payment"
    DELAY = "delay"
    GUIDANCE_PAPERWORK = "guidance_paperwork"
    ERROR_LOSS = "error_loss"
    FACILITY = "facility"
    DIGITAL_SERVICE = "digital_service"
    DISCLOSURE = "disclosure"
    PARTICIPATION = "participation"
    LAND_COMPENSATION = "land_compensation"
    SECTOR_DEMOCRACY = "sector_democracy"
    REGULATION_PROPOSAL = "regulation_proposal"
    FIELD_ISSUE = "field_issue"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    EMERGENCY = "emergency"


class Severity(StrEnum):
    """How grave a category is before anything is known of the single case (mức độ)."""

    NONE = "none"
    LOW = "low"
    MED = "med"
    HIGH = "high"
    CRITICAL = "critical"


class Rule(Value):
    """How one category is handled, in working days.

    The days are a proposal of this project; they stay within the limits of the law that `basis` names.
    """

    category: Category
    severity: Severity
    first: tuple[PostKind, ...]
    """Kinds of posts that get the case first; the first of them holds it, the others also see it."""
    forward_days: int
    answer_days: int | None
    """For the first answer, which `due_at` is made of; None where no clock runs."""
    close_days: int | None
    basis: str
    """Law and article (Đ. = điều) that the rule rests on; "đề xuất" where there is none."""
    behaviour: bool = False
    """Asks whether it is about counter staff or a leader, so that no one handles his own case."""
    at_counter: bool = False
    """Asks at which counter it happened."""
    wants_photo: bool = False
    """A photo helps here."""
    files_case: bool = True
    """False for what this service may only explain and point onwards: no case is opened."""
    subs: tuple[str, ...] = ()
    """Codes of the sub-categories."""


_CITIZENS: Final = "Luật 42/2013/QH13 Đ.28"  # answer to a proposal or report within 10 working days
_PROPOSALS: Final = "NĐ 20/2008/NĐ-CP"  # Đ.9: forward within 5 working days
_ONE_STOP: Final = "NĐ 61/2018/NĐ-CP (nay NĐ 118/2025)"  # articles are those of the predecessor
_DEMOCRACY: Final = "Luật 10/2022/QH15"

_Clock = tuple[int, int | None, int | None]
_TABLE: Final[Mapping[Category, tuple[Severity, tuple[PostKind, ...], _Clock]]] = {
    # category: severity, who gets it first, working days to forward, to answer first, to close
    Category.ATTITUDE: (Severity.MED, ("head",), (1, 5, 10)),
    Category.DELAY: (Severity.MED, ("officer",), (1, 3, 7)),
    Category.GUIDANCE_PAPERWORK: (Severity.MED, ("officer",), (1, 5, 10)),
    Category.INFORMAL_PAYMENT: (Severity.HIGH, ("inspector",), (1, 3, 10)),
    Category.ERROR_LOSS: (Severity.HIGH, ("head",), (1, 3, 10)),
    Category.FACILITY: (Severity.LOW, ("officer",), (1, 5, 10)),
    Category.DIGITAL_SERVICE: (Severity.MED, ("department",), (1, 3, 10)),
    Category.DISCLOSURE: (Severity.MED, ("head", "mttq"), (1, 5, 10)),
    Category.PARTICIPATION: (Severity.MED, ("head", "mttq"), (2, 7, 10)),
    Category.LAND_COMPENSATION: (Severity.HIGH, ("department",), (1, 5, 10)),
    Category.SECTOR_DEMOCRACY: (Severity.MED, ("department",), (2, 7, 10)),
    Category.FIELD_ISSUE: (Severity.LOW, ("officer",), (1, 5, 10)),
    Category.REGULATION_PROPOSAL: (Severity.LOW, ("department",), (5, 10, 20)),
    Category.PRAISE: (Severity.NONE, ("head",), (1, None, None)),
    Category.SUGGESTION: (Severity.NONE, ("officer",), (1, 10, None)),
    Category.COMPLAINT: (Severity.NONE, (), (1, None, None)),
    Category.DENUNCIATION: (Severity.CRITICAL, (), (0, None, None)),
    Category.EMERGENCY: (Severity.CRITICAL, (), (0, None, None)),
}
_BASIS: Final[Mapping[Category, str]] = {
    Category.ATTITUDE: f"{_PROPOSALS} Đ.9; {_CITIZENS}",
    Category.DELAY: f"{_ONE_STOP} Đ.19(9); {_CITIZENS}",
    Category.GUIDANCE_PAPERWORK: f"{_ONE_STOP} Đ.5(1), 15(3); {_CITIZENS}",
    Category.INFORMAL_PAYMENT: f"{_PROPOSALS} Đ.9; {_CITIZENS}; Luật 25/2018/QH14 Đ.27",
    Category.ERROR_LOSS: f"{_ONE_STOP} Đ.21; {_CITIZENS}",
    Category.FACILITY: f"{_ONE_STOP} Đ.13; {_CITIZENS}",
    Category.DIGITAL_SERVICE: f"{_ONE_STOP} Đ.31(1); {_CITIZENS}",
    Category.DISCLOSURE: f"{_DEMOCRACY} Đ.11–14; {_CITIZENS}",
    Category.PARTICIPATION: f"{_DEMOCRACY} Đ.15–35; {_CITIZENS}",
    Category.LAND_COMPENSATION: f"{_CITIZENS}; Luật 02/2011/QH13 Đ.9",
    Category.SECTOR_DEMOCRACY: f"{_DEMOCRACY} chương III–IV; {_CITIZENS}",
    Category.FIELD_ISSUE: _CITIZENS,
    Category.REGULATION_PROPOSAL: f"{_PROPOSALS} Đ.9, 14; {_CITIZENS}",
    Category.PRAISE: f"{_DEMOCRACY} Đ.8(4)",
    Category.SUGGESTION: f"{_DEMOCRACY} Đ.5(2); {_CITIZENS}",
    Category.COMPLAINT: "Luật 02/2011/QH13 Đ.7–9",
    Category.DENUNCIATION: "Luật 25/2018/QH14 Đ.22–25",
    Category.EMERGENCY: "đề xuất",
}
_SUBS: Final[Mapping[Category, str]] = {
    Category.ATTITUDE: "rude absent_from_post refuses_to_serve unfair_order wrong_dress_code",
    Category.DELAY: "overdue no_apology rescheduled_twice no_information",
    Category.GUIDANCE_PAPERWORK: "extra_papers repeated_trips unclear no_written_form no_interpreter",
    Category.INFORMAL_PAYMENT: "hint demand broker gift",
    Category.ERROR_LOSS: "wrong_result lost damaged leaked",
    Category.FACILITY: "seats queue_machine accessibility toilet parking signage",
    Category.DIGITAL_SERVICE: "login payment upload wrong_status vneid",
    Category.DISCLOSURE: "not_posted website budget_funds lists land_planning fees_tthc",
    Category.PARTICIPATION: ("meeting vote_threshold opinion_taking contributions thon_head supervision_boards"),
    Category.LAND_COMPENSATION: "inventory price list resettlement disclosure",
    Category.SECTOR_DEMOCRACY: "education health workplace",
    Category.FIELD_ISSUE: "road drainage waste light water order",
    Category.REGULATION_PROPOSAL: "illegal unfit inconsistent new_rule",
    Category.PRAISE: "person team unit",
    Category.SUGGESTION: "hours process facility digital",
    Category.DENUNCIATION: "named anonymous insider",
    Category.EMERGENCY: "fire medical violence child flood self_harm",
}
_BEHAVIOUR: Final = frozenset({Category.ATTITUDE, Category.INFORMAL_PAYMENT})
_AT_COUNTER: Final = _BEHAVIOUR | {Category.DELAY, Category.GUIDANCE_PAPERWORK, Category.ERROR_LOSS}
_WANTS_PHOTO: Final = frozenset({Category.FACILITY, Category.FIELD_ISSUE, Category.DISCLOSURE})
_NO_CASE: Final = frozenset({Category.COMPLAINT, Category.DENUNCIATION, Category.EMERGENCY})

RULES: Final[Mapping[Category, Rule]] = MappingProxyType(
    {
        category: Rule(
            category=category,
            severity=severity,
            first=first,
            forward_days=forward_days,
            answer_days=answer_days,
            close_days=close_days,
            basis=_BASIS[category],
            behaviour=category in _BEHAVIOUR,
            at_counter=category in _AT_COUNTER,
            wants_photo=category in _WANTS_PHOTO,
            files_case=category not in _NO_CASE,
            subs=tuple(_SUBS.get(category, "").split()),
        )
        for category, (severity, first, (forward_days, answer_days, close_days)) in _TABLE.items()
    }
)
"""Every category's rule, in menu order."""

REPORTABLE: Final[tuple[Category, ...]] = tuple(category for category, rule in RULES.items() if rule.files_case)
"""What opens a case, in menu order: what happens at a counter first, praise and suggestions last."""
