// Saying something: to whoever listens, and in a bar on top of the page.
export const words = document.getElementById("words").dataset;

/** The only writer of the live region: two writers would overwrite each other. */
export function announce(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

export function button(label, className, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** A bar on top of the page, spoken at once; what was there stays usable. `more`: buttons or links after the words. */
export function bar(kind, said, ...more) {
  const made = document.createElement("div");
  made.className = `pc-flash pc-flash-${kind}`;
  made.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = said;
  made.append(text, ...more);
  document.getElementById("flash").replaceChildren(made);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-dismiss]")) return;
  event.target.closest(".pc-flash").remove();
  document.getElementById("main").focus();
});
