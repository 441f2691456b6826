// The form over a list. On a narrow screen its filters fill it, and nothing else can be reached until they are closed.
const narrow = matchMedia("(max-width: 767.98px)");
const opened = () => document.querySelector(".pc-filters[open]");

function cover(filters) {
  const panel = filters.querySelector(".pc-filter-panel");
  const covers = filters.open && narrow.matches;
  if (covers === (panel.role === "dialog")) return;
  panel.role = covers ? "dialog" : null;
  panel.ariaModal = covers ? "true" : null;
  for (let part = panel; part !== document.body; part = part.parentElement) {
    for (const other of part.parentElement.children) if (other !== part) other.inert = covers;
  }
  filters.querySelector(covers ? "[data-closes-filters]" : "summary").focus();
}

function closeFilters() {
  opened().open = false;
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches(".pc-filters")) cover(event.target);
}, true);

narrow.addEventListener("change", () => { if (opened()) closeFilters(); });

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-closes-filters]")) closeFilters();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (narrow.matches && opened()) closeFilters();
  else if (event.target.type === "search" && event.target.value) {
    event.target.value = "";
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// An address names what was asked for, and not the fields that were left empty, nor what its silence stands for.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.role !== "search") return;
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  const filters = new URLSearchParams(formData);
  filters.delete("q");
  filters.delete("sort");
  if (`${filters}` === target.dataset.default) for (const name of filters.keys()) formData.delete(name);
});

if (opened()) cover(opened());
