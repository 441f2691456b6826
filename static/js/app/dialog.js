// The one dialog. What stands in it is a page too, so its links and forms are boosted into it.
import { button, words } from "./announce.js";
import { focusField, takeFocus } from "./focus.js";
import { changed } from "./forms.js";

export const dialog = document.getElementById("dialog");
let openerId = "";
let focusNext = "";

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
