"""The rules of the house: who may import whom, what no file may hold, what the locks must be."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "storage")
FOLDERS = (*PACKAGES, "benchmarks", "tests")
BY_HAND = {".py", ".js", ".css", ".html", ".sql"}
LOCKS = ("requirements.lock", "requirements-dev.lock")

IMPURE_MODULES = {
    "io",
    "os",
    "pathlib",
    "importlib",
    "time",
    "random",
    "secrets",
    "uuid",
    "logging",
    "asyncio",
}
IMPURE_CALLS = {"open", "print", "input", "eval", "exec", "__import__", "Path", "read_text", "read_bytes"}
CLOCK = {"now", "today", "utcnow"}
UNWANTED = {
    *("forward_message", "forward_messages", "copy_message", "copy_messages"),  # would pass on who reported
    "executescript",  # commits behind our back
    "AIORateLimiter",  # lets one 429 stop every address
    *("ConversationHandler", "PicklePersistence"),  # keep state in memory, where a crash loses it
}
COMPARED = {"ConversationHandler", "PicklePersistence"}  # benchmarks measure them beside ours
VAGUE = re.compile(r"(^|_)(managers?|utils?|utilities|helpers?|base|common|misc|services?)($|_)")


def files(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def modules(*folders: str) -> list[Path]:
    return [path for path in files(*folders) if path.suffix == ".py"]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def identifiers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give every name that the code uses, with its line; words in texts and docstrings do not count."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name, node.lineno
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from ((alias.name.rpartition(".")[2], node.lineno) for alias in names)
            case _:
                pass


def impurities(source: str) -> set[str]:
    """Give what this source does that a pure module must not: files, the clock, dice, the console."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found |= {alias.name for alias in names if alias.name.partition(".")[0] in IMPURE_MODULES}
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in IMPURE_MODULES:
                found.add(module)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in IMPURE_CALLS:
                found.add(name)
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if name in CLOCK and owner in {"datetime", "date", "dt"}:
                    found.add(f"{owner}.{name}")
            case _:
                pass
    return found


def pins(lock: str) -> dict[str, tuple[Requirement, int]]:
    """Give each package of the lock with its requirement and the number of its hashes."""
    found: dict[str, tuple[Requirement, int]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip()):
        requirement = Requirement(entry.partition("\\\n")[0].strip())
        found[canonicalize_name(requirement.name)] = (
            requirement,
            len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)),
        )
    return found


def test_every_import_follows_the_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("name", PACKAGES)
def test_the_three_top_level_names_are_ours_alone(name: str) -> None:
    spec = importlib.util.find_spec(name)

    assert spec is not None
    assert spec.origin == str(ROOT / name / "__init__.py")
    assert set(packages_distributions().get(name, [])) <= {"langnghe"}


def test_handlers_touches_no_file_no_clock_and_no_dice() -> None:
    assert {short(path): bad for path in modules("handlers") if (bad := impurities(path.read_text()))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "open('units.json')",
        "import os",
        "from pathlib import Path",
        "import importlib.resources",
        "from importlib.resources import files",
        "source.read_text()",
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "due = date.today",
        "import random",
        "from time import monotonic",
        "print('filed')",
    ],
)
def test_an_impure_line_is_noticed(source: str) -> None:
    assert impurities(source)


@pytest.mark.parametrize("source", ["from datetime import time", "facts.now", "'open the case'", "case.open"])
def test_a_pure_line_is_let_through(source: str) -> None:
    assert not impurities(source)


def test_nobody_uses_a_call_that_would_betray_or_lose_a_report() -> None:
    found = [
        f"{short(path)}:{line} {name}"
        for path in modules(*PACKAGES, "benchmarks")
        for name, line in identifiers(ast.parse(path.read_text()))
        if name in UNWANTED - (COMPARED if "benchmarks" in path.parts else set())
    ]

    assert found == []


def test_updates_that_wait_are_never_dropped() -> None:
    found = [
        short(path)
        for path in modules(*FOLDERS)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.keyword) and node.arg == "drop_pending_updates"
        if not (isinstance(node.value, ast.Constant) and node.value.value is False)
    ]

    assert found == []


def test_no_file_written_by_hand_is_longer_than_300_lines() -> None:
    lengths = {short(path): len(path.read_text().splitlines()) for path in files(*FOLDERS) if path.suffix in BY_HAND}

    assert {path: lines for path, lines in lengths.items() if lines > 300} == {}


def test_every_module_opens_with_a_line_that_says_what_it_is() -> None:
    openings = {
        short(path): (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n\n")[0]
        for path in modules(*FOLDERS)
    }

    assert [path for path, line in openings.items() if "\n" in line or not line.endswith((".", ":"))] == []


def test_no_module_has_a_vague_name() -> None:
    assert [short(path) for path in modules(*FOLDERS) if any(map(VAGUE.search, (path.stem, path.parent.name)))] == []


def test_tests_are_no_package_and_no_two_share_a_name() -> None:
    names = Counter(path.name for path in modules("tests") if path.name != "conftest.py")

    assert "__init__.py" not in names
    assert [name for name, times in names.items() if times > 1] == []


def test_no_text_names_a_folder_of_a_developers_machine_or_a_package_registry() -> None:
    traces = [
        "/" + "work/",
        "/" + "root/",
        "/opt/" + "pypi",
        "pypi" + ".org",
        "files.python" + "hosted",
        "npmjs" + ".org",
    ]
    top = [path for path in ROOT.iterdir() if path.is_file()]
    found = [
        f"{short(path)}: {trace}"
        for path in [*top, *files(*FOLDERS, "docs", ".ci")]
        for text in [path.read_bytes().decode("utf-8", "ignore")]
        for trace in traces
        if trace in text
    ]

    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_a_hash_and_names_no_index(lock: str) -> None:
    loose = [
        name
        for name, (requirement, hashes) in pins(lock).items()
        if hashes == 0 or not re.fullmatch(r"==[^*,]+", str(requirement.specifier))
    ]

    assert loose == []
    assert not re.search(r"://|index-url|find-links|trusted-host", (ROOT / lock).read_text())


def test_the_locks_agree_with_each_other_and_with_pyproject() -> None:
    runtime, dev = (pins(lock) for lock in LOCKS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "requirements.lock": project["project"]["dependencies"] + project["dependency-groups"]["build"],
        "requirements-dev.lock": [line for line in project["dependency-groups"]["dev"] if isinstance(line, str)],
    }

    assert {name: str(pin) for name, (pin, _) in runtime.items()}.items() <= {
        name: str(pin) for name, (pin, _) in dev.items()
    }.items()
    for lock, pinned in zip(LOCKS, (runtime, dev), strict=True):
        for wish in map(Requirement, asked[lock]):
            pin = str(pinned[canonicalize_name(wish.name)][0].specifier)
            assert wish.specifier.contains(pin.removeprefix("=="), prereleases=True), f"{wish} against {pin}"


def test_every_data_file_travels_with_the_packages() -> None:
    packed = {file.relative_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}

    assert {short(path) for path in files(*PACKAGES)} - packed == set()


def test_at_most_58_packages_are_installed_at_run_time() -> None:
    here = [name for name, (pin, _) in pins("requirements.lock").items() if not pin.marker or pin.marker.evaluate()]

    assert len(here) <= 58


def test_continuous_integration_runs_make_test_and_insists_on_a_browser() -> None:
    script = (ROOT / ".ci/run").read_text()

    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert re.search(r"^export LANGNGHE_NEED_BROWSER=1$", script, re.MULTILINE)
    assert re.search(r"^make test$", script, re.MULTILINE)
