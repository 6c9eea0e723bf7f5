"""Whom people mean when they type an official: a kind of post, a person by name, or an office that is neither."""

import re
from typing import Final

from handlers.folding import words

LONGEST_NAME: Final = 60
_NAME: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?(?: [^\W\d_]+(?:['’.-][^\W\d_]+)*\.?)+")
_POSTS: Final = (
    *("pho chu tich", "chu tich", "pho truong phong", "truong phong", "pho giam doc", "giam doc", "lanh dao", "bi thu"),
    *("can bo", "nhan vien", "cong chuc", "vien chuc", "thanh tra"),
)
_OFFICES: Final = (*_POSTS, "vice chairman", "chairman", "chairwoman", "director")
_TITLES: Final = (*_OFFICES, "dong chi", "ong", "ba", "anh", "chi", "co", "mr", "mrs", "ms")
"""What stands before a name and is no part of it, folded."""
_MARKED_TITLES: Final = frozenset({"chú", "bác", "cậu", "thầy", "cụ"})
"""The same, told from a family name ("Chu", "Bạc") only by the marks."""
_BEHIND: Final = (*_OFFICES, "o", "ben", "tai", "at")
"""Where what stands behind a name begins: "Nguyễn Văn An ở một cửa"."""
_BEFORE: Final = re.compile(
    r"(?:the|my|our|your|a|an|any|ong|ba|anh|chi|co|chu|bac|cac|nhung|vi|may|dong chi|bo phan|phong"
    r"|mr|mrs|ms|madam|commune|ward|city|town|provincial|municipal|local) "
)
"""What stands before a kind of post and tells nothing: "ông chủ tịch xã", "the one-stop counter staff"."""
_KINDS: Final = {
    "head": r"(?:pho )?(?:chu tich|bi thu|truong phong)|(?:cac )?lanh dao|nguoi dung dau|sep"
    r"|(?:vice |deputy )?(?:chair(?:man|woman|person)?|heads?)|leaders?",
    "officer": r"(?:can bo|nhan vien|cong chuc|vien chuc)(?: bo phan)?|mot cua"
    r"|one stop(?: shop)?(?: counter)?(?: staff)?|counter|(?:counter )?(?:staff|officers?|clerks?)",
    "inspector": r"thanh tra(?: vien)?|inspect(?:ors?|orate|ion)",
    "member": r"(?:thanh vien )?ban chi dao|thanh vien|(?:steering )?committee(?: members?)?|members?",
}
_OF_AN_OFFICE: Final = re.compile(
    r"(?: (?:xa|phuong|tinh|thanh pho|uy ban|ubnd|mot cua|o|tai|quay|counter|staff|theo doi|cua|of|the|at|in).*)?"
)
_OTHER_OFFICES: Final = re.compile(
    r"(?:tat ca|toan bo|moi nguoi|ca xa|cong an|quan su|dan quan|dia chinh|tu phap|ho tich|ke toan|tai chinh|van phong"
    r"|van thu|hoi dong|uy ban|ubnd|hdnd|mat tran|dang uy|doan thanh nien|hoi phu nu|hoi nong dan|truong thon"
    r"|truong xom|truong cong an|to truong|toa an|vien kiem sat|chi cuc|chi nhanh|thue|kho bac"
    r"|dang ky|trung tam|so noi vu|so tu phap|quan ly|bao ve|tiep dan|y te|tram|truong hoc"
    r"|co quan|don vi|nguoi|all)(?: |$)"
)
"""How the name of an office begins of which no kind of post is ours."""
_NEVER_IN_A_NAME: Final = re.compile(
    rf"\b(?:{'|'.join(_POSTS)}|mot cua|ban chi dao|bo phan|uy ban|ubnd|cong an xa|cong an phuong|police|commune|ward"
    r"|staff|officers?|officials?|offices?|department|everyone|everybody|anyone|people|inspectors?|inspectorate|chair"
    r"|committee|counter|boss|manager|leaders?|head|deputy|team|board)\b"
)
_SYLLABLE: Final = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


def kind_of(text: str) -> str | None:
    """Give the kind that somebody types in place of its button: "ông chủ tịch xã", "cán bộ một cửa"."""
    plain = words(text[: 4 * LONGEST_NAME])
    while True:
        for kind, called in _KINDS.items():
            found = re.match(rf"(?:{called})(?= |$)", plain)
            if found and _ends(plain, kind):
                return kind
        opened = _BEFORE.match(plain)
        if not opened:
            return None
        plain = plain[opened.end() :]


def _ends(plain: str, kind: str) -> bool:
    """Whether nothing but the place of the office follows; the longest way to call the kind counts."""
    return any(
        re.fullmatch(rf"(?:{_KINDS[kind]})", plain[:at]) and _OF_AN_OFFICE.fullmatch(plain[at:])
        for at in (*(found.start() for found in re.finditer(" ", plain)), len(plain))
    )


def named(text: str) -> str | None:
    """Give a person's name without "ông" before or "ở một cửa" behind; None if it is not two words of letters, or
    an office: whoever names "công an xã" must not be told that a person of this name is kept out."""
    found = _without_titles(text)
    if len(found) > LONGEST_NAME or not _NAME.fullmatch(found) or of_an_office(text):
        return None
    return found


def _without_titles(text: str) -> str:
    name = text[: 4 * LONGEST_NAME].split()
    while name and (size := _title(name)):
        name = name[size:]
    ends = (at for at in range(2, len(name)) if _opens(name[at:], _BEHIND))
    return " ".join(name[: next(ends, len(name))])


def of_an_office(text: str) -> bool:
    """Whether the text names an office or people in general rather than one person."""
    plain = words(_without_titles(text))
    if _OTHER_OFFICES.match(plain) or _NEVER_IN_A_NAME.search(plain):
        return True
    first, _, rest = plain.partition(" ")  # "the police", "my boss"; but "Thế Anh" and "Mỹ Linh" are people
    return first in ("the", "my", "our", "your") and not all(map(_SYLLABLE.fullmatch, rest.split()))


def _title(name: list[str]) -> int:
    """Give how many of the first words are a title."""
    return 1 if name[0].casefold() in _MARKED_TITLES else _opens(name, _TITLES)


def _opens(name: list[str], with_: tuple[str, ...]) -> int:
    plain = f"{words(' '.join(name))} "
    return next((len(one.split()) for one in with_ if plain.startswith(f"{one} ")), 0)
