// Where a person writes: the box that grows and never loses its words, the tray of files, the place.

import { make } from "./bubble.js";
import { shrink } from "./pictures.js";

const LIMIT = 10_000_000;
const MANY = 10;

export class Composer {
  #form;
  #words;
  #key;
  #send;
  #files = [];

  // `send` has text(words), files(files, caption), place(point) and withheld(file).
  constructor(form, { chat, words, send }) {
    this.#form = form;
    this.#words = words;
    this.#key = `langnghe.draft.${chat}`;
    this.#send = send;
    this.box = form.querySelector(".box");
    this.#listen();
    this.box.value = read(this.#key);
    this.#grow();
  }

  #find(name) {
    return this.#form.querySelector(name);
  }

  #listen() {
    const picker = this.#find(".picker");
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.box.addEventListener("keydown", (event) => {
      // While letters are being put together (Telex, VNI), Enter belongs to the keyboard.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.box.addEventListener("input", () => {
      write(this.#key, this.box.value);
      this.#grow();
      this.notice("");
    });
    this.box.addEventListener("paste", (event) => this.#take(event.clipboardData.files, event));
    this.#form.addEventListener("dragover", (event) => event.preventDefault());
    this.#form.addEventListener("drop", (event) => this.#take(event.dataTransfer.files, event));
    this.#find(".attach").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      this.#take(picker.files);
      picker.value = "";
    });
    this.#find(".locate").addEventListener("click", () => this.#locate());
  }

  #submit() {
    const text = this.box.value.trim();
    if (this.#files.length) this.#send.files(this.#files.splice(0), text);
    else if (text) this.#send.text(text);
    else return this.box.focus();
    this.#put("");
    this.notice("");
    this.#tray();
  }

  #put(text) {
    this.box.value = text;
    write(this.#key, text);
    this.#grow();
  }

  // Words that were not taken come back before whatever was written since.
  giveBack(text) {
    this.#put([text, this.box.value].filter(Boolean).join("\n"));
  }

  notice(text) {
    const line = this.#find(".notice");
    line.hidden = !text;
    line.textContent = text;
  }

  // What the last question asks for: only hints, any answer may be typed.
  want(want) {
    this.#find(".locate").hidden = want !== "place";
    this.#find(".attach").classList.toggle("wanted", want === "photo");
    this.box.inputMode = want === "number" ? "numeric" : "text";
  }

  async #take(files, event) {
    if (!files.length) return;
    event?.preventDefault();
    const room = MANY - this.#files.length;
    if (files.length > room) this.notice(this.#words.too_many);
    for (const file of [...files].slice(0, room)) {
      const taken = await shrink(file);
      if (taken.size > LIMIT) this.#send.withheld(file);
      else this.#files.push(taken);
    }
    this.#tray();
    this.box.focus();
  }

  #tray() {
    const tray = this.#find(".tray");
    for (const old of tray.querySelectorAll("img")) URL.revokeObjectURL(old.src);
    tray.hidden = !this.#files.length;
    tray.replaceChildren(
      ...this.#files.map((file) => {
        const picture = file.type.startsWith("image/") && make("img", { src: URL.createObjectURL(file), alt: file.name });
        const onclick = () => {
          this.#files.splice(this.#files.indexOf(file), 1);
          this.#tray();
          this.box.focus();
        };
        const label = `${this.#words.remove} ${file.name}`;
        return make(
          "li",
          {},
          picture || make("span", { class: "name" }, file.name),
          make("button", { type: "button", "aria-label": label, title: label, onclick }, "×"),
        );
      }),
    );
  }

  #locate() {
    const refused = () => this.notice(this.#words.place_refused);
    if (!navigator.geolocation || !isSecureContext) return refused();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.#send.place({ lat: coords.latitude, lon: coords.longitude }),
      refused,
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }

  #grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 180)}px`;
  }
}

function read(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // Without storage the box itself is the only memory.
  }
}
