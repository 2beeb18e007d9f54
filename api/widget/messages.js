/* Messages drawn as elements. Everything a person or the service wrote goes in as text, never as markup. */

/** An element: `make("button.primary", { type: "button" }, "Send", child)`; null children are left out. */
function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const button = (name, text, onclick, attributes) => make(`button.${name}`, { type: "button", onclick, ...attributes }, text);
/** A link that opens beside the page, and says so. */
const link = (href, text, texts) => make("a", { href, target: "_blank", rel: "noopener" }, text, make("span.hidden", {}, ` (${texts.new_tab})`));
const HEADING_LENGTH = 60;
const POINT = "– ";

/** A short line without punctuation at its end, that is no point of a list. */
const isHeading = (line) => line.length <= HEADING_LENGTH && !/^–|[.:;,!?]$/.test(line);

/** Plain text as headings, lists and paragraphs: a heading is a short first line of a paragraph, "– " begins a point. */
function prose(text) {
  const elements = [];
  for (const part of text.split(/\n{2,}/)) {
    const lines = part.split("\n").filter((line) => line.trim());
    for (let level = 3; lines.length > 1 && isHeading(lines[0]) && level < 5; level++) elements.push(make(`h${level}`, {}, lines.shift()));
    for (const line of lines) {
      if (!line.startsWith(POINT)) elements.push(make("p", {}, line));
      else {
        if (elements.at(-1)?.tagName !== "UL") elements.push(make("ul"));
        elements.at(-1).append(make("li", {}, line.slice(POINT.length)));
      }
    }
  }
  return elements;
}

/** The two programmes in columns. Where it is narrow, the style stacks the cells under their column's name; roles keep it a table. */
function table({ columns, rows }, texts) {
  const row = (kind, ...cells) => make(`div.row.${kind}`, { role: "row" }, ...cells);
  const head = row("head", make("span.hidden", { role: "columnheader" }, texts.aspect), ...columns.map((name) => make("span", { role: "columnheader" }, name)));
  const body = rows.map(({ aspect, cells }) =>
    row("body", make("span.aspect", { role: "rowheader" }, aspect), ...cells.map((cell, i) =>
      make("span", { role: "cell" }, make("b", { "aria-hidden": "true" }, columns[i]), cell))));
  return make("div.table", { role: "table" }, head, ...body);
}

/** The citations, folded; links that are no web addresses are shown as text. */
function citations(list, server, texts) {
  const summary = list.length === 1 ? texts.citations_one : texts.citations_many.replace("{count}", list.length);
  const items = list.map(({ quote, title, date, section, url }) => {
    const place = `${title} (${date}): ${section}`;
    const safe = /^(\/(?!\/)|https?:)/.test(url);
    const shown = safe ? link(url[0] === "/" ? server + url : url, place, texts) : place;
    return make("li", {}, make("blockquote", {}, `«${quote}»`), make("p", {}, shown));
  });
  return make("details.citations", {}, make("summary", {}, summary), make("ul", {}, ...items));
}

/** Questions as buttons. */
const suggestions = (list, label, onAsk) =>
  make("div.suggestions", { role: "group", "aria-label": label }, ...list.map(({ title, message }) => button("secondary", title, () => onAsk(message))));

/** One bubble of a reply in `language`, with the fixed words in that standard too. */
function bubble({ text, citations: cited = [], comparison }, server, texts) {
  const compares = comparison?.rows.length > 1;
  const told = compares ? text.split(`\n\n${comparison.rows[0].aspect}\n`)[0] : text;
  return make("div.bubble", {}, ...prose(told), compares ? table(comparison, texts) : null, cited.length ? citations(cited, server, texts) : null);
}

/** A reply as plain text, with its sources, for copying and keeping. */
function plain(messages) {
  return messages.map(({ text, citations: cited = [] }) =>
    [text, ...cited.map(({ quote, title, date, section }) => `«${quote}» – ${title} (${date}): ${section}`)].join("\n\n")).join("\n\n");
}
