// Whenever there is something new: the page when it has loaded, a part of it after a swap.
import { count, remember } from "./forms.js";
import { keepUnsaved } from "./keeping.js";
import { watchClearValues } from "./masks.js";
import { nameKeys } from "./shortcuts.js";
import { markScrolling } from "./tables.js";

export function prepare(root) {
  remember(root);
  keepUnsaved(root);
  root.querySelectorAll("[data-counts]").forEach(count);
  root.querySelectorAll("details[data-folds]").forEach((part) => { part.open = innerWidth >= 1200; });
  markScrolling();
  nameKeys(root);
  watchClearValues();
}
