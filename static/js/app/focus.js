// Where the focus goes: to a field by its id, to what asks for it.
export function focusField(id) {
  const field = document.getElementById(id);
  if (!field) return false;
  (field.closest(".pc-field") || field).scrollIntoView({ block: "nearest" });
  field.focus({ preventScroll: true });
  return true;
}

export function takeFocus(root) {
  const wanted = root.querySelector("[data-takes-focus]");
  if (wanted) wanted.focus();
  return Boolean(wanted);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".pc-summary a, .pc-missing a");
  if (link?.hash && link.pathname === location.pathname && focusField(link.hash.slice(1))) event.preventDefault();
});
