// Forms that name an address (data-autosave) are kept there by themselves while somebody types: the steps of the wizard,
// and Specify Progress, which may come in a dialog long after the page. Without this file, their buttons do.
import { announce, bar, button, words } from "./announce.js";
import { leaveFreely } from "./forms.js";

const RETRY = 10000;
// A request that takes longer is one that leaving the page would cut off.
const PENDING = 2000;
// A browser sends so much, and no more, for a page that it is closing.
const MOST_WHILE_CLOSING = 60000;
const states = new Map();

function stateOf(form) {
  if (!states.has(form)) states.set(form, { timer: 0, typed: 0, kept: 0, announced: false, failing: false, stale: false });
  return states.get(form);
}

function wordsOf(form) {
  return document.getElementById(form.dataset.status);
}

function say(form, text, aloud) {
  const status = wordsOf(form);
  if (status) {
    status.textContent = text;
    status.classList.toggle("pc-not-saved", [status.dataset.failed, status.dataset.stale].includes(text));
  }
  if (aloud) announce(text);
}

function schedule(form, delay) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
}

function stop(form) {
  clearTimeout(stateOf(form).timer);
}

/** Whose version stays is asked; until it is answered, nothing more is sent. */
function overtaken(form, told, answer) {
  stateOf(form).stale = true;
  const load = () => {
    leaveFreely();
    location.assign(location.href);
  };
  const keep = () => {
    document.getElementById("flash").replaceChildren();
    form.elements.revision.value = answer.headers.get("Draft-Revision");
    save(form, told.kept);
  };
  bar("warning", told.changed.replace("%t", answer.headers.get("Draft-Saved")),
    button(told.load, "btn btn-link", load), button(told.keep, "btn btn-link", keep));
}

/** The form's token is that of an earlier session: sent as it is, the page comes back with a new one and every word. */
function outdated(form) {
  bar("warning", words.outdated, button(words.continue, "btn btn-link", () => {
    leaveFreely();
    form.submit();
  }));
}

/** Keep the form as it stands. `savedWords` say that it is kept. */
export async function save(form, savedWords) {
  if (!form.isConnected) {
    states.delete(form);
    return;
  }
  if (form.dataset.sending) return;
  const state = stateOf(form);
  const upTo = state.typed;
  const told = wordsOf(form).dataset;
  const body = new URLSearchParams(new FormData(form));
  const keepalive = body.toString().length < MOST_WHILE_CLOSING;
  stop(form);
  say(form, told.saving);
  const pending = setTimeout(() => { form.dataset.behind = "yes"; }, PENDING);
  let answer;
  try {
    const headers = { "HX-Request": "true" };
    answer = await fetch(form.dataset.autosave, { method: "POST", body, headers, redirect: "error", keepalive });
  } catch {
    answer = { status: 0 };
  }
  clearTimeout(pending);
  if (!form.isConnected) return;
  if (answer.status === 204) delete form.dataset.behind;
  else form.dataset.behind = "yes";
  if (answer.status === 204) {
    state.kept = upTo;
    state.stale = false;
    told.at = answer.headers.get("Draft-Saved");
    if (answer.headers.has("Draft-Revision")) form.elements.revision.value = answer.headers.get("Draft-Revision");
    if (upTo === state.typed) form.dispatchEvent(new Event("kept", { bubbles: true }));
    say(form, (savedWords || told.saved).replace("%t", told.at), !state.announced || Boolean(savedWords));
    state.announced = true;
    state.failing = false;
  } else if (answer.status === 409) {
    say(form, told.stale);
    overtaken(form, told, answer);
  } else if (answer.status === 401) {
    say(form, "");
    form.dispatchEvent(new Event("session-expired", { bubbles: true }));
  } else if (answer.headers?.has("Form-Outdated")) {
    say(form, "");
    outdated(form);
  } else {
    // Once; the next good one is told again.
    say(form, told.failed, !state.failing);
    state.failing = true;
    state.announced = false;
    schedule(form, RETRY);
  }
}

function typedIn(target, delay) {
  const form = target.form;
  if (!form?.dataset.autosave) return;
  stateOf(form).typed += 1;
  if (!stateOf(form).stale) schedule(form, delay);
}

/** What came back typed and unsaved is kept as if it had just been typed. */
export function keepUnsaved(root) {
  for (const form of root.querySelectorAll("form[data-unsaved][data-autosave]")) {
    stateOf(form).typed += 1;
    schedule(form, 0);
  }
}

document.addEventListener("input", (event) => typedIn(event.target, 2000));
document.addEventListener("change", (event) => typedIn(event.target, 500));

// What is being sent or cleared needs no keeping any more.
document.addEventListener("submit", (event) => {
  for (const form of states.keys()) {
    if (form === event.target || event.target.matches("[data-clears]")) stop(form);
  }
});

// Whoever discards what was typed discards what was kept of it.
document.addEventListener("discarded", (event) => {
  for (const clear of event.target.querySelectorAll("form[data-clears]")) {
    fetch(clear.action, { method: "POST", body: new URLSearchParams(new FormData(clear)), redirect: "manual", keepalive: true });
  }
});

/** Keep at once what was typed last; the requests that do so. */
export function keepNow() {
  return [...states].filter(([, state]) => state.typed > state.kept && !state.stale).map(([form]) => save(form));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) keepNow();
});

addEventListener("online", () => {
  for (const form of states.keys()) if (form.dataset.behind && !stateOf(form).stale) save(form);
});
