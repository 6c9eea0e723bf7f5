// One stream of events for the whole page; it comes back by itself and goes on where it was.

const SHOWN_AFTER = 3000;

export class Stream {
  #tokens;
  #on;
  #source;
  #last = "";
  #timer;
  #hiddenAt = 0;

  // `on` has hear(event), ready(what), and live(whether).
  constructor(tokens, on) {
    this.#tokens = tokens;
    this.#on = on;
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("online", () => this.open());
    addEventListener("pagehide", () => this.#source?.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    this.open();
  }

  open() {
    this.#source?.close();
    const after = this.#last && `&after=${this.#last}`;
    const source = new EventSource(`/events?c=${this.#tokens.join(",")}${after}`);
    this.#source = source;
    source.onmessage = ({ data, lastEventId }) => {
      this.#last = lastEventId;
      this.#on.hear(JSON.parse(data));
    };
    source.addEventListener("ready", ({ data }) => {
      this.#quiet();
      this.#on.ready(JSON.parse(data));
    });
    // The program has another store than the one whose bubbles this page shows.
    source.addEventListener("reset", () => location.reload());
    source.onerror = () => {
      this.#timer ??= setTimeout(() => this.#on.live(false), SHOWN_AFTER);
      if (source.readyState === EventSource.CLOSED) setTimeout(() => source === this.#source && this.open(), 4000);
    };
  }

  #quiet() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#on.live(true);
  }

  // A phone that slept may hold a connection that is long dead without knowing it.
  #look() {
    if (document.hidden) this.#hiddenAt = Date.now();
    else if (Date.now() - this.#hiddenAt > 20_000) this.open();
  }
}
