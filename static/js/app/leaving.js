// Leaving a page by its links while something is typed: it is kept first; where it can't be, the ways on are named.
import { words } from "./announce.js";
import { ask } from "./dialog.js";
import { atRisk, firstChanged, leaveFreely } from "./forms.js";
import { save } from "./keeping.js";

/** Whether a click on it leaves this page in this tab: nothing else has taken the click, and it is no place on it. */
function leads(link, event) {
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  return !link.target && link.href.split("#")[0] !== location.href.split("#")[0];
}

function leave(link) {
  leaveFreely();
  location.assign(link.href);
}

function question(form, link) {
  const stay = [words.stay, "btn btn-outline-secondary"];
  const go = () => leave(link);
  if (!form.elements.then || !link.closest(".pc-tabs")) {
    ask(words.leaveQuestion, stay, [words.leave, "btn btn-danger", go]);
    return;
  }
  const saveFirst = () => {
    form.elements.then.value = link.pathname.split("/").at(-2);
    form.requestSubmit();
  };
  ask(words.leaveQuestion, [words.saveAndContinue, "btn btn-primary", saveFirst], [words.leaveUnsaved, "btn btn-danger", go], stay);
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const form = leads(link, event) && firstChanged(document);
  if (!form) return;
  event.preventDefault();
  if (form.dataset.autosave) await save(form);
  if (firstChanged(document) && atRisk(form)) question(form, link);
  else leave(link);
});
