// The chat page: one chat, its stream, its menu and its language.

import { Chat } from "./chat.js";
import { Stream } from "./stream.js";

const { token, chat, known, words } = document.body.dataset;
const address = new URL(location.href);
const unit = address.searchParams.get("u") ?? "";

const talk = new Chat(document.querySelector(".pane"), {
  token,
  chat,
  known: Boolean(known),
  words: JSON.parse(words),
  language: document.documentElement.lang,
});

new Stream([token], {
  hear: (event) => talk.hear(event),
  live: (live) => talk.live(live),
  ready: ({ more }) => {
    talk.open({ more: more[0] }, /^[\w-]{1,40}$/.test(unit) && address.searchParams.has("u") ? unit : "");
    // The link has done its work: a reload must not do it again.
    address.search = "";
    history.replaceState(null, "", address);
  },
});

document.querySelector(".menu").addEventListener("click", () => talk.command("menu"));

// The conversation changes its language together with the page; the outbox outlives the change of pages.
document.querySelector(".switch").addEventListener("click", (event) => {
  talk.command("language", event.currentTarget.hreflang);
});

if (matchMedia("(hover: hover) and (pointer: fine)").matches) talk.box.focus();
