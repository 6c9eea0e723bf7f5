"""Names of made-up officials: who may be the same human, and whom reporters mean by what they type."""

from collections.abc import Mapping

LAN, LAN_TOO, NO_THI = "Nguyễn Thị Lan", "Chị Nguyễn Thị Lan", "Nguyễn Lan"
VY, VI, HUNG = "Trần Văn Vỹ", "ông Trần Văn Vĩ", "Đỗ Đình Hùng"
NAMES = (LAN, LAN_TOO, NO_THI, VY, VI, HUNG, "Lan", "Hùng", "")
SAME_HUMAN: Mapping[str, set[str]] = {
    LAN: {LAN, LAN_TOO},
    LAN_TOO: {LAN, LAN_TOO},
    NO_THI: {NO_THI},
    VY: {VY, VI},
    VI: {VY, VI},
    HUNG: {HUNG},
}
"""Under which names somebody of this name may have a second account; "Lan" alone says too little."""
MEANS: Mapping[str, set[str]] = {
    "nguyen thi lan": {LAN, LAN_TOO, NO_THI, "Lan"},
    "Chị Lan": {LAN, LAN_TOO, NO_THI, "Lan"},
    "ông Vi": {VY, VI},
    "Hung, phó chủ tịch": {HUNG, "Hùng"},
    "ĐỖ  HÙNG": {HUNG, "Hùng"},
    "Thị": set(),
    "Nguyễn": set(),
    "Phạm Văn Nam": set(),
    "ông": set(),
    "n": set(),
    " ": set(),
    "": set(),
}
"""Whom reporters mean by what they type."""
