/* Draw messages: everything a person or the service wrote goes in as text, never as markup. */

/** A copy of a <template>'s element, its fixed texts filled in. */
export function copy(id, texts) {
  const element = document.getElementById(id).content.firstElementChild.cloneNode(true);
  fill(element, texts);
  return element;
}

/** Fill every `data-text` and `data-label` from the catalogue of one written standard, and say which standard it is. */
export function fill(root, texts) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = texts[element.dataset.text];
    element.lang = texts.code;
  }
  const labelled = root.matches?.("[data-label]") ? [root] : [];
  for (const element of [...labelled, ...root.querySelectorAll("[data-label]")]) element.setAttribute("aria-label", texts[element.dataset.label]);
}

/** The person's own message. */
export function ownMessage(text, texts, language) {
  const item = copy("mal-fra-deg", texts);
  const bubble = item.querySelector(".bubble");
  bubble.textContent = text;
  if (language) bubble.lang = language;
  return item;
}

/** One bubble of a reply: text, citations, suggestions; `onSuggestion(message)` when one is chosen. */
export function replyMessage(message, language, catalogue, texts, onSuggestion) {
  const item = copy("mal-svar", texts);
  item.lang = language;
  const bubble = item.querySelector(".bubble");
  bubble.append(...paragraphs(message.text));
  if (message.citations.length) bubble.append(citations(message.citations, catalogue[language]));
  if (message.suggestions.length) item.append(suggestions(message.suggestions, onSuggestion));
  return item;
}

/** Paragraphs of lines: first its headings (a topic's, a programme's), then text; "– " begins a point of a list. */
function paragraphs(text) {
  return text.split(/\n{2,}/).map((part) => {
    const paragraph = document.createElement("p");
    const lines = part.split("\n");
    let heading = true;
    lines.forEach((line, index) => {
      heading &&= index < lines.length - 1 && isHeading(line);
      const element = document.createElement(heading ? "strong" : "span");
      element.className = line.startsWith("– ") ? "line point" : "line";
      element.textContent = line;
      paragraph.append(element);
    });
    return paragraph;
  });
}

/** A short line without punctuation at its end, that is no point of a list. */
function isHeading(line) {
  return line.length <= 60 && !/^–|[.:;,!?]$/.test(line);
}

function citations(list, texts) {
  const details = copy("mal-kilder", texts);
  details.querySelector("summary").textContent =
    list.length === 1 ? texts.citations_one : texts.citations_many.replace("{count}", list.length);
  for (const citation of list) {
    const item = copy("mal-sitat", texts);
    item.querySelector("blockquote").textContent = `«${citation.quote}»`;
    const link = item.querySelector("a");
    link.textContent = `${citation.title} (${citation.date}): ${citation.section}`;
    if (/^(\/|https?:)/.test(citation.url)) link.href = citation.url;
    details.querySelector("ul").append(item);
  }
  return details;
}

/** Questions as buttons. */
export function suggestions(list, onSuggestion) {
  const group = document.createElement("div");
  group.className = "suggestions";
  for (const suggestion of list) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "secondary";
    button.textContent = suggestion.title;
    button.addEventListener("click", () => onSuggestion(suggestion.message));
    group.append(button);
  }
  return group;
}
