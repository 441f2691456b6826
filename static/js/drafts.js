// The wizard keeps what is typed by itself. Without this file, Save and exit does.
const form = document.querySelector("form[data-autosave]");
const status = document.getElementById("draft-status");
const live = document.getElementById("live");
const RETRY = 10000;
let timer = 0;
let typed = 0;
let announced = false;

function say(text, aloud) {
  status.textContent = text;
  if (aloud) live.textContent = text;
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

async function save() {
  if (form.dataset.sending) return;
  const upTo = typed;
  say(status.dataset.saving);
  let answer;
  try {
    answer = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error" });
  } catch {
    answer = { status: 0 };
  }
  if (answer.status === 204) {
    form.elements.revision.value = answer.headers.get("Draft-Revision");
    if (upTo === typed) document.dispatchEvent(new Event("kept"));
    say(status.dataset.saved.replace("%t", answer.headers.get("Draft-Saved")), !announced);
    announced = true;
  } else if (answer.status === 409) {
    say(status.dataset.stale, true);
  } else {
    announced = false;
    say(status.dataset.failed, true);
    schedule(RETRY);
  }
}

function changed(delay) {
  typed += 1;
  schedule(delay);
}

form.addEventListener("input", () => changed(2000));
form.addEventListener("change", () => changed(500));
document.addEventListener("visibilitychange", () => {
  if (document.hidden && typed) save();
});
