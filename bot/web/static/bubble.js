// How one bubble looks: its words, its file, its buttons, its time.

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value || value === 0 || value === "") node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// Cards of cases are answered at any time; all other buttons belong to the question asked last.
const LASTING = /^(case|desk|rate|digest)\./;

// Day before month, as people here write it, also in English.
export const dated = (language) => (language === "en" ? "en-GB" : language);

export class Bubble {
  // `press(bubble, button, element)` is called for a pressed button, `resend()` for words that wait to be sent.
  constructor(event, { words, language, press, resend }) {
    this.words = words;
    this.language = language;
    this.press = press;
    this.resend = resend;
    this.day = make("p", { class: "day", hidden: true });
    this.body = make("div", { class: "body" });
    this.choices = make("div", { class: "choices", role: "group", "aria-label": words.choices, hidden: true });
    this.meta = make("p", { class: "meta" });
    this.node = make("article", { class: `bubble ${event.who}` }, this.day, this.body, this.meta, this.choices);
    this.show(event);
  }

  show(event) {
    const { words } = this;
    this.event = event;
    this.marks = (event.buttons ?? []).map(({ step, value }) => `${step} ${value}`);
    this.lasting = this.marks.length > 0 && this.marks.every((mark) => LASTING.test(mark));
    const speaker = event.who === "bot" ? words.bot : words.you;
    const text = event.who === "own" && event.want === "place" ? `${words.place_sent} ${event.text}` : event.text;
    this.body.replaceChildren(
      make("span", { class: "unseen" }, `${speaker}: `),
      text ? make("p", { class: "text" }, ...(event.who === "bot" ? this.#read(text) : [text])) : "",
      event.file ? this.#file(event.file) : "",
    );
    this.choices.replaceChildren(...(event.buttons ?? []).map((button) => this.#button(button)));
    if (event.at) this.stamp();
  }

  // "sending" (with a part of 1 for files), "waiting", "failed", or "sent".
  state(state, part) {
    const { words } = this;
    const again = make("button", { type: "button", class: "again", onclick: () => this.resend() }, words.resend);
    const progress = make("progress", { max: 1, value: part, "aria-label": words.sending });
    this.node.dataset.state = state;
    if (state === "sent") this.meta.replaceChildren(words.sent);
    else if (state === "sending") this.meta.replaceChildren(words.sending, part === undefined ? "" : progress);
    else this.meta.replaceChildren(state === "failed" ? words.failed : words.waiting, again);
  }

  // Buttons that may be pressed are shown; the others leave the page quiet.
  offer(open) {
    this.choices.hidden = !open || !this.choices.childElementCount;
  }

  busy(busy) {
    for (const button of this.choices.children) {
      button.disabled = busy;
      if (!busy) button.classList.remove("chosen");
    }
  }

  flash() {
    this.node.classList.remove("changed");
    void this.node.offsetWidth;
    this.node.classList.add("changed");
  }

  // A card is read by its first line; somebody's own words stand out as a quotation.
  #read(text) {
    const end = this.lasting ? text.indexOf("\n") : -1;
    const parts = end > 0 ? [make("strong", {}, text.slice(0, end))] : [];
    let at = Math.max(end, 0);
    for (const quoted of text.slice(at).matchAll(/^“[^”]*”$/gm)) {
      const from = Math.max(end, 0) + quoted.index;
      parts.push(text.slice(at, from), make("span", { class: "quote" }, quoted[0]));
      at = from + quoted[0].length;
    }
    return [...parts, text.slice(at)];
  }

  #button(button) {
    const onclick = ({ currentTarget }) => this.press(this, button, currentTarget);
    return make("button", { type: "button", class: "choice", onclick }, button.text);
  }

  #file({ url, mime, name, local }) {
    const label = mime.startsWith("image/") ? `${this.words.photo} ${name}` : name;
    const link = { class: "file", href: url, target: "_blank", rel: "noopener noreferrer" };
    if (!mime.startsWith("image/")) return make("a", { ...link, download: name }, label);
    const picture = make("img", { src: url, alt: label, loading: local ? "eager" : "lazy" });
    picture.addEventListener("error", () => picture.replaceWith(label), { once: true });
    return local ? picture : make("a", { ...link, class: "picture" }, picture);
  }

  // Times are those of the province, whatever the clock of the reader's device says.
  stamp() {
    const { at } = this.event;
    const [date, time] = [at.slice(0, 10), at.slice(11, 16)];
    const form = { weekday: "long", day: "numeric", month: "numeric", year: "numeric", timeZone: "UTC" };
    const day = new Intl.DateTimeFormat(dated(this.language), form).format(new Date(`${date}T00:00:00Z`));
    this.date = date;
    this.day.textContent = day[0].toUpperCase() + day.slice(1);
    delete this.node.dataset.state;
    const sent = make("span", { class: "unseen" }, `${this.words.sent} `);
    this.meta.replaceChildren(this.event.who === "own" ? sent : "", make("time", { datetime: at }, time));
  }
}
