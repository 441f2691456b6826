// What stands in a form: whether it was changed, that it is sent once, how much room is left.
const loaded = new WeakMap();

function values(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** From now on, this is what the form was loaded with. */
export function settle(form) {
  loaded.set(form, values(form));
}

export function untouched(form) {
  return loaded.get(form) === values(form);
}

/** A form that outlived a swap keeps what it was loaded with. */
export function remember(root) {
  for (const form of root.querySelectorAll("form[data-guard]")) {
    if (!loaded.has(form)) settle(form);
  }
}

export function changed(root) {
  return [...root.querySelectorAll("form[data-guard]")].some(
    (form) => !form.dataset.sending && loaded.has(form) && !untouched(form)
  );
}

addEventListener("beforeunload", (event) => {
  if (changed(document)) event.preventDefault();
});

// Whoever has stored a form by itself (keeping.js) says so, and leaving needs no question.
document.addEventListener("kept", (event) => settle(event.target));

// A second click must not send a form twice. The button keeps its focus, so it is not disabled.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.closest("dialog")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
});

addEventListener("pageshow", (event) => {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    for (const pressed of form.querySelectorAll("[aria-disabled]")) pressed.removeAttribute("aria-disabled");
  }
  if (event.persisted && document.querySelector(".pc-clear")) location.replace(location.href);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form.requestSubmit();
  }
});

/** How many characters are left, as the server counts them. */
export function count(counter) {
  const field = document.getElementById(counter.dataset.counts);
  if (!field) return;
  const left = Number(counter.dataset.limit) - [...field.value.trim().replaceAll("\r\n", "\n")].length;
  const text = left < 0 ? counter.dataset.over : counter.dataset.left;
  counter.textContent = text.replace("%n", Math.abs(left).toLocaleString(document.documentElement.lang));
  counter.classList.toggle("pc-counter-over", left < 0);
}

document.addEventListener("input", (event) => {
  const counter = event.target.id && document.querySelector(`[data-counts="${CSS.escape(event.target.id)}"]`);
  if (counter) count(counter);
});
