// What htmx asks for and puts in place.
import { announce, bar, button, words } from "./announce.js";
import { dialog, focusWhatWasSaved, openedBy, showDialog } from "./dialog.js";
import { takeFocus } from "./focus.js";
import { press, release } from "./forms.js";
import { keepNow } from "./keeping.js";
import { prepare } from "./prepare.js";

// A list asks by itself whether there is something newer. That must disturb nobody: it is left out while nobody
// looks or somebody types over the list, it dims nothing, and an answer other than the line is no news.
// So does what is missing of a draft; while somebody goes through that list, it stays as it is.
const asksByItself = (event) => ["freshness", "readiness"].includes(event.detail.elt.id);

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (asksByItself(event)) {
    const read = elt.id === "readiness" && elt.contains(document.activeElement);
    if (document.hidden || dialog.open || read) event.preventDefault();
    return;
  }
  if (elt.matches("[data-dialog]")) {
    openedBy(elt);
    // The dialog may lead away from the page, for good.
    keepNow();
  }
  if (elt.matches("form[data-guard]")) press(elt, event.detail.requestConfig.triggeringEvent?.submitter);
  if (target) target.setAttribute("aria-busy", "true");
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  // What was marked: the answer may have gone elsewhere.
  event.detail.requestConfig.target?.removeAttribute("aria-busy");
  if (event.detail.elt.matches("form[data-guard]")) release(event.detail.elt);
});

// Dead sessions too: whoever reads is led to sign-in by the next thing that they do, not by the clock. And an answer
// about rows that have left the page meanwhile comes too late.
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (asksByItself(event) && (xhr.status >= 400 || !elt.isConnected)) event.preventDefault();
});

/** What the page of this error would have said: its heading and its first sentence. */
function saidBy(xhr) {
  const page = new DOMParser().parseFromString(xhr?.responseText || "", "text/html").querySelector(".pc-error-page");
  return page && `${page.querySelector("h1").textContent.trim()} · ${page.querySelector("p").textContent.trim()}`;
}

/** The old content stays. What only reads can be asked for again; what changes something has its own button. */
function failed({ elt, xhr, requestConfig: { verb, path, target } }) {
  const again = () => {
    document.getElementById("flash").replaceChildren();
    htmx.ajax("GET", path, { source: elt, target });
  };
  bar("error", saidBy(xhr) || words.updateFailed, ...(verb === "get" ? [button(words.tryAgain, "btn btn-link", again)] : []));
}

for (const broken of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(broken, (event) => { if (!asksByItself(event)) failed(event.detail); });
}
document.body.addEventListener("htmx:responseError", (event) => {
  // The page behind a dialog link says why it can't be had; a fragment can't.
  if (event.detail.elt.matches("a[data-dialog]")) location.assign(event.detail.elt.href);
  else if (event.detail.xhr.status !== 401) failed(event.detail);
});

// htmx 2 puts the address of a boosted form into the history even where hx-push-url says false: what stands in the
// dialog leaves the address of the page under it as it is.
document.body.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  if (event.detail.target === dialog) Object.assign(event.detail.history, { type: "replace", path: location.href });
});

// htmx finds the focused control again by its id. Where it is gone, reading goes on in the part that was swapped.
let heldFocus = false;
document.body.addEventListener("htmx:beforeSwap", (event) => {
  heldFocus = event.detail.target.contains(document.activeElement);
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  prepare(swapped.isConnected ? swapped : document);
  if (swapped === dialog) {
    showDialog();
    return;
  }
  const spoken = swapped.querySelector?.("[data-announce]");
  if (spoken) announce(spoken.textContent);
  focusWhatWasSaved();
  takeFocus(swapped);
  if (heldFocus && document.activeElement === document.body) {
    swapped.tabIndex = -1;
    swapped.focus({ preventScroll: true });
  }
});
