"""Every dialogue, played by taps, by numbers, by labels and by labels without marks, ends the same."""

from pathlib import Path

import pytest

from tests.fakes.mouths import Direct
from tests.house_under_test import Town
from tests.transcripts import Hand, Player, rewrite, scripts, text_of

HANDS: tuple[Hand, ...] = ("taps", "numbers", "labels", "plain")


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("script", scripts(), ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(town: Town, script: Path, hand: Hand, request: pytest.FixtureRequest) -> None:
    """The transcript is what happens, whether choices are tapped or typed."""
    written = text_of(script)
    player = Player(town, hand, lambda who, language: Direct(town, who, language))

    played = await player.play(written)

    await player.check_arrivals()
    if request.config.getoption("--update") and hand == "taps":
        rewrite(script, played)
    else:
        assert played == written
