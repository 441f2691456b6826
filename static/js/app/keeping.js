// Forms that name an address (data-autosave) are kept there by themselves while somebody types: the steps of the wizard,
// and Specify Progress, which may come in a dialog long after the page. Without this file, their buttons do.
import { announce } from "./announce.js";

const RETRY = 10000;
// A browser sends so much, and no more, for a page that it is closing.
const MOST_WHILE_CLOSING = 60000;
const states = new Map();

function stateOf(form) {
  if (!states.has(form)) states.set(form, { timer: 0, typed: 0, kept: 0, announced: false });
  return states.get(form);
}

function wordsOf(form) {
  return document.getElementById(form.dataset.status);
}

function say(form, text, aloud) {
  const status = wordsOf(form);
  if (status) status.textContent = text;
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

async function save(form) {
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
  let answer;
  try {
    answer = await fetch(form.dataset.autosave, { method: "POST", body, redirect: "error", keepalive });
  } catch {
    answer = { status: 0 };
  }
  if (!form.isConnected) return;
  if (answer.status === 204) {
    state.kept = upTo;
    if (answer.headers.has("Draft-Revision")) form.elements.revision.value = answer.headers.get("Draft-Revision");
    if (upTo === state.typed) form.dispatchEvent(new Event("kept", { bubbles: true }));
    say(form, told.saved.replace("%t", answer.headers.get("Draft-Saved")), !state.announced);
    state.announced = true;
  } else if (answer.status === 409) {
    say(form, told.stale, true);
  } else {
    state.announced = false;
    say(form, told.failed, true);
    schedule(form, RETRY);
  }
}

function typedIn(target, delay) {
  const form = target.form;
  if (!form?.dataset.autosave) return;
  stateOf(form).typed += 1;
  schedule(form, delay);
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
  return [...states].filter(([, state]) => state.typed > state.kept).map(([form]) => save(form));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) keepNow();
});
