"""The demo's survey: there once, answered by enough people to be shown, in every unit of the district."""

from bot import survey_seeds, surveys
from storage import surveys as kept
from tests.house_under_test import Town


async def test_the_demo_begins_with_a_survey_whose_results_are_shown_once_it_is_closed(town: Town) -> None:
    for _ in range(2):
        await survey_seeds.sow(town.world)

    (opened,) = await kept.all_surveys(town.world.db.read)
    _, running = await surveys.results(town.world, opened.id)
    await surveys.close(town.world, opened.id)
    _, found = await surveys.results(town.world, opened.id)
    assert [(one.n, one.asked) for one in running.blocks] == [(one.n, ()) for one in found.blocks]
    (block,) = found.blocks
    assert set(block.n) == set(opened.units) == {one.unit for one in found.responses}
    assert all(one.silent > 0 and one.answered >= 12 for one in found.responses)
    overall = next(one for one in block.asked if one.question == "overall")
    assert all(figures.mean and not figures.hidden for figures in overall.figures)
