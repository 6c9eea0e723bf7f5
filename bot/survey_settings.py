"""The settings of surveys."""

from pydantic import Field, field_validator

from handlers.value import Value


class Surveys(Value):
    """How people who were served are asked."""

    remind_after_days: int = Field(default=3, ge=1, le=30)

    @field_validator("remind_after_days", mode="before")
    @classmethod
    def _number(cls, days: object) -> object:
        return "true or false" if isinstance(days, bool) else days
