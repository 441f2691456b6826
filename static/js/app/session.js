// The end of the session: the server is asked, as somebody may be busy in another tab; only then is anybody warned.
import { bar, button, words } from "./announce.js";
import { ask, dialog, unask } from "./dialog.js";
import { changed, firstChanged, leaveFreely } from "./forms.js";

// In seconds: how long before the end to warn, and when to ask again without an answer.
const WARN = 180;
const AGAIN = 60;
const session = document.getElementById("session")?.dataset;
const title = document.title;
let lookTimer = 0;
let warned = false;

function lookIn(seconds) {
  clearTimeout(lookTimer);
  lookTimer = setTimeout(look, seconds * 1000);
}

async function look(stay = "") {
  let answer;
  try {
    answer = await fetch(session.address + stay, { headers: { "HX-Request": "true" } });
  } catch {
    answer = { status: 0 };
  }
  if (answer.status === 401) {
    signedOut();
    return;
  }
  const left = answer.status === 200 ? Number(await answer.text()) : WARN + AGAIN;
  if (left > WARN && warned) {
    warned = false;
    document.title = title;
    unask();
  }
  if (left <= WARN && !warned && !stay) warn(left);
  lookIn(left > WARN ? left - WARN : left + 1);
}

function warn(left) {
  warned = true;
  document.title = session.soon;
  const saved = savedAt() && !changed(document) ? ` ${session.saved}` : "";
  const signOut = () => document.querySelector("form[action='/signout/']").requestSubmit();
  ask((left > WARN - AGAIN ? session.ends : `${session.soon}.`) + saved,
    [session.stay, "btn btn-primary", () => look("?stay")], [session.out, "btn btn-outline-secondary", signOut]);
}

const savedAt = () => document.getElementById("draft-status")?.dataset.at;

/** What was typed and not kept is sent once more, without a judgement: sign-in leads back to it. */
function signIn() {
  const form = firstChanged(document);
  if (form) {
    leaveFreely();
    form.submit();
  } else location.assign(`/signin/?${new URLSearchParams({ saved: savedAt() || "", next: location.pathname + location.search })}`);
}

function signedOut() {
  clearTimeout(lookTimer);
  document.title = title;
  const said = words.signedOut + (savedAt() ? ` ${words.draftWasSaved.replace("%t", savedAt())}` : "");
  if (dialog.open) ask(said, [words.signIn, "btn btn-primary", signIn]);
  else bar("error", said, button(words.signIn, "btn btn-link", signIn));
}

document.body.addEventListener("session-expired", signedOut);

// Whoever has typed something is not led away from it.
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status !== 401 || !changed(document)) return;
  event.preventDefault();
  signedOut();
});

if (session) lookIn(session.left - WARN);
