"""Reads a page as a browser would, as far as tests need it."""

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Collects the attributes of a page's elements, and whether it holds script or style of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.inline: list[str] = []
        self.fields: dict[str, str] = {}
        self.body: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("src", "href", "action") if name in given]
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        if tag == "input":
            self.fields[given.get("name", "")] = given.get("value", "")
        if tag == "body":
            self.body = given
