/* The demo page: joins the chat, the transcript and the two written standards. */

import { Chat } from "./chat.js";
import { copy, fill, ownMessage, replyMessage, suggestions } from "./transcript.js";

const STANDARD = "kompass.language";
const byId = (id) => document.getElementById(id);
const list = byId("samtale");
const field = byId("melding");
const live = byId("opplesing");
const chat = new Chat();
const catalogue = await (await fetch("/static/texts.json")).json();
let language = localStorage.getItem(STANDARD) ?? preferred();
let busy = false;

function preferred() {
  const asked = new URLSearchParams(location.search).get("language");
  const first = navigator.languages.map((code) => code.slice(0, 2)).find((code) => ["nb", "nn", "no"].includes(code));
  return (asked ?? first) === "nn" ? "nn" : "nb";
}

const texts = () => catalogue[language];

function setLanguage(next) {
  language = next;
  localStorage.setItem(STANDARD, next);
  document.documentElement.lang = next;
  document.title = texts().title;
  fill(document, texts());
  byId("kilder").href = `/kilder/?language=${next}`;
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === next);
  list.querySelector(".welcome")?.replaceWith(welcome());
}

function welcome() {
  const message = { text: texts().welcome, citations: [], suggestions: [] };
  const item = replyMessage(message, language, catalogue, texts(), ask);
  item.classList.add("welcome");
  item.append(suggestions(texts().starters.map((title) => ({ title, message: title })), ask));
  return item;
}

/** Read a text out once; emptied first, so that the same words are read again. */
function announce(text, standard = language) {
  live.textContent = "";
  live.lang = standard;
  setTimeout(() => { live.textContent = text; }, 50);
}

function show(item) {
  list.append(item);
  item.scrollIntoView({ block: "nearest" });
  return item;
}

function showReply(turnId, reply, verdict) {
  const items = reply.messages.map((message) => replyMessage(message, reply.language, catalogue, texts(), ask));
  list.append(...items);
  items.at(-1).append(feedback(turnId, verdict));
}

function feedback(turnId, verdict) {
  const group = copy("mal-vurdering", texts());
  const mark = (chosen) => group.querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", b.dataset.verdict === chosen));
  mark(verdict);
  group.addEventListener("click", async (event) => {
    const chosen = event.target.closest("button")?.dataset.verdict;
    if (!chosen) return;
    try {
      await chat.rate(turnId, chosen, language);
      mark(chosen);
    } catch {
      announce(texts().feedback_failed);
      window.alert(texts().feedback_failed);
    }
  });
  return group;
}

function ask(message) {
  if (busy) return;
  show(ownMessage(message, texts()));
  deliver(message);
}

async function deliver(message) {
  setBusy(true);
  const typing = show(copy("mal-skriver", texts()));
  try {
    const reply = await chat.send(message, language);
    typing.remove();
    showReply(reply.turn_id, reply, null);
    const question = [...list.querySelectorAll(".mine")].at(-1);
    question.querySelector(".bubble").lang = reply.language;
    question.scrollIntoView({ block: "start" });
    announce(`${catalogue[reply.language].answer} ${reply.messages.map((m) => m.text).join("\n")}`, reply.language);
  } catch (error) {
    typing.remove();
    showTrouble(error.detail || texts()[error.kind] || texts().unavailable, () => deliver(message));
  } finally {
    setBusy(false);
  }
}

/** Say what went wrong, with a button to try again. */
function showTrouble(text, retry) {
  const item = copy("mal-feil", texts());
  item.querySelector(".bubble").textContent = text;
  item.querySelector("button").addEventListener("click", () => {
    if (busy) return;
    item.remove();
    field.focus();
    retry();
  });
  show(item);
  announce(text);
}

function setBusy(now) {
  busy = now;
  byId("send").setAttribute("aria-disabled", now);
  byId("slett").hidden = now || !chat.conversationId;
}

/** Begin with the welcome and what this tab's conversation holds. */
async function restore() {
  list.replaceChildren(welcome());
  setBusy(true);
  try {
    drawTurns(await chat.restore(language));
  } catch {
    showTrouble(texts().restore_failed, restore);
  } finally {
    setBusy(false);
  }
}

/** A failed turn is shown when it is the last one, so that it can be sent again. */
function drawTurns(turns) {
  for (const [index, turn] of turns.entries()) {
    if (turn.status === "answered") {
      list.append(ownMessage(turn.message, texts(), turn.language));
      showReply(turn.turn_id, { messages: turn.reply, language: turn.language }, turn.feedback?.verdict);
    } else if (index === turns.length - 1) {
      list.append(ownMessage(turn.message, texts()));
      showTrouble(texts().failed, () => deliver(turn.message));
    }
  }
  if (turns.length) list.lastElementChild.scrollIntoView({ block: "end" });
}

byId("skjema").addEventListener("submit", (event) => {
  event.preventDefault();
  const message = field.value.trim();
  if (busy || !message) return field.focus();
  field.value = "";
  resize();
  ask(message);
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("skjema").requestSubmit();
});

function resize() {
  field.rows = Math.min(5, Math.max(1, field.value.split("\n").length, Math.ceil(field.value.length / Math.max(20, field.clientWidth / 9))));
}
field.addEventListener("input", resize);

byId("slett").addEventListener("click", async () => {
  if (busy || !window.confirm(texts().delete_sure)) return;
  try {
    await chat.remove(language);
    list.replaceChildren(welcome());
    announce(texts().deleted);
  } catch {
    announce(texts().delete_failed);
    window.alert(texts().delete_failed);
  }
  setBusy(false);
  field.focus();
});

for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => setLanguage(button.dataset.language));

setLanguage(language);
restore();
