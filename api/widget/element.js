/* <kompass-chat>: the launcher and the window. It joins the client, the drawn messages and what the person wishes. */

const SCRIPT = document.currentScript?.src;
const SLOW_MS = 1000;
const PHONE = matchMedia("(max-width: 30rem), (max-height: 30rem)");
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/**
 * Attributes: `lang` (nb or nn), `server` (where the service is; else where this script came from), `open`, `position` (right, left or
 * page: no launcher, always open), `title`. Events, which bubble: kompass-open, kompass-close, kompass-message, kompass-reply,
 * kompass-error. What stands inside the element is shown where scripts do not run.
 */
class KompassChat extends HTMLElement {
  static observedAttributes = ["lang", "open", "position", "title"];

  #memory = new Memory();
  #client;
  #shadow = this.attachShadow({ mode: "open" });
  #parts = {};
  #log = [];
  #busy = false;
  #fetched; // settled once the kept conversation is here, or could not be had
  #before = null;

  connectedCallback() {
    if (this.#client) return;
    const kept = this.#memory.get("open");
    if (kept === false) this.open = false;
    else if (kept && !PHONE.matches) this.open = true;
    this.#client = new Client(this.#server, this.#memory);
    this.#shadow.adoptedStyleSheets = [sheet];
    this.#draw();
    this.#fetched = this.#restore();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#client || before === now) return;
    if (name !== "open") this.#draw();
    else this.#showOrHide();
  }

  /** Whether the window is open. */
  get open() {
    return this.#isPage || this.hasAttribute("open");
  }

  set open(wanted) {
    this.toggleAttribute("open", wanted);
  }

  get #isPage() {
    return this.getAttribute("position") === "page";
  }

