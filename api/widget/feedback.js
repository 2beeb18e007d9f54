/* The foot of a reply: copy it, say whether it helped, and why. */

/**
 * The elements under a reply. `item` keeps the verdict and the comment given; `comments` is the memory where half-typed ones stay,
 * `rate(id, verdict, comment)` sends, `announce` reads out, `copy` copies, `done` gives the focus back.
 */
function afterwards(item, { texts, comments, rate, announce, copy, done }) {
  const { turn_id: id, messages } = item.reply;
  const failure = make("div");
  const note = make("div.note");
  const kept = () => comments.get("comments")?.[id];
  const keep = (text) => comments.set("comments", { ...comments.get("comments"), [id]: text });

  const send = async (verdict, comment = item.comment) => {
    failure.textContent = "";
    try {
      await rate(id, verdict, comment);
    } catch {
      failure.textContent = texts.feedback_failed;
      announce(texts.feedback_failed);
      return false;
    }
    Object.assign(item, { verdict, comment });
    for (const name of ["up", "down"]) thumbs[name].setAttribute("aria-pressed", String(name === verdict));
    announce(texts.thanks);
    return true;
  };

  const askWhy = (half) => {
    const field = make("textarea", { id: `why-${id}`, rows: 2, maxlength: MAX_MESSAGE });
    field.value = half ?? item.comment ?? "";
    field.addEventListener("input", () => keep(field.value));
    const sendWhy = async () => {
      if (!(await send(item.verdict, field.value))) return;
      keep();
      note.replaceChildren(texts.thanks);
      done();
    };
    note.replaceChildren(make("label", { for: field.id }, texts.comment), field, button("secondary", texts.send_comment, sendWhy));
    note.scrollIntoView({ block: "nearest" });
  };

  const thumb = (verdict, text) =>
    button("thumb", text, async () => (await send(verdict)) && askWhy(kept()), { "aria-pressed": String(item.verdict === verdict) });
  const thumbs = { up: thumb("up", texts.yes), down: thumb("down", texts.no) };
  if (kept() && item.verdict) askWhy(kept());
  const choices = make("div.feedback", { role: "group", "aria-label": texts.useful }, make("span", {}, texts.useful), thumbs.up, thumbs.down,
    button("link", texts.copy, () => copy(plain(messages))));
  return [choices, failure, note];
}
