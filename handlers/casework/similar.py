"""Which reports are about the same matter: how alike two texts are, and which own case a new one repeats."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from pydantic import AwareDatetime
from rapidfuzz import fuzz

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, eligible, recipients
from handlers.folding import words

ALIKE: Final = 58.0
"""From this likeness on, 0–100, two reports count as similar: measured in docs/decisions/0013-similar-reports.md."""
AGAIN: Final = timedelta(hours=24)
"""Within this time a person is asked whether a report belongs to an earlier one."""
RECENT: Final = timedelta(days=30)
"""How old a similar report of somebody else may be."""
LONGEST: Final = 1_000
"""Folded characters of a report that are compared."""
MOST_WORDS: Final = 8
"""Words that are looked for: the longest, which are the rarest."""
FEWEST_SHARED: Final = 2
MATTER: Final = 45.0
"""From this share on, 0–100, the words that say what the matter is are the same: also measured there."""

_FILLERS: Final = """
toi em minh ai la ma thi va co khong ko k cho cua o tai nay do kia day roi da dang se vua cung lai chi van con
bi duoc dc den tu ra vao di ve len xuong voi de nen vi tren trong ngoai truoc sau khi hom ngay sang chieu trua
qua mot cac nhung may nhieu it rat het ca moi nua anh ong ba chau chung ban nguoi dan xa phuong can bo phan gi
nao sao the vay nhu hay hoac xin kinh noi bao hoi thay biet phai lam a an and are at for i in is my not of on
they to was were with
"""
_COMMON: Final = frozenset(_FILLERS.split())
"""Words that stand in every report and tell nothing, folded."""
_WAITING: Final = """
hen tra quay ho so ket qua chua nop phieu thang tuan nam nhan thay goi hai cho lam giay thu lan gio mot cua ky xong bo
phan can qua mat buoi ubnd uy ban dien nghe may lai hoi bao viec nao cung lanh dao
"""
_PROCEDURE: Final = frozenset(_WAITING.split())
"""Words of every story about papers, folded: they tell that one waits, not for what."""


def folded(text: str, unit: str = "") -> str:
    """Give the words of a report as they are kept to be compared: without marks, at most `LONGEST` characters.

    The name of its unit ("Xã Tân Yên") is left out, since only reports about one unit are compared.
    """
    plain = words(text[: 2 * LONGEST])[:LONGEST]
    name = words(unit).partition(" ")[2]
    return " ".join(f" {plain} ".replace(f" {name} ", " ").split()) if name else plain


def telling(text: str) -> tuple[str, ...]:
    """Give the words of a folded text by which similar ones are looked for: the longest that are not common."""
    own = dict.fromkeys(word for word in text.split() if _tells(word))
    return tuple(sorted(own, key=len, reverse=True)[:MOST_WORDS])


def likeness(one: str, other: str, wanted: float = 0.0) -> float:
    """Give from 0 to 100 how alike two folded texts are; 0 if it is less than `wanted`, as soon as that is sure.

    The mean of rapidfuzz's `token_set_ratio`, which forgives spelling, and the share of the words that are not
    common (Dice), which does not grow with the mere length of a text. Fewer than two shared words are chance, and
    two that wait in the same words for different papers have no matter in common.
    """
    ours, theirs = set(one.split()) - _COMMON, set(other.split()) - _COMMON
    shared = len(ours & theirs)
    share = _share(ours, theirs)
    if shared < FEWEST_SHARED or share + 100 < 2 * wanted:
        return 0.0
    if _share(set(filter(_tells, ours)), set(filter(_tells, theirs))) < MATTER:
        return 0.0
    found = (fuzz.token_set_ratio(one, other) + share) / 2
    return found if found >= wanted else 0.0


def _share(ours: set[str], theirs: set[str]) -> float:
    return 200 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def _tells(word: str) -> bool:
    """Whether a word says what a report is about, and not only that somebody waits, where and since when."""
    return word not in _COMMON and word not in _PROCEDURE and not word.isdecimal()


def alike(one: str, other: str) -> bool:
    """Whether two folded texts are about the same matter."""
    return likeness(one, other, ALIKE) >= ALIKE


def twin(report: Case, earlier: Sequence[Case], org: Organisation, now: AwareDatetime) -> Case | None:
    """Give the first of a person's earlier cases that a new report repeats and may be added to.

    Same unit; same category or similar words; and nobody who has the earlier case, or gets it later by the same
    rules, is shut out of the new report: same people concerned, and at least the same ones unwanted. Praise is
    passed on by itself.
    """
    if report.category is Category.PRAISE:
        return None
    text = folded(report.text)
    for one in earlier:
        like = one.category is report.category or alike(text, folded(one.text))
        if like and one.open and one.unit == report.unit and _as_safe(report, one, org, now):
            return one
    return None


def _as_safe(report: Case, earlier: Case, org: Organisation, now: AwareDatetime) -> bool:
    if earlier.about != report.about or not set(report.not_for) <= set(earlier.not_for):
        return False
    return all(
        any(one.person == reader.person for one in eligible(report, reader.post, org, now))
        for reader in recipients(earlier, CaseEvent.DIGEST, org, now)
    )
