// The button beside a date: the browser's own calendar, in a companion that nothing else can reach. The one beside a
// password shows it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens-picker]");
  if (opener) openPicker(opener);
});

function openPicker(opener) {
  const text = opener.parentElement.querySelector("input");
  if (opener.ariaPressed) {
    text.type = text.type === "text" ? "password" : "text";
    opener.ariaPressed = text.type === "text";
    return;
  }
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
