// The one dialog. What stands in it is a page too, so its links and forms are boosted into it.
import { button, words } from "./announce.js";
import { focusField, takeFocus } from "./focus.js";
import { changed } from "./forms.js";

export const dialog = document.getElementById("dialog");
let openerId = "";
let focusNext = "";
let safeAnswer;

export function openedBy(control) {
  openerId = control.id;
}

export function showDialog() {
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

/**
 * A question over what stands in the dialog, or alone in it. Answers are [words, class, what to do]; the first has the
 * focus, and Escape gives the one that does nothing, or else the first.
 */
export function ask(text, ...answers) {
  unask();
  const question = document.createElement("div");
  question.className = "pc-dialog-question";
  const said = document.createElement("p");
  said.textContent = text;
  if (dialog.open) question.setAttribute("role", "alert");
  else said.id = "dialog-title";
  const made = answers.map(([label, className, act]) => button(label, className, () => {
    unask();
    act?.();
  }));
  safeAnswer = made[Math.max(0, answers.findIndex(([, , act]) => !act))];
  question.append(said, ...made);
  dialog.prepend(question);
  if (!dialog.open) {
    openerId = document.activeElement?.id || "";
    dialog.showModal();
  }
  made[0].focus();
}

/** Take the question away, however it was answered. */
export function unask() {
  const question = dialog.querySelector(".pc-dialog-question");
  if (!question) return;
  question.remove();
  safeAnswer = undefined;
  if (dialog.childElementCount) showDialog();
  else closeDialog();
}

/** Close at once if nothing was typed, else ask in the dialog itself. */
function leaveDialog() {
  if (safeAnswer) safeAnswer.click();
  else if (!changed(dialog)) closeDialog();
  else {
    ask(words.discardQuestion, [words.keepEditing, "btn btn-outline-secondary"], [words.discard, "btn btn-danger", () => {
      dialog.dispatchEvent(new Event("discarded", { bubbles: true }));
      closeDialog();
    }]);
  }
}

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

// Escape closes an open menu first (menus.js).
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !dialog.open) return;
  event.preventDefault();
  leaveDialog();
});

document.body.addEventListener("dialog-saved", (event) => {
  const detail = event.detail || {};
  // What was saved stands in the refreshed page under the fragment of its address; else the opener keeps the focus.
  focusNext = new URL(detail.url || "", location.href).hash.slice(1) || openerId;
  closeDialog();
  // A page whose parts listen for the event refreshes itself; any other is left for the record's own page.
  if (detail.url && !document.querySelector("[hx-trigger*='dialog-saved']")) location.assign(detail.url);
});

// A question that was answered changes nothing on the page under it; the list whose look was changed refreshes itself.
document.body.addEventListener("dialog-answered", closeDialog);
document.body.addEventListener("list-preferred", closeDialog);

/** Once the page under the dialog is refreshed: to what was saved. */
export function focusWhatWasSaved() {
  if (focusNext && focusField(focusNext)) focusNext = "";
}
