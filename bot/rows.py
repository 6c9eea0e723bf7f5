"""Tables that a deployment writes in TOML, read row by row; errors name file, row, what is wrong, what to write."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.config import ConfigError


@dataclass(frozen=True)
class Row:
    """One row of a table, with the words by which an error names it."""

    where: str
    values: Mapping[str, Any]

    def text(self, key: str, example: str) -> str:
        """Give a text that must be there; ConfigError if it is not, or is blank."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{key} is missing" if value in (None, "") else f"{key} is no text", f"{key} = {example}")
        return value.strip()

    def day(self, key: str) -> date | None:
        """Give a day, or None where the key is absent; ConfigError if it is anything else."""
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.wrong(f"{key} is no day", f"{key} = 2027-01-31, without quotes")

    def wrong(self, what: str, write: str) -> ConfigError:
        """Give the error that says what is wrong with this row and what to write."""
        return ConfigError(f"{self.where}: {what}: write {write}.")


def parsed(file: Path, setting: str) -> dict[str, Any]:
    """Give a TOML file that a setting names; ConfigError if it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}. Write another path in {setting}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is not UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is not TOML: {error}.") from error


def rows(found: Mapping[str, Any], file: Path | str, table: str, keys: Sequence[str]) -> list[Row]:
    """Give the rows of a table such as [[limit]]; ConfigError for rows of another shape or keys that do not exist."""
    entries = found.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ConfigError(f"{file}: {table} is no list of rows: write [[{table}]], with two brackets, above each row.")
    made = [Row(f"{file}: row {number} of [[{table}]]", values) for number, values in enumerate(entries, start=1)]
    for row in made:
        for key in row.values:
            if key not in keys:
                raise ConfigError(f"{row.where}: there is no key {key}.{near(key, keys)} Keys: {', '.join(keys)}.")
    return made


def near(name: str, known: Sequence[str]) -> str:
    """Give “ Did you mean …?” for a name close to a known one, or nothing."""
    found = get_close_matches(name, known, n=1, cutoff=0.7)
    return f" Did you mean {found[0]}?" if found else ""


def told(wrong: Sequence[ConfigError]) -> None:
    """Raise all of these errors at once, a line each; nothing if there is none."""
    if wrong:
        raise ConfigError("\n".join(map(str, wrong)))
