// Open the fields for what was wrong as soon as a reply is judged not quite right. Without this script one opens them oneself.

for (const form of document.querySelectorAll(".review-form")) {
  const details = form.querySelector("details");
  form.addEventListener("change", ({ target }) => {
    if (details && target.name === "relevance" && target.value !== "right") details.open = true;
  });
}
