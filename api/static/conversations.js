// Single-key shortcuts in the list of conversations. They work only while the focus is in the list, and can be turned off
// (WCAG 2.1.4). Without this script the list is used with Tab and Enter.

const STORED = "kompass-shortcuts";
const STEPS = { j: 1, n: 1, k: -1, p: -1 };

const list = document.querySelector("[data-list]");
const section = document.querySelector("[data-shortcuts]");
const toggle = section?.querySelector("input");

function readSwitch() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // no storage in this browser: the switch lasts as long as the page
  }
}

function keepSwitch(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // as above
  }
}

function move(step) {
  const links = [...list.querySelectorAll("tbody th a")];
  const at = links.indexOf(document.activeElement?.closest("tr")?.querySelector("th a"));
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
  next?.focus();
}

function press(event) {
  if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const key = event.key.toLowerCase();
  if (key in STEPS) move(STEPS[key]);
  else if (key === "o") document.activeElement?.closest("tr")?.querySelector("th a")?.click();
  else return;
  event.preventDefault();
}

if (section && toggle) {
  section.hidden = false;
  toggle.checked = readSwitch();
  toggle.addEventListener("change", () => keepSwitch(toggle.checked));
  list?.addEventListener("keydown", press);
}
