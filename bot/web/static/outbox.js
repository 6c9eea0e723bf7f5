// What a person said and the program has not confirmed yet: kept across reloads, sent in order, under one id each.

const PATIENCE = 30_000;
const TRIES = 8;

export class Outbox {
  #url;
  #key;
  #report;
  #items;
  #busy = false;
  #again = () => {};

  // `report(item, state, text)`: "sending", "waiting", "failed", "sent", or "refused" with the words why.
  constructor(token, chat, report) {
    this.#url = `/c/${token}`;
    this.#key = `langnghe.outbox.${chat}`;
    this.#report = report;
    this.#items = this.#read();
    addEventListener("online", () => this.retry());
  }

  get empty() {
    return this.#items.length === 0;
  }

  resume() {
    for (const item of this.#items) this.#report(item, item.failed ? "failed" : "waiting");
    this.#pump();
  }

  // `body` is the JSON without its id; `file` goes as an upload; `shown` is what the bubble shows meanwhile.
  add({ id = uuid(), body, file, album, caption, shown }) {
    const item = { id, body, file, album, caption, shown };
    this.#items.push(item);
    this.#write();
    this.#report(item, "sending");
    this.#again();
    this.#pump();
  }

  retry() {
    for (const item of this.#items) item.failed = false;
    this.#again();
    this.#pump();
  }

  async #pump() {
    if (this.#busy) return;
    this.#busy = true;
    let tries = 0;
    for (let item; (item = this.#items.find((one) => !one.failed)); ) {
      this.#report(item, "sending");
      const { status, text } = await (item.file ? this.#upload(item) : this.#post(item));
      if (status === 0 || status >= 500 || status === 408) {
        tries += 1;
        item.failed = status >= 500 && tries >= TRIES;
        this.#report(item, item.failed ? "failed" : "waiting");
        this.#write();
        if (item.failed) tries = 0;
        else await this.#pause(Math.min(15_000, 500 * 2 ** tries));
        continue;
      }
      tries = 0;
      this.#items.splice(this.#items.indexOf(item), 1);
      this.#write();
      // The program answers a refused file in the chat itself.
      const taken = status < 400 || (item.file && (status === 413 || status === 415));
      this.#report(item, taken ? "sent" : "refused", text);
    }
    this.#busy = false;
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#again = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #post({ id, body }) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), PATIENCE);
    try {
      const response = await fetch(`${this.#url}/send`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ id, ...body }),
        signal: late.signal,
      });
      return { status: response.status, text: response.ok ? "" : said(await response.text()) };
    } catch {
      return { status: 0, text: "" };
    } finally {
      clearTimeout(timer);
    }
  }

  #upload(item) {
    const form = new FormData();
    form.append("id", item.id);
    if (item.album) form.append("album", item.album);
    if (item.caption) form.append("caption", item.caption);
    form.append("file", item.file, item.file.name);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${this.#url}/upload`);
      request.timeout = 10 * PATIENCE;
      request.upload.onprogress = ({ loaded, total }) => this.#report(item, "sending", loaded / total);
      request.onload = () => resolve({ status: request.status, text: said(request.responseText) });
      request.onerror = request.ontimeout = () => resolve({ status: 0, text: "" });
      request.send(form);
    });
  }

  // A file cannot be kept across a reload; the words with it can, under the same id.
  #write() {
    const kept = this.#items
      .filter((item) => !item.file || item.caption)
      .map(({ id, body, caption, shown, failed }) => ({
        id,
        body: body ?? { text: caption },
        shown: shown && { text: shown.text },
        failed,
      }));
    try {
      if (kept.length) localStorage.setItem(this.#key, JSON.stringify(kept));
      else localStorage.removeItem(this.#key);
    } catch {
      // Without storage the page keeps what it can: its own memory.
    }
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key)) ?? [];
    } catch {
      return [];
    }
  }
}

function said(text) {
  try {
    return JSON.parse(text).text ?? "";
  } catch {
    return "";
  }
}

// crypto.randomUUID exists only where the page came by https or from this machine.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
