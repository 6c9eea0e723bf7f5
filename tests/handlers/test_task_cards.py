"""What people read of tasks: shown on every channel whatever a task holds, the gravest first, one line for each."""

from random import Random

import pytest

from handlers.casework.task_effects import FindTasks
from handlers.casework.task_views import TaskTold, short
from handlers.casework.tasks import STEPS
from handlers.flows.gathered import MOST_LINES
from handlers.flows.task_cards import card, news, page, told_alone, told_together
from handlers.talk.says import Code
from tests.fakes.any_tasks import any_task, any_told, task_answer_to
from tests.fakes.anything import CODES
from tests.fakes.strict_voice import spoken


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_task_holds_it_can_be_shown_in_both_languages_on_every_channel(seed: int) -> None:
    dice = Random(seed)
    task, told = any_task(dice, CODES[0]), any_told(dice)
    found = task_answer_to(FindTasks(scope=dice.choice(("owed", "overdue", "done"))), dice)

    for one in (card(task), told_alone(told[0]), told_together(told), news(task, "return", "Chưa đủ")):
        spoken(one)
    spoken(page(found, giving=True))  # type: ignore[arg-type]


def test_together_the_gravest_come_first_and_no_more_lines_than_a_message_holds() -> None:
    dice = Random(5)
    told = [TaskTold(step=STEPS[at % 4], task=any_task(dice, f"{at:09}")) for at in range(60)]

    one = told_together(told)
    headings = [line.key for line in one.lines if line.key.startswith("task.told.")]

    assert headings[0] == "task.told.overdue"
    assert len(one.lines) <= MOST_LINES
    assert one.lines[-1].key == "task.more"
    assert one.lines[-1].args["n"] == 60 - sum(line.key.startswith("task.line.") for line in one.lines)


def test_news_of_a_task_sent_back_begins_with_the_code_and_the_reason() -> None:
    told = news(any_task(Random(1), CODES[0]), "return", "Chưa có số liệu")

    assert told.args["code"] == Code(code=CODES[0])
    assert told.lines[0].args["text"] == "Chưa có số liệu"


def test_long_words_are_cut_on_one_line() -> None:
    assert short("a  b\nc") == "a b c"
    assert len(short("x" * 500)) == 80
