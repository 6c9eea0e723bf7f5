// One chat: what was said, the buttons that are open, and what is on its way.

import { Bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { Outbox, uuid } from "./outbox.js";

const GREETING = "00000000-0000-4000-8000-000000000000";

export class Chat {
  #pane;
  #log;
  #face;
  #outbox;
  #composer;
  #token;
  #bubbles = [];
  #bySeq = new Map();
  #changed = new Set();
  #known;
  #news;
  #near = true;
  #top = 0;

  // `news()` is called for everything that the bot says after the page was ready.
  constructor(pane, { token, chat, known, words, language, news = () => {} }) {
    this.#pane = pane;
    this.#log = pane.querySelector(".log");
    this.#token = token;
    this.#known = known;
    this.#news = news;
    this.#face = { words, language, press: (...what) => this.#press(...what), resend: () => this.#outbox.retry() };
    this.#outbox = new Outbox(token, chat, (...what) => this.#report(...what));
    const send = {
      text: (text) => this.#outbox.add({ body: { text }, shown: { text } }),
      files: (files, caption) => this.#files(files, caption),
      place: (place) => this.#outbox.add({ body: { place }, shown: { text: words.locate } }),
      withheld: ({ name }) =>
        this.#outbox.add({ body: { withheld: { why: "too_big", name } }, shown: { text: name } }),
    };
    this.#composer = new Composer(pane.querySelector(".composer"), { chat, words, send });
    pane.querySelector(".older").addEventListener("click", () => this.#older());
    pane.querySelector(".newer").addEventListener("click", () => this.bottom());
    this.#log.addEventListener("load", () => this.#near && this.bottom(), true);
    this.#log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // A keyboard that opens, or a window turned, must not hide what was said last.
    new ResizeObserver(() => this.#near && this.bottom()).observe(this.#log);
    this.#outbox.resume();
  }

  get ready() {
    return this.#log.getAttribute("aria-busy") === "false";
  }

  get box() {
    return this.#composer.box;
  }

  // The stream has told what there was: from here on news are announced, and a new chat is opened.
  open({ more = false } = {}, unit = "") {
    if (this.ready) return this.#outbox.retry();
    this.#pane.querySelector(".older").hidden = !more;
    this.#settle();
    this.bottom();
    this.#log.setAttribute("aria-busy", "false");
    if (unit) this.command("start", /^[sq]-/.test(unit) ? unit : `u-${unit}`);
    else if (!this.#known && this.#bubbles.length === 0 && this.#outbox.empty) this.command("start", "", GREETING);
  }

  command(name, argument = "", id = uuid()) {
    this.#outbox.add({ id, body: { command: { name, argument } } });
  }

  live(live) {
    const status = this.#pane.querySelector(".status");
    status.textContent = live ? "" : this.#face.words.lost;
    status.hidden = live;
  }

  hear(event) {
    if (this.#bySeq.has(event.seq)) return;
    const stay = !this.#near;
    const card = event.replaces && this.#bySeq.get(event.replaces);
    const first = this.#bubbles.length === 0;
    const mine = event.who === "own" && this.#bubbles.find((bubble) => bubble.pending === event.id);
    if (card) this.#change(card, event);
    else this.#place(mine || new Bubble(event, this.#face), event);
    if (event.replaces) this.#changed.add(event.replaces);
    if (event.forget) this.#forget(event.seq);
    if (!this.ready) return;
    this.#settle();
    if (event.who === "bot" && !first) this.#news(event);
    if (card) return;
    if (stay && event.who === "bot") this.#newer(true);
    else this.#reveal(this.#bySeq.get(event.seq).node);
  }

  #change(card, event) {
    card.busy(false);
    card.show({ ...event, at: event.at });
    this.#bySeq.set(event.seq, card);
    card.flash();
  }

  // What is on its way stays below what has arrived.
  #place(bubble, event, before = this.#bubbles.find((other) => other.pending && other !== bubble)) {
    if (bubble.pending) this.#bubbles.splice(this.#bubbles.indexOf(bubble), 1);
    bubble.pending = undefined;
    // A picture that is here already need not come back over the line.
    const here = bubble.event.file?.local && event.file && { ...event.file, url: bubble.event.file.url, local: true };
    bubble.show(here ? { ...event, file: here } : event);
    this.#bySeq.set(event.seq, bubble);
    this.#insert(bubble, before);
  }

  #insert(bubble, before) {
    const index = before ? this.#bubbles.indexOf(before) : this.#bubbles.length;
    this.#bubbles.splice(index, 0, bubble);
    const there = before ? before.node : null;
    if (bubble.node.parentNode !== this.#log || bubble.node.nextSibling !== there) {
      this.#log.insertBefore(bubble.node, there);
    }
  }

  // Shows days, and the buttons of cards and of the last question.
  #settle() {
    let day;
    let question;
    let answered = false;
    let want;
    for (const bubble of this.#bubbles) {
      const { event, pending } = bubble;
      if (!pending) bubble.day.hidden = bubble.date === day;
      day = bubble.date ?? day;
      const asking = bubble.marks.length > 0 && !bubble.lasting;
      if (event.who === "own") answered = true;
      else {
        if (answered) question = undefined;
        answered = false;
        if (asking) question = bubble;
        want = event.want;
      }
    }
    this.#composer.want(want);
    const focused = document.activeElement;
    const offered = new Set();
    for (const bubble of [...this.#bubbles].reverse()) {
      // What a later card of the same case offers too need not be offered twice.
      bubble.offer(bubble === question || (bubble.lasting && !bubble.marks.every((mark) => offered.has(mark))));
      if (bubble.lasting) for (const mark of bubble.marks) offered.add(mark);
    }
    // Someone at a keyboard whose button went away goes on writing.
    if (focused?.closest?.(".choices")?.hidden && this.#log.contains(focused)) {
      if (focused.matches(".keyed")) this.box.focus({ preventScroll: true });
    }
  }

  #press(bubble, { text, step, value }, element) {
    if (element.classList.contains("chosen")) return;
    bubble.busy(true);
    element.disabled = false;
    element.classList.add("chosen");
    element.classList.toggle("keyed", element.matches(":focus-visible"));
    this.#outbox.add({ body: { tap: { step, value, label: text } }, shown: { text } });
  }

  async #files(files, caption) {
    const album = files.length > 1 ? uuid() : undefined;
    for (const [number, file] of files.entries()) {
      const local = { url: URL.createObjectURL(file), mime: file.type, name: file.name, local: true };
      const words = number ? "" : caption;
      this.#outbox.add({ file, album, caption: words, shown: { text: words, file: local } });
    }
  }

  #report(item, state, detail) {
    const { id, shown, body, caption } = item;
    const words = body?.text ?? caption ?? "";
    let bubble = this.#bubbles.find((other) => other.event.id === id);
    if (shown && !bubble && state !== "sent" && state !== "refused") {
      bubble = new Bubble({ who: "own", id, ...shown }, this.#face);
      bubble.pending = id;
      this.#insert(bubble);
      this.bottom();
    }
    if (state === "refused") {
      if (bubble?.pending) this.#remove(bubble);
      if (words) this.#composer.giveBack(words);
      this.#composer.notice(detail || this.#face.words.failed);
    } else if (bubble?.pending) bubble.state(state, typeof detail === "number" ? detail : undefined);
    else if (state === "sent") bubble?.stamp();
    else if (state !== "sending") bubble?.state(state);
    if (this.#near) this.bottom();
    if (state === "refused" || state === "failed" || (state === "sent" && body?.tap)) this.#release(state);
  }

  // After a tap that was not taken the buttons can be pressed again; after one that was, once it is answered.
  #release(state) {
    for (const bubble of this.#bubbles) if (state !== "sent" || bubble.lasting) bubble.busy(false);
  }

  // The words are deleted in the store, so they must not stand here either.
  #forget(seq) {
    for (const bubble of [...this.#bubbles]) {
      if (bubble.event.who === "own" && !bubble.pending && bubble.event.seq < seq) this.#remove(bubble);
    }
  }

  #remove(bubble) {
    this.#bubbles.splice(this.#bubbles.indexOf(bubble), 1);
    bubble.node.remove();
  }

  async #older() {
    const first = this.#bubbles.find(({ pending }) => !pending);
    const height = this.#log.scrollHeight;
    const response = await fetch(`/c/${this.#token}/older?before=${first.event.seq}`).catch(() => undefined);
    if (!response?.ok) return;
    const { events, more } = await response.json();
    for (const event of events) {
      if (this.#bySeq.has(event.seq) || this.#changed.has(event.seq)) continue;
      const card = event.replaces && this.#bySeq.get(event.replaces);
      if (card) this.#change(card, event);
      else this.#place(new Bubble(event, this.#face), event, first);
      if (event.replaces) this.#changed.add(event.replaces);
    }
    this.#pane.querySelector(".older").hidden = !more;
    this.#settle();
    this.#log.scrollTop += this.#log.scrollHeight - height;
  }

  // Only a person scrolls upwards; a picture that arrives late makes the log longer, and that is followed.
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    const end = scrollHeight - scrollTop - clientHeight < 80;
    this.#near = end || (this.#near && scrollTop >= this.#top);
    this.#top = scrollTop;
    if (end) this.#newer(false);
  }

  #newer(waiting) {
    this.#pane.querySelector(".newer").hidden = !waiting;
  }

  bottom() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#near = true;
    this.#newer(false);
  }

  // A message longer than the window is read from its first line. Only the log scrolls, never the page around it.
  #reveal(node) {
    if (node.offsetHeight <= this.#log.clientHeight) return this.bottom();
    this.#log.scrollTop = node.offsetTop;
  }
}
