/* What a page does besides loading. Everything here helps; nothing here is needed to do the work.
   One listener for each kind of event, on the document, so that swapped parts need no setting up. */

const MASK_AGAIN_MS = 5 * 60 * 1000;
const MASK_AGAIN_HIDDEN_MS = 60 * 1000;

const dialog = document.getElementById("dialog");
const words = document.getElementById("words").dataset;

// --- Saying something ----------------------------------------------------------------------------------------

/** The only writer of the live region: two writers would overwrite each other. */
export function announce(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

function button(label, className, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** An error bar on top of the page; what was there stays usable. */
function failed() {
  const bar = document.createElement("div");
  bar.className = "pc-flash pc-flash-error";
  bar.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = words.updateFailed;
  bar.append(text);
  document.getElementById("flash").replaceChildren(bar);
}

// --- Focus ---------------------------------------------------------------------------------------------------

function focusField(id) {
  const field = document.getElementById(id);
  if (!field) return false;
  (field.closest(".pc-field") || field).scrollIntoView({ block: "nearest" });
  field.focus({ preventScroll: true });
  return true;
}

function takeFocus(root) {
  const wanted = root.querySelector("[data-takes-focus]");
  if (wanted) wanted.focus();
  return Boolean(wanted);
}

// --- Menus ---------------------------------------------------------------------------------------------------

function openMenus() {
  return document.querySelectorAll("details.pc-menu[open]");
}

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// --- Clicks --------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("a, button");
  if (!pressed) return;
  if (pressed.matches("[data-dismiss]")) {
    pressed.closest(".pc-flash").remove();
    document.getElementById("main").focus();
  } else if (pressed.matches("[data-opens-picker]")) {
    openPicker(pressed);
  } else if (pressed.matches(".pc-summary a[href^='#']")) {
    if (focusField(pressed.hash.slice(1))) event.preventDefault();
  }
});

// A link that opens the dialog is still a link: with a modifier key it opens its page in a new tab.
// Cancel is a link too, for the page; in the dialog it only closes. Both must be settled before htmx hears of them.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  if (link && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation();
  if (dialog.open && event.target.closest("[data-dialog-close]")) {
    event.preventDefault();
    event.stopPropagation();
    leaveDialog();
  }
}, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menus = openMenus();
    if (menus.length) {
      for (const menu of menus) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      event.preventDefault();
    } else if (dialog.open) {
      event.preventDefault();
      leaveDialog();
    }
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form.requestSubmit();
  }
});

// --- Forms ---------------------------------------------------------------------------------------------------

const loaded = new WeakMap();

function values(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

function remember(root) {
  // A form that outlived a swap keeps what it was loaded with.
  for (const form of root.querySelectorAll("form[data-guard]")) {
    if (!loaded.has(form)) loaded.set(form, values(form));
  }
}

function changed(root) {
  return [...root.querySelectorAll("form[data-guard]")].some(
    (form) => !form.dataset.sending && loaded.has(form) && loaded.get(form) !== values(form)
  );
}

addEventListener("beforeunload", (event) => {
  if (changed(document)) event.preventDefault();
});

// Whoever has stored a form by itself (drafts.js) says so, and leaving needs no question.
document.addEventListener("kept", (event) => loaded.set(event.target, values(event.target)));

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

function count(counter) {
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

/** The browser's own calendar, in a companion that only this button can reach. */
function openPicker(opener) {
  const text = opener.parentElement.querySelector("input");
  const companion = document.createElement("input");
  companion.type = opener.dataset.opensPicker;
  companion.className = "pc-picker";
  companion.tabIndex = -1;
  companion.setAttribute("aria-hidden", "true");
  if (companion.type === "text") companion.type = "date";
  companion.value = text.value;
  companion.addEventListener("change", () => {
    text.value = companion.value;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.dispatchEvent(new Event("change", { bubbles: true }));
    companion.remove();
    text.focus();
  });
  companion.addEventListener("blur", () => companion.remove());
  opener.parentElement.append(companion);
  companion.showPicker();
}

// --- Dialog --------------------------------------------------------------------------------------------------

let openerId = "";
let focusNext = "";

function showDialog() {
  if (!dialog.open) {
    // A question may come in answer to any control; whoever has answered it is led back there.
    openerId = document.activeElement?.id || openerId;
    dialog.showModal();
  }
  if (takeFocus(dialog)) return;
  const first = dialog.querySelector("form :is(input:not([type=hidden]), select, textarea)") || dialog.querySelector("button, a");
  if (first) first.focus();
}

function closeDialog() {
  dialog.close();
  dialog.replaceChildren();
  const opener = document.getElementById(openerId);
  if (opener) opener.focus();
}

/** Close at once if nothing was typed, else ask in the dialog itself. */
function leaveDialog() {
  if (!changed(dialog)) {
    closeDialog();
    return;
  }
  if (dialog.querySelector(".pc-dialog-question")) return;
  const question = document.createElement("div");
  question.className = "pc-dialog-question";
  question.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = words.discardQuestion;
  const stay = button(words.keepEditing, "btn btn-outline-secondary", () => {
    question.remove();
    showDialog();
  });
  const discard = button(words.discard, "btn btn-danger", () => {
    dialog.dispatchEvent(new Event("discarded", { bubbles: true }));
    closeDialog();
  });
  question.append(text, stay, discard);
  dialog.prepend(question);
  stay.focus();
}

document.body.addEventListener("dialog-saved", (event) => {
  const detail = event.detail || {};
  // What was saved stands in the refreshed page under the fragment of its address; else the opener keeps the focus.
  focusNext = new URL(detail.url || "", location.href).hash.slice(1) || openerId;
  closeDialog();
  // A page whose parts listen for the event refreshes itself; any other is left for the record's own page.
  if (detail.url && !document.querySelector("[hx-trigger*='dialog-saved']")) location.assign(detail.url);
});

// A question that was answered changes nothing on the page under it.
document.body.addEventListener("dialog-answered", closeDialog);

// --- htmx ----------------------------------------------------------------------------------------------------

// A list asks by itself whether there is something newer. That must disturb nobody: it is left out while nobody
// looks or somebody types over the list, it dims nothing, and an answer other than the line is no news.
const asksByItself = (event) => event.detail.elt.id === "freshness";

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (asksByItself(event)) {
    if (document.hidden || dialog.open) event.preventDefault();
    return;
  }
  if (elt.matches("[data-dialog]")) openerId = elt.id;
  if (target) target.setAttribute("aria-busy", "true");
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  // What was marked: the answer may have gone elsewhere.
  event.detail.requestConfig.target?.removeAttribute("aria-busy");
});

