// What stands in a form: whether it was changed, that it is sent once, how much room is left.
import { bar, words } from "./announce.js";

const SLOW_MS = 10000;
const loaded = new WeakMap();
let slowTimer = 0;
let mayLeave = false;

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

/** A form that outlived a swap keeps what it was loaded with; what comes back unsaved differs from everything. */
export function remember(root) {
  for (const form of root.querySelectorAll("form[data-guard]")) {
    if (loaded.has(form)) continue;
    if (form.hasAttribute("data-unsaved")) loaded.set(form, "");
    else settle(form);
  }
}

export function firstChanged(root) {
  return [...root.querySelectorAll("form[data-guard]")].find(
    (form) => !form.dataset.sending && loaded.has(form) && !untouched(form)
  );
}

export function changed(root) {
  return Boolean(firstChanged(root));
}

/** Whether leaving loses what stands in a form. One that keeps itself does so on leaving, too, unless it is behind. */
export function atRisk(form) {
  return !mayLeave && (!form.dataset.autosave || Boolean(form.dataset.behind));
}

/** The person has decided, or what is typed is on its way. */
export function leaveFreely() {
  mayLeave = true;
}

addEventListener("beforeunload", (event) => {
  const form = firstChanged(document);
  if (form && atRisk(form)) event.preventDefault();
});

// Whoever has stored a form by itself (keeping.js) says so, and leaving needs no question. Closing a dialog that would
// not be saved does: whoever sent it takes it for done.
document.addEventListener("kept", ({ target }) => { if (!target.matches("dialog [data-unsaved]")) settle(target); });

/** Show that a button was pressed. It keeps its focus, so it is not disabled, and its width: the words lie over it. */
export function press(form, submitter) {
  if (!submitter) return;
  submitter.setAttribute("aria-disabled", "true");
  // Enter presses a button that nobody sees; it stands for the one that everybody does.
  const shown = submitter.matches(".visually-hidden") ? form.querySelector(".btn-primary") : submitter;
  if (!form.matches("[data-guard]") || !shown.matches(".btn-primary")) return;
  shown.classList.add("pc-busy");
  shown.setAttribute("aria-label", shown.dataset.busy || words.saving);
}

export function release(form) {
  for (const pressed of form.querySelectorAll("[aria-disabled]")) pressed.removeAttribute("aria-disabled");
  for (const shown of form.querySelectorAll(".pc-busy")) {
    shown.classList.remove("pc-busy");
    shown.removeAttribute("aria-label");
  }
}

// A second click must not send a form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.closest("dialog")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  // What is sent into nowhere is gone: the browser's own page would take its place.
  if (!navigator.onLine) {
    event.preventDefault();
    bar("warning", words.offline);
    return;
  }
  form.dataset.sending = "yes";
  press(form, event.submitter);
  slowTimer = setTimeout(() => bar("warning", words.slow), SLOW_MS);
});

addEventListener("pageshow", (event) => {
  mayLeave = false;
  clearTimeout(slowTimer);
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    release(form);
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
