// Check an entry while it is written: the form goes to /staff/forslag/sjekk, what is wrong comes back into the status region.

const QUIET_MS = 900;
const form = document.querySelector("form[data-check]");
const status = document.getElementById("sjekk");
let waiting, asked;

async function check() {
  asked?.abort();
  asked = new AbortController();
  status.setAttribute("aria-busy", "true");
  try {
    const sent = new URLSearchParams(new FormData(form));
    const response = await fetch(form.dataset.check, { method: "POST", body: sent, signal: asked.signal });
    if (response.ok) status.innerHTML = await response.text(); // from our own server, escaped there
    else status.textContent = form.dataset.failed;
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = form.dataset.failed;
  }
  status.removeAttribute("aria-busy");
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, QUIET_MS);
});
