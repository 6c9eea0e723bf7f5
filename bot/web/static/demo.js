// The demo page: all chats of the cast on one stream, and the clock above them.

import { dated } from "./bubble.js";
import { Chat } from "./chat.js";
import { Stream } from "./stream.js";

const { dataset } = document.body;
const language = document.documentElement.lang;
const words = JSON.parse(dataset.words);
const cast = JSON.parse(dataset.cast);
const unread = new Map();

const side = (role) => document.querySelector(`[data-role="${role}"]`).closest(".side");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// The chats

const chats = cast.map(({ role, ...who }) => {
  const pane = document.querySelector("template").content.cloneNode(true).querySelector(".pane");
  document.querySelector(`[data-role="${role}"]`).append(pane);
  return new Chat(pane, { ...who, words, language, news: () => arrived(role) });
});
for (const option of all(".title option")) {
  option.dataset.name = option.textContent;
  if (!cast.some(({ role }) => role === option.value)) option.remove();
}

new Stream(
  cast.map(({ token }) => token),
  {
    hear: (event) => chats[event.chat].hear(event),
    live: (live) => chats.forEach((chat) => chat.live(live)),
    ready: ({ more }) => chats.forEach((chat, index) => chat.open({ more: more[index] })),
  },
);

// The page follows the cast's language, unless one was just chosen or nobody has been here yet: then the cast is told.
// Who is new is greeted in the language of the page anyway.
if (new URL(location.href).searchParams.has("lang") || cast.every(({ speaks }) => !speaks)) {
  for (const [index, { known, speaks }] of cast.entries()) {
    if (known && (speaks ?? "vi") !== language) chats[index].command("language", language);
  }
}

// What arrives in a chat that is not shown is counted where it can be opened.

function shown(role) {
  const place = document.querySelector(`[data-role="${role}"]`);
  return !place.hidden && side(role).checkVisibility();
}

function arrived(role) {
  if (!shown(role)) unread.set(role, (unread.get(role) ?? 0) + 1);
  count();
}

function count() {
  for (const { role } of cast) if (shown(role)) unread.delete(role);
  for (const option of all(".title option")) {
    const waiting = unread.get(option.value);
    option.textContent = option.dataset.name + (waiting ? ` (${waiting})` : "");
  }
  for (const part of all(".side")) {
    const roles = all("[data-role]", part).map((place) => place.dataset.role);
    const waiting = roles.reduce((sum, role) => sum + (unread.get(role) ?? 0), 0);
    const tab = document.querySelector(`[data-tab="${part.dataset.side}"]`);
    for (const badge of [...all(".badge", part), ...all(".badge", tab)]) {
      badge.hidden = !waiting;
      badge.textContent = waiting || "";
    }
  }
}

for (const select of all(".title select")) {
  select.addEventListener("change", () => {
    for (const place of all("[data-role]", select.closest(".side"))) place.hidden = place.dataset.role !== select.value;
    chats[cast.findIndex(({ role }) => role === select.value)].bottom();
    count();
  });
}

for (const tab of all("[data-tab]")) {
  tab.addEventListener("click", () => {
    for (const other of all("[data-tab]")) other.setAttribute("aria-pressed", String(other === tab));
    for (const part of all(".side")) part.classList.toggle("chosen", part.dataset.side === tab.dataset.tab);
    chats.forEach((chat) => chat.bottom());
    count();
  });
}
addEventListener("resize", count);

// The clock: what it said at a moment, and how fast it has run since.

let said = JSON.parse(dataset.clock);
let heard = performance.now();
const time = document.querySelector(".now time");
const speed = document.querySelector(".speed select");
const parts = { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" };
const clockTime = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "UTC" };
const dateForm = new Intl.DateTimeFormat(dated(language), parts);
const timeForm = new Intl.DateTimeFormat(dated(language), clockTime);

function set(answer) {
  said = answer;
  heard = performance.now();
  const value = String(answer.speed);
  if (![...speed.options].some((option) => option.value === value)) speed.add(new Option(`${value}×`, value));
  speed.value = value;
  show();
}

function show() {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(said.at);
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  const at = new Date(Date.parse(said.at) + minutes * 60_000 + (performance.now() - heard) * said.speed);
  const day = dateForm.format(at);
  time.textContent = `${timeForm.format(at)} · ${day[0].toUpperCase()}${day.slice(1)}`;
}

async function ask(turn) {
  const how = turn && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(turn),
  };
  const response = await fetch("/demo/clock", how).catch(() => undefined);
  if (response?.ok) set(await response.json());
}

for (const button of all("[data-go]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    await ask({ go: button.dataset.go });
    button.disabled = false;
    button.focus();
  });
}
speed.addEventListener("change", () => ask({ speed: Number(speed.value) }));
set(said);
setInterval(show, 250);
setInterval(() => !document.hidden && ask(), 5000);
