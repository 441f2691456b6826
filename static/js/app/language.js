// Another language is another load of the page: what is being typed on it is kept first, where a form keeps itself.
import { keepNow } from "./keeping.js";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-keeps-typing]")) return;
  const waiting = keepNow();
  if (!waiting.length) return;
  event.preventDefault();
  await Promise.all(waiting);
  form.submit();
});
