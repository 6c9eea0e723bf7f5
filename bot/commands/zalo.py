"""`zalo login` and `zalo check`: the tokens of the Official Account, and how it is."""

from typing import Annotated

import typer

from bot.channels.channel import TryLater
from bot.channels.zalo_oa import Pair
from bot.channels.zalo_oa.tokens import Consent
from bot.clock import real_ms
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, go, opened, out, print_json
from bot.config import Config
from bot.zalo_login import Health, by_code, consent_url, health, keep, new_verifier, settings_of

zalo = typer.Typer(help="The Zalo Official Account.", no_args_is_help=True)


def _with_zalo(config: Config) -> Config:
    if not config.zalo_oa.app_id:
        fail("There is no Zalo in the configuration: write app_id and its secrets into [zalo_oa].", WRONG_USE)
    return config


@zalo.command()
def login(
    config: ConfigFile = None,
    code: Annotated[str, typer.Option(help="The code with which the browser came back (10 minutes, once).")] = "",
    verifier: Annotated[str, typer.Option(help="The PKCE verifier that belongs to the code, if there is one.")] = "",
    paste: Annotated[bool, typer.Option("--paste", help="Ask for access and refresh token.")] = False,
    redirect: Annotated[str, typer.Option(help="The app's callback address: prints where to consent.")] = "",
) -> None:
    """Bring the first pair of tokens, or a new one when consent has run out. The running program takes it up by itself.

    By code: `--redirect ADDRESS` prints the page on which an administrator consents; `--code` takes what comes back.
    By hand: `--paste` asks for both tokens, which are not shown. What is owed goes out as soon as a pair is there.
    """
    settings = _with_zalo(configured(config))
    if sum(map(bool, (code, paste, redirect))) != 1:
        fail("Choose one: --redirect ADDRESS to begin, --code CODE to end, or --paste.", WRONG_USE)
    if redirect:
        made = settings.zalo_oa.code_verifier or new_verifier()
        out.print("Open this address in a browser, as an administrator of the account, and agree:", markup=False)
        print(consent_url(settings_of(settings), redirect, made))
        out.print("Then, within ten minutes, with the code that the browser is sent back with:", markup=False)
        print(f"langnghe zalo login --code CODE --verifier {made}")
        return
    pasted = _pasted() if paste else None

    async def work() -> None:
        async with opened(config) as world:
            try:
                pair = pasted or await by_code(settings, code, verifier)
            except Consent as error:
                fail(f"Zalo gives no tokens for this code ({error.code}). It counts once, ten minutes: begin again.")
            except TryLater:
                fail("Zalo does not answer. Try again: the code counts for ten minutes.")
            await keep(world, settings, pair)
            found = await health(world, settings)
            out.print(f"The tokens are kept. Account: {found.name or 'not known yet'}.", markup=False)
            for need in found.needs:
                out.print(f"!!  {need}", markup=False)

    go(work)


def _pasted() -> Pair:
    """Ask for both tokens without showing them. When they were made is not known, so they are renewed soon."""
    access = typer.prompt("access token", hide_input=True).strip()
    refresh = typer.prompt("refresh token", hide_input=True).strip()
    if len(access) < 16 or len(refresh) < 16 or " " in access + refresh:
        fail("These are no tokens: copy both whole from API Explorer, OA Access Token.", WRONG_USE)
    return Pair(access, refresh, real_ms(), 6 * 3600)


@zalo.command()
def check(config: ConfigFile = None, json: AsJson = False) -> None:
    """Ask Zalo how the account is: kind, verified, free replies, windows. Ends with 1 if something needs doing."""
    settings = _with_zalo(configured(config))

    async def work() -> Health:
        async with opened(config) as world:
            return await health(world, settings)

    found = go(work)
    if json:
        print_json(found.as_json())
    else:
        _show(found)
    if not found.ok:
        raise typer.Exit(1)


def _show(found: Health) -> None:
    verified = {True: "verified", False: "not verified", None: ""}[found.verified]
    rows = {
        "account": ", ".join(filter(None, (found.name, found.kind, verified, found.package))),
        "sends by": found.sends_by,
        "token": "none" if found.token_hours is None else f"lives {found.token_hours:g} h more",
        "followers": "" if found.followers is None else str(found.followers),
        "free replies": ""
        if found.free_replies is None
        else f"{found.free_replies.get('remain', '?')} left (one person)",
        "people": ", ".join(f"{name} {count}" for name, count in (found.windows or {}).items()),
    }
    for name, value in rows.items():
        if value:
            out.print(f"{name:14} {value}", markup=False)
    for need in found.needs:
        out.print(f"!!  {need}", markup=False)