  /** The service's address: as `server` says if that is a web address, else where this script came from. */
  get #server() {
    const asked = this.getAttribute("server");
    const given = asked && URL.canParse(asked, location.href) ? new URL(asked, location.href) : null;
    return /^https?:/.test(given?.protocol) ? given.href.replace(/\/$/, "") : new URL(SCRIPT ?? location.href).origin;
  }

  get #language() {
    const asked = [this.#memory.get("language"), this.lang, document.documentElement.lang, ...navigator.languages];
    return asked.map((code) => code?.slice(0, 2)).find((code) => ["nb", "nn", "no"].includes(code)) === "nn" ? "nn" : "nb";
  }

  get #texts() {
    return TEXTS[this.#language];
  }

  get #name() {
    return this.getAttribute("title") || this.#texts.title;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`kompass-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Draw everything anew in the language now chosen; the log, what is typed and the focus stay. */
  #draw() {
    const texts = this.#texts;
    const { id: focused, selectionStart: caret } = this.#shadow.activeElement ?? {};
    const p = this.#parts = {
      log: make("ol"),
      live: make("p.hidden", { role: "status", "aria-live": "polite" }),
      field: make("textarea", { id: "field", rows: 1, "aria-describedby": "trouble", autocomplete: "off", enterkeyhint: "send" }),
      trouble: make("p.too-long", { id: "trouble" }),
      send: make("button.primary", {}, texts.send),
      ofConversation: [],
    };
    p.form = make("form", {}, make("label", { for: "field" }, texts.label), p.trouble, make("div.composer", {}, p.field, p.send));
    p.scroller = make("div.scroller", { role: "region", "aria-label": texts.transcript, tabindex: 0 }, p.log);
    p.window = make(this.#isPage ? "section.window" : "dialog.window", { id: "window", part: "window", "aria-labelledby": "title" }, this.#header(), p.scroller, p.form, p.live, this.#confirm());
    p.launcher = this.#isPage ? null : button("launcher", texts.open.replace("{title}", () => this.#name), () => { this.open = true; }, { part: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false" });
    const place = ["left", "page"].includes(this.getAttribute("position")) ? this.getAttribute("position") : "right";
    this.#shadow.replaceChildren(make(`div.root.${place}`, { lang: this.#language, title: "" }, p.launcher, p.window));
    p.field.value = this.#memory.get("draft") ?? "";
    p.form.addEventListener("submit", (event) => this.#submit(event));
    p.field.addEventListener("input", () => this.#typed());
    p.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      p.form.requestSubmit();
    });
    p.window.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event));
    p.window.addEventListener("close", () => { if (!p.window.open) this.open = false; }); // closed by the browser: a phone's back gesture
    p.log.append(this.#welcome(), ...this.#log.map((item) => this.#item(item)));
    if (this.#busy) p.log.append(this.#waiting());
    this.#typed();
    this.#setBusy(this.#busy);
    if (!this.#isPage && this.open) this.#reveal(false);
    this.#toEnd();
    const again = focused && this.#shadow.getElementById(focused);
    if (!again) return;
    again.focus();
    if (caret !== undefined) again.setSelectionRange(caret, caret);
  }

  #header() {
    const texts = this.#texts;
    const standard = (code, name) => button("standard", name, () => this.#choose(code), { lang: code, id: code, "aria-pressed": String(this.#language === code) });
    const act = (text, action) => button("link", text, () => { this.#closeMenu(); action(); });
    const ofConversation = [
      act(texts.download, () => this.#download()),
      act(texts.restart, () => this.#restart(texts.restarted)),
      act(texts.delete, () => this.#parts.confirm.showModal()),
    ];
    this.#parts.ofConversation = ofConversation;
    this.#parts.menu = make("details.menu", {}, make("summary", {}, make("span.hidden", {}, texts.menu)),
      make("div", {}, ...ofConversation, this.#page("/kilder/", texts.sources), this.#page("/personvern", texts.privacy), this.#page("/tilgjengelighet", texts.accessibility)));
    this.#parts.menu.addEventListener("focusout", ({ currentTarget: menu, relatedTarget: to }) => { if (to && !menu.contains(to)) menu.open = false; });
    const close = this.#isPage ? null : button("icon", make("span.hidden", {}, texts.close), () => { this.open = false; });
    return make("header", {}, make("h2", { id: "title" }, this.#name),
      make("div.standards", { role: "group", "aria-label": texts.language }, standard("nb", "Bokmål"), standard("nn", "Nynorsk")), this.#parts.menu, close);
  }

  /** A link to a page of the service. */
  #page(path, text) {
    return link(`${this.#client.server}${path}?language=${this.#language}`, text, this.#texts);
  }

  #confirm() {
    const texts = this.#texts;
    const dialog = make("dialog.confirm", { "aria-labelledby": "sure" }, make("p", { id: "sure" }, texts.delete_sure),
      button("primary", texts.delete, () => { dialog.close(); this.#delete(); }), button("secondary", texts.cancel, () => dialog.close()));
    dialog.addEventListener("close", () => this.#parts.field.focus());
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    this.#parts.confirm = dialog;
    return dialog;
  }

  /** Open or close as the attribute says; focus goes into the window and back to where it was. */
  #showOrHide() {
    if (this.#isPage) return;
    if (this.open) {
      this.#before = document.activeElement;
      this.#reveal(true);
    } else {
      this.#parts.window.close();
      this.#parts.launcher.hidden = false;
      this.#parts.launcher.setAttribute("aria-expanded", "false");
      if (this.#before?.isConnected && this.#before !== this && this.#before !== document.body) this.#before.focus();
      else this.#parts.launcher.focus();
    }
    this.#memory.set("open", this.open);
    this.#tell(this.open ? "open" : "close");
  }

  #reveal(withFocus) {
    const { window, launcher, field } = this.#parts;
    launcher.hidden = true;
    launcher.setAttribute("aria-expanded", "true");
    if (PHONE.matches) window.showModal();
    else if (withFocus) window.show();
    else window.setAttribute("open", ""); // show() would take the focus
    if (!withFocus) return;
    this.#toEnd();
    field.focus();
  }

  #escape(event) {
    event.preventDefault();
    if (this.#parts.menu.open) this.#closeMenu();
    else if (!this.#isPage) this.open = false;
  }

  #closeMenu() {
    this.#parts.menu.open = false;
    this.#parts.menu.firstChild.focus();
  }

  #choose(code) {
    this.#memory.set("language", code);
    this.#draw();
    this.#shadow.getElementById(code).focus();
    this.#tell("language", code);
  }

  /** Read a text out once; emptied first, so that the same words are read again. */
  #announce(text, language = this.#language) {
    const { live } = this.#parts;
    live.textContent = "";
    live.lang = language;
    setTimeout(() => { live.textContent = text; }, 50);
  }

  #welcome() {
    const texts = this.#texts;
    const groups = texts.starters.flatMap(([heading, questions]) => [
      make("p.for-whom", {}, heading), suggestions(questions.map((question) => ({ title: question, message: question })), heading, (message) => this.#ask(message))]);
    const hello = bubble({ text: texts.welcome.replace("{days}", DAYS) }, this.#client.server, texts);
    hello.append(make("p", {}, this.#page("/personvern", texts.privacy)));
    return make("li.reply", {}, hello, ...groups);
  }

  #item(item) {
    if (item.reply) return this.#reply(item);
    if (item.problem) return this.#trouble(item);
    return make("li.mine", {}, make("span.hidden", {}, this.#texts.you), make("div.bubble", { lang: item.language }, item.mine));
  }

  #reply(item) {
    const { messages, language } = item.reply;
    const texts = TEXTS[language];
    const shown = messages.flatMap((message) => [
      bubble(message, this.#client.server, texts),
      message.suggestions?.length ? suggestions(message.suggestions, texts.suggestions, (question) => this.#ask(question)) : null]);
    return make("li.reply", { lang: language }, make("p.sender", { lang: this.#language }, this.#name), ...shown, make("div.afterwards", { lang: this.#language }, ...afterwards(item, this.#around)));
  }

  /** What the foot of a reply needs of the chat around it. */
  get #around() {
    return {
      texts: this.#texts,
      comments: this.#memory,
      rate: (id, verdict, comment) => this.#client.rate(id, verdict, comment, this.#language),
      announce: (text) => this.#announce(text),
      copy: (text) => this.#copy(text),
      done: () => this.#parts.field.focus(),
    };
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#notice(this.#texts.copied);
    } catch {
      this.#notice(this.#texts.not_copied);
    }
  }

  /** A short notice, read out and shown over the text field until the next keystroke. */
  #notice(text) {
    this.#announce(text);
    this.#parts.trouble.textContent = text;
  }

  #trouble(item) {
    const { kind, detail, seconds } = item.problem;
    const text = detail ?? this.#texts[kind].replace("{seconds}", seconds);
    const retry = () => {
      if (this.#busy) return;
      this.#log = item.asked ? this.#log.filter((other) => other !== item && other !== item.asked) : [];
      this.#draw();
      this.#parts.field.focus();
      if (item.asked) this.#ask(item.asked.mine);
      else this.#fetched = this.#restore();
    };
    return make("li.trouble", {}, make("p", {}, text), button("secondary", this.#texts.retry, retry));
  }

  #add(item) {
    this.#log.push(item);
    const element = this.#item(item);
    this.#parts.log.append(element);
    return element;
  }

  #typed() {
    const { field, trouble } = this.#parts;
    const count = [...field.value.trim()].length;
    this.#memory.set("draft", field.value);
    field.rows = Math.min(5, Math.max(field.value.split("\n").length, Math.ceil(field.value.length / 40), 1));
    const long = count > MAX_MESSAGE;
    trouble.textContent = long ? this.#texts.too_long.replace("{count}", count).replace("{max}", MAX_MESSAGE) : "";
    field.setAttribute("aria-invalid", String(long));
  }

  #submit(event) {
    event.preventDefault();
    const { field } = this.#parts;
    const message = field.value.trim();
    field.focus();
    if (this.#busy || !message) return;
    if ([...message].length > MAX_MESSAGE) return this.#announce(this.#parts.trouble.textContent);
    field.value = "";
    this.#typed();
    this.#ask(message);
  }

  #ask(message) {
    if (this.#busy) return;
    const asked = { mine: message };
    this.#add(asked);
    this.#tell("message", { message });
    this.#deliver(asked);
  }

  async #deliver(asked) {
    this.#memory.await(asked.mine);
    this.#setBusy(true);
    this.#parts.log.append(this.#waiting());
    this.#toEnd();
    const slow = setTimeout(() => this.#announce(this.#texts.typing), SLOW_MS);
    try {
      await this.#fetched;
      const reply = await this.#client.send(asked.mine, this.#language);
      this.#memory.forget(asked.mine);
      asked.language = reply.language;
      this.#add({ reply });
      const question = this.#parts.log.querySelector("li.mine:nth-last-child(1 of .mine)");
      question.querySelector(".bubble").lang = reply.language;
      this.#scroll(question.offsetTop - 8);
      this.#announce(`${this.#name}: ${reply.messages.map(({ text }) => text).join("\n")}`, reply.language);
      this.#tell("reply", reply);
    } catch (problem) {
      if (!(problem instanceof ChatError)) throw problem;
      const element = this.#add({ problem, asked });
      this.#announce(element.firstChild.textContent);
      this.#toEnd();
      this.#tell("error", { kind: problem.kind });
    } finally {
      clearTimeout(slow);
      this.#setBusy(false);
      for (const left of this.#parts.log.querySelectorAll(".typing")) left.parentNode.remove();
    }
  }

  #waiting() {
    return make("li.reply", { "aria-hidden": "true" }, make("div.bubble.typing", {}, make("i"), make("i"), make("i"), ` ${this.#texts.typing}`));
  }

  #toEnd() {
    this.#scroll(this.#log.length ? this.#parts.scroller.scrollHeight : 0);
  }

  /** Scroll the transcript; in a very low window it is the whole window that scrolls. */
  #scroll(top) {
    const { scroller, window } = this.#parts;
    scroller.scrollTop = top;
    window.scrollTop = top && scroller.offsetTop + top;
  }

  #setBusy(now) {
    this.#busy = now;
    this.#parts.send.setAttribute("aria-disabled", String(now));
    for (const choice of this.#parts.ofConversation) choice.hidden = now || !this.#memory.get("id");
  }

  /** Show what this tab's conversation holds, before what is asked meanwhile; messages that got no answer can be sent again. */
  async #restore() {
    const found = [];
    let left = this.#memory.unanswered;
    try {
      const turns = await this.#client.turns(this.#language);
      for (const { turn_id, message, status, language, reply, feedback } of turns) {
        if (status !== "answered") continue;
        found.push({ mine: message, language }, { reply: { turn_id, language, messages: reply }, ...feedback });
      }
      const last = turns.at(-1);
      if (last?.status === "answered" && left.includes(last.message)) { // its reply came after this page was left
        this.#memory.forget(last.message);
        left = left.filter((message) => message !== last.message);
      }
    } catch {
      found.push({ problem: { kind: "restore_failed" } });
    }
    for (const mine of left) {
      const asked = { mine };
      found.push(asked, { problem: { kind: "failed" }, asked });
    }
    this.#log.unshift(...found);
    if (found.length) this.#draw();
  }

  #restart(said) {
    for (const name of ["id", "unanswered", "comments"]) this.#memory.set(name, null);
    this.#log = [];
    this.#draw();
    this.#parts.field.focus();
    this.#announce(said);
  }

  async #delete() {
    try {
      await this.#client.remove(this.#language);
      this.#restart(this.#texts.deleted);
    } catch {
      this.#notice(this.#texts.delete_failed);
    }
  }

  #download() {
    const said = this.#log.map((item) => item.mine ? `${this.#texts.you} ${item.mine}` : item.reply ? `${this.#name}: ${plain(item.reply.messages)}` : null);
    const address = URL.createObjectURL(new Blob([said.filter(Boolean).join("\n\n"), "\n"], { type: "text/plain;charset=utf-8" }));
    make("a", { href: address, download: this.#texts.file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
}

customElements.define("kompass-chat", KompassChat);
