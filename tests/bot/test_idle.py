"""What an idle program holds in memory: nothing that only a rare message needs."""

import subprocess
import sys


def test_what_decodes_or_draws_is_not_loaded_before_it_is_needed() -> None:
    asked = (
        "import sys, bot.cli, bot.serving, bot.channels.telegram; "
        "print(sorted({'PIL', 'matplotlib', 'numpy', 'xlsxwriter', 'docx', 'lxml'} & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)

    assert told.stdout.strip() == "[]"
