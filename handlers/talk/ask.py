"""Puts a question together: words, buttons, and what was wrong with the last answer."""

from handlers.talk.says import Arg, Button, Code, Say, Want


def choice(step: str, *values: str, prefix: str | None = None) -> tuple[Button, ...]:
    """Give one button for each value, labelled by the text `<prefix or step>.<value>`."""
    return tuple(Button(step=step, value=value, key=f"{prefix or step}.{value}") for value in values)


def verb(step: str, value: str = "") -> Button:
    """Give the button of a verb that may be pressed at any time, labelled by the text `button.<step>`."""
    return Button(step=step, value=value, key=f"button.{step}")


def by_code(step: str, code: str) -> Button:
    """Give the button that does something with a case, labelled by nothing but its code."""
    return Button(step=step, value=code, key="button.case.code", args={"code": Code(code=code)})


def say(key: str, *buttons: Button, want: Want | None = None, **args: Arg) -> Say:
    """Give a say with its arguments by name."""
    return Say(key=key, args=args, buttons=buttons, want=want)


def retry(why: Say, question: Say) -> Say:
    """Give one message: what was wrong, and the question again with its buttons."""
    return why.model_copy(
        update={
            "lines": (*why.lines, question.model_copy(update={"buttons": ()})),
            "buttons": question.buttons,
            "want": question.want,
        }
    )
