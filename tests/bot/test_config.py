"""Settings: the example is whole, the environment wins, and whatever does not fit is refused in words."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, ConfigError, Telegram, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "123456789:AAE-local_test_token"
SECRET = "a-secret-of-enough-letters"


def fields(model: type[Any]) -> dict[str, set[str]]:
    """Give the keys of each section."""
    return {name: set(type(field.default).model_fields) for name, field in model.model_fields.items()}


def refused(text: str, folder: Path, **environment: str) -> str:
    """Give what is said of a file that cannot be used."""
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load(file, environment)
    return str(error.value).replace(str(folder), "")


def test_the_example_holds_every_setting_and_no_other() -> None:
    written = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))

    assert {section: set(keys) for section, keys in written.items()} == fields(Config)


def test_the_example_is_exactly_the_defaults() -> None:
    assert load(EXAMPLE, {}) == load(None, {}) == Config()


def test_a_file_sets_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[web]\nport = 9000\npublic_url = "https://langnghe.example.vn/"\n', encoding="utf-8")

    made = load(file, {})

    assert (made.web.port, made.web.host) == (9000, "127.0.0.1")
    assert made.web.public_url == "https://langnghe.example.vn"


def test_a_file_saved_by_an_editor_that_marks_utf8_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf[web]\nport = 9000\n")

    assert load(file, {}).web.port == 9000


@pytest.mark.parametrize(
    ("name", "text", "place", "value"),
    [
        ("LANGNGHE_STORAGE__URL", "sqlite:///other.db", ("storage", "url"), "sqlite:///other.db"),
        ("LANGNGHE_STORAGE__FILES", "kept", ("storage", "files"), Path("kept")),
        ("LANGNGHE_WEB__HOST", "0.0.0.0", ("web", "host"), "0.0.0.0"),
        ("LANGNGHE_WEB__PORT", "9000", ("web", "port"), 9000),
        ("LANGNGHE_WEB__PUBLIC_URL", "https://a.vn", ("web", "public_url"), "https://a.vn"),
        ("LANGNGHE_TELEGRAM__TOKEN", TOKEN, ("telegram", "token"), TOKEN),
        ("LANGNGHE_TELEGRAM__API_BASE", "http://127.0.0.1:9/", ("telegram", "api_base"), "http://127.0.0.1:9"),
        ("LANGNGHE_TELEGRAM__FILE_BASE", "http://127.0.0.1:9", ("telegram", "file_base"), "http://127.0.0.1:9"),
        ("LANGNGHE_TELEGRAM__MODE", "webhook", ("telegram", "mode"), "webhook"),
        ("LANGNGHE_TELEGRAM__SECRET_TOKEN", SECRET, ("telegram", "secret_token"), SECRET),
        ("LANGNGHE_TELEGRAM__WEBHOOK_PATH", "/tg", ("telegram", "webhook_path"), "/tg"),
        ("LANGNGHE_CLOCK__SPEED", "60", ("clock", "speed"), 60.0),
        ("LANGNGHE_CLOCK__LIMITS", "limits.toml", ("clock", "limits"), "limits.toml"),
        ("LANGNGHE_CLOCK__HOLIDAYS", "days.toml", ("clock", "holidays"), "days.toml"),
        ("LANGNGHE_CASEWORK__INDEPENDENT_POST", "mttq", ("casework", "independent_post"), "mttq"),
        ("LANGNGHE_DIGEST__MONTHS", "false", ("digest", "months"), False),
        ("LANGNGHE_DIGEST__QUARTERS", "0", ("digest", "quarters"), False),
        ("LANGNGHE_DIGEST__HEADS", "no", ("digest", "heads"), False),
        ("LANGNGHE_CASEWORK__PATTERN_REPORTERS", "4", ("casework", "pattern_reporters"), 4),
        ("LANGNGHE_CASEWORK__PATTERN_DAYS", "10", ("casework", "pattern_days"), 10),
        ("LANGNGHE_POSTER__TELEGRAM_BOT", "@langnghe_bot", ("poster", "telegram_bot"), "langnghe_bot"),
        ("LANGNGHE_POSTER__ZALO_BOT_LINK", "https://a.vn/b", ("poster", "zalo_bot_link"), "https://a.vn/b"),
    ],
)
def test_every_setting_can_come_from_the_environment_which_wins(
    name: str, text: str, place: tuple[str, str], value: object, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[web]\nport = 1\nhost = "::1"\n[clock]\nspeed = 2\n', encoding="utf-8")

    made = load(file, {name: text, "PATH": "/bin", "LANGNGHE_NEED_BROWSER": "1"})

    assert getattr(getattr(made, place[0]), place[1]) == value


def test_the_table_above_leaves_no_setting_out() -> None:
    marks = test_every_setting_can_come_from_the_environment_which_wins.pytestmark  # type: ignore[attr-defined]
    tried = {(section, key) for _, _, (section, key), _ in marks[0].args[1]}

    assert tried == {(section, key) for section, keys in fields(Config).items() for key in keys}


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[web]\nport = 70000", "[web] port", "70000 does not fit: write a whole number from 0 to 65535"),
        ("[web]\nport = -1", "[web] port", "from 0 to 65535"),
        ('[web]\nport = "many"', "[web] port", "'many' does not fit"),
        ("[web]\nport = true", "[web] port", "a whole number"),
        ("[web]\nport = 80.5", "[web] port", "a whole number"),
        ('[web]\nhost = ""', "[web] host", "such as 127.0.0.1"),
        ("[web]\nhost = 5", "[web] host", "such as 127.0.0.1"),
        ('[web]\npublic_url = "langnghe.vn"', "[web] public_url", "whole address with https://"),
        ('[web]\npublic_url = "https://"', "[web] public_url", "whole address"),
        ('[web]\npublic_url = "https://a.vn:99999"', "[web] public_url", "a port from 1 to 65535"),
        ('[web]\npublic_url = "https://a b.vn"', "[web] public_url", "write the host's name alone"),
        ('[web]\npublic_url = "https://me@a.vn"', "[web] public_url", "write the host's name alone"),
        ('[web]\npublic_url = "https://a.vn?x=1"', "[web] public_url", "write the host's name alone"),
        ('[storage]\nfiles = ""', "[storage] files", "write a folder of its own, such as var/files"),
        ('[storage]\nurl = "postgres://x"', "[storage] url", "such as sqlite:///var/langnghe.db"),
        ('[storage]\nurl = "sqlite:///"', "[storage] url", "such as sqlite:///var/langnghe.db"),
        ("[storage]\nfiles = 1", "[storage] files", "a text in quotes"),
        ('[telegram]\ntoken = "abc"', "[telegram] token", "as BotFather gave it"),
        ('[telegram]\ntoken = "12:a b"', "[telegram] token", "as BotFather gave it"),
        ('[telegram]\nmode = "push"', "[telegram] mode", '\'push\' does not fit: write "polling" or "webhook"'),
        ('[telegram]\napi_base = "api.telegram.org"', "[telegram] api_base", "whole address"),
        ('[telegram]\nfile_base = ""', "[telegram] file_base", "whole address"),
        ('[telegram]\nwebhook_path = "telegram"', "[telegram] webhook_path", "begins with a slash"),
        ('[telegram]\nwebhook_path = "/a b"', "[telegram] webhook_path", "begins with a slash"),
        ('[poster]\ntelegram_bot = "t.me/bot"', "[poster] telegram_bot", "such as langnghe_bot"),
        ('[poster]\nzalo_bot_link = "zalo.me/1"', "[poster] zalo_bot_link", "whole address"),
        ("[clock]\nspeed = 0", "[clock] speed", "a number above 0"),
        ("[clock]\nspeed = nan", "[clock] speed", "a number above 0"),
        ('[clock]\nspeed = "fast"', "[clock] speed", "a number above 0"),
        ("[clock]\nspeed = 1e9", "[clock] speed", "at most 1000000"),
        ("[web]\nprot = 1", "[web] prot", "no such setting. Did you mean [web] port?"),
        ('[telegramm]\ntoken = "1:a"', "[telegramm] token", "no such setting. Did you mean [telegram]?"),
        ("[zalo]", "[zalo]", "no such setting"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_key_and_remedy(
    text: str, where: str, what: str, tmp_path: Path
) -> None:
    said = refused(text, tmp_path)

    assert said.startswith(f"/config.toml: {where}: ")
    assert what in said
    assert said.endswith("See config.example.toml.")


def test_a_wrong_variable_is_named_as_the_variable(tmp_path: Path) -> None:
    said = refused("[web]\nport = 8080", tmp_path, LANGNGHE_WEB__PORT="many", LANGNGHE_CLOCK__SPED="1")

    assert "environment: LANGNGHE_WEB__PORT: 'many' does not fit" in said
    assert "environment: LANGNGHE_CLOCK__SPED: there is no such setting. Did you mean [clock] speed?" in said


@pytest.mark.parametrize("secret", ["", "short", "with blanks and more letters", "Ư" * 20])
def test_webhook_mode_asks_for_its_secret(secret: str, tmp_path: Path) -> None:
    said = refused(f'[telegram]\ntoken = "{TOKEN}"\nmode = "webhook"\nsecret_token = "{secret}"', tmp_path)

    assert said.startswith("/config.toml: [telegram] secret_token: webhook mode needs one")
    assert TOKEN not in said


def test_webhook_mode_asks_for_the_address_of_the_server(tmp_path: Path) -> None:
    text = f'[telegram]\ntoken = "{TOKEN}"\nmode = "webhook"\nsecret_token = "{SECRET}"'

    assert refused(text, tmp_path).startswith("/config.toml: [web] public_url: webhook mode needs it")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://langnghe.example.vn", "webhook mode calls it over https alone"),
        ("https://langnghe.example.vn:9000", "webhooks come to one of the ports 443, 80, 88, 8443 alone"),
    ],
)
def test_webhook_mode_asks_for_an_address_that_telegram_can_call(url: str, said: str, tmp_path: Path) -> None:
    own = f'[telegram]\ntoken = "{TOKEN}"\nmode = "webhook"\nsecret_token = "{SECRET}"\n'

    assert refused(f'{own}[web]\npublic_url = "{url}"', tmp_path).startswith(f"/config.toml: [web] public_url: {said}")
    for good in ("https://langnghe.example.vn:8443/bot", "https://lắng-nghe.vn", "http://127.0.0.1:9000"):
        (tmp_path / "config.toml").write_text(f'{own}[web]\npublic_url = "{good}"', encoding="utf-8")
        assert load(tmp_path / "config.toml", {}).web.public_url == good


def test_webhook_settings_without_a_token_are_nothing_to_complain_of() -> None:
    assert load(None, {"LANGNGHE_TELEGRAM__MODE": "webhook"}).telegram.mode == "webhook"


def test_a_wrong_token_is_not_repeated(tmp_path: Path) -> None:
    assert "hush" not in refused('[telegram]\ntoken = "hush hush"', tmp_path)


def test_secrets_stay_out_of_what_is_printed() -> None:
    shown = repr(Telegram(token=TOKEN, secret_token=SECRET))

    assert TOKEN not in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"[web\nport = 1", "is not TOML"),
        (b"port = 1", "port stands outside of a section"),
        (b"[web]\nport = 1\nport = 2", "is not TOML"),
        (b'[web]\nhost = "\xff"', "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_settings_file_is_refused(raw: bytes, what: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(raw)

    with pytest.raises(ConfigError, match=what):
        load(file, {})


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing\.toml: cannot be read: .* Give another file with --config"):
        load(tmp_path / "nothing.toml", {})
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, {})


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    said = refused('[web]\nport = "x"\n[clock]\nspeed = 0\n[telegram]\ntoken = "x"', tmp_path)

    assert len(said.splitlines()) == 3