// Dead sessions too: whoever reads is led to sign-in by the next thing that they do, not by the clock. And an answer
// about rows that have left the page meanwhile comes too late.
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (asksByItself(event) && (xhr.status >= 400 || !elt.isConnected)) event.preventDefault();
});

for (const broken of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(broken, (event) => { if (!asksByItself(event)) failed(); });
}
document.body.addEventListener("htmx:responseError", (event) => {
  // The page behind a dialog link says why it can't be had; a fragment can't.
  if (event.detail.elt.matches("a[data-dialog]")) location.assign(event.detail.elt.href);
  else failed();
});

// htmx 2 puts the address of a boosted form into the history even where hx-push-url says false: what stands in the
// dialog leaves the address of the page under it as it is.
document.body.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  if (event.detail.target === dialog) Object.assign(event.detail.history, { type: "replace", path: location.href });
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  prepare(swapped.isConnected ? swapped : document);
  if (dialog.contains(swapped)) {
    showDialog();
    return;
  }
  const spoken = swapped.querySelector?.("[data-announce]");
  if (spoken) announce(spoken.textContent);
  if (focusNext && focusField(focusNext)) focusNext = "";
});

// --- Masks come back -----------------------------------------------------------------------------------------

let maskTimer = 0;
let hiddenSince = 0;

/** Masks where clear values were, at once: the server may not answer, and what is typed beside them must stay. */
function hideClearValues() {
  const untouched = [...document.querySelectorAll("form[data-guard]")].filter((form) => loaded.get(form) === values(form));
  for (const clear of document.querySelectorAll(".pc-clear")) {
    const mask = clear.nextElementSibling;
    mask.classList.remove("pc-mask");
    mask.removeAttribute("aria-hidden");
    clear.remove();
  }
  // The next press of an eye asks for its value, and for none of those that were shown beside it.
  for (const eye of document.querySelectorAll("[name='toggle'][aria-pressed='true']")) {
    eye.setAttribute("aria-pressed", "false");
  }
  for (const shown of document.querySelectorAll("input[name='shown']")) shown.remove();
  for (const form of untouched) loaded.set(form, values(form));
  announce(words.hiddenAgain);
}

function maskAgain() {
  if (!document.querySelector(".pc-clear")) return;
  hideClearValues();
  // A swap leaves alone what is being typed beside the masks: a note, a dialog.
  const part = document.querySelector("#results, #record");
  if (!part) {
    if (!changed(document)) location.replace(location.href);
    return;
  }
  htmx.ajax("GET", location.href, { target: `#${part.id}`, swap: "outerHTML show:none" }).then(() => announce(words.hiddenAgain));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenSince = setTimeout(maskAgain, MASK_AGAIN_HIDDEN_MS);
  } else {
    clearTimeout(hiddenSince);
  }
});

// --- Whenever there is something new -------------------------------------------------------------------------

/** A table that scrolls sideways must be reachable by keyboard; one that fits must not be a stop. */
function markScrolling() {
  for (const wrap of document.querySelectorAll(".pc-table-wrap")) {
    const scrolls = wrap.scrollWidth > wrap.clientWidth;
    const name = wrap.querySelector("caption")?.textContent || words.scrollable;
    for (const [key, value] of [["role", "region"], ["tabindex", "0"], ["aria-label", name]]) {
      if (scrolls) wrap.setAttribute(key, value);
      else wrap.removeAttribute(key);
    }
  }
}

function prepare(root) {
  remember(root);
  root.querySelectorAll("[data-counts]").forEach(count);
  markScrolling();
  clearTimeout(maskTimer);
  if (document.querySelector(".pc-clear")) maskTimer = setTimeout(maskAgain, MASK_AGAIN_MS);
}

addEventListener("resize", markScrolling);
prepare(document);
takeFocus(document);
