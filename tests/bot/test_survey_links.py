"""Links to surveys in a browser: the one-time link of a message, the code of a counter; opening one does nothing."""

from pathlib import Path

import pytest

from tests.fakes.web_house import token_of
from tests.fakes.web_page import web_page

ONCE = "AbCd_-1234567890"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (f"/s/{ONCE}", f"?u=s-{ONCE}"),
        ("/q/pks05_2-07339", "?u=q-pks05_2-07339"),
        (f"/s/{ONCE}%22onload", ""),
        ("/q/pks05", "?u=q-pks05"),
    ],
)
async def test_a_link_to_a_survey_goes_along_to_the_chat(tmp_path: Path, path: str, query: str) -> None:
    async with web_page(tmp_path) as page:
        reply = await page.get(path, Cookie=f"chat={token_of('citizen')}")

        assert reply.headers["Location"] == f"/c/{token_of('citizen')}{query}"
        assert page.house.heard == []
