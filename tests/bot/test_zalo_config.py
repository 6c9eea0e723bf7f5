"""What does not fit in the Zalo sections is refused in words that say what to write."""

from pathlib import Path

import pytest

from tests.bot.test_config import refused


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('app_id = "3608"', "[zalo_oa] app_secret: an app_id needs it"),
        ('app_id = "3608"\napp_secret = "s"', "[zalo_oa] oa_secret_key: an app_id needs it"),
        ('app_id = "my app"', "[zalo_oa] app_id: write the number in quotes"),
        ('api_base = "openapi.zalo.me"', "[zalo_oa] api_base: write the whole address"),
        ('webhook_path = "zalo"', "[zalo_oa] webhook_path: write a path that begins with a slash"),
        ('signature_first = "app"', "[zalo_oa] signature_first: 'app' does not fit: write \"either\""),
        ("window_hours = 0", "[zalo_oa] window_hours: 0 does not fit: write a number of hours"),
        ('v2_reply = "maybe"', "[zalo_oa] v2_reply: 'maybe' does not fit: write true or false"),
        ('templates = { answer = "7001" }', "[zalo_oa] templates: 'answer' does not fit: write { answered"),
        ("templates = 5", "[zalo_oa] templates: 5 does not fit: write { answered"),
        ('app_secet = "s"', "Did you mean [zalo_oa] app_secret?"),
    ],
)
def test_a_setting_of_zalo_that_does_not_fit_is_refused_in_words(written: str, said: str, tmp_path: Path) -> None:
    assert said in refused(f"[zalo_oa]\n{written}\n", tmp_path)
