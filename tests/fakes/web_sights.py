"""What a page looks like to somebody with weak eyes or a large thumb, measured inside the browser."""

from typing import Any

from playwright.async_api import Page

_VISIBLE = """
  const visible = (node) => node.checkVisibility({ visibilityProperty: true }) && node.offsetParent !== null
    && !node.closest(".unseen, option, [disabled]");
"""

CONTRASTS = (
    "() => {"
    + _VISIBLE
    + """
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if ((numbers(color)[3] ?? 1) === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = [...node.childNodes].map((child) => (child.nodeType === 3 ? child.data.trim() : "")).join("");
    if (!text || !visible(node)) continue;
    const [one, other] = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    if (contrast < 4.5) poor.push(`${contrast.toFixed(2)} ${node.className} ${text}`);
  }
  return poor;
}"""
)

SMALL_TEXT = (
    "() => {"
    + _VISIBLE
    + """
  return [...document.querySelectorAll("body *")].filter((node) => visible(node)
    && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
    && parseFloat(getComputedStyle(node).fontSize) < 18).map((node) => node.outerHTML);
}"""
)

SMALL_TARGETS = (
    "() => {"
    + _VISIBLE
    + """
  return [...document.querySelectorAll("button, textarea, select, a")].filter((node) => visible(node)
    && !node.querySelector("img")).filter((node) => {
      const { width, height } = node.getBoundingClientRect();
      return width < 44 || height < 44;
    }).map((node) => node.outerHTML);
}"""
)

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def faults(page: Page) -> dict[str, Any]:
    """Give what is wrong with a page's looks: poor contrast, small text, small targets, sideways scrolling."""
    found = {
        "contrast": await page.evaluate(CONTRASTS),
        "text": await page.evaluate(SMALL_TEXT),
        "targets": await page.evaluate(SMALL_TARGETS),
        "overflow": await page.evaluate(OVERFLOW),
    }
    return {name: what for name, what in found.items() if what}
