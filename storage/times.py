"""Times as they are stored: UTC epoch milliseconds; and as they are used: aware, in the province's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def to_ms(moment: datetime) -> int:
    """Give the UTC epoch milliseconds of an aware moment."""
    return round(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Give the moment of UTC epoch milliseconds, in the province's zone."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE)
