"""What an idle program holds in memory: nothing that only a rare message needs."""

import subprocess
import sys


def test_the_decoders_of_pictures_are_not_loaded_before_the_first_picture() -> None:
    asked = (
        "import sys, bot.cli, bot.serving, bot.channels.telegram; print([one for one in sys.modules if one == 'PIL'])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)

    assert told.stdout.strip() == "[]"
