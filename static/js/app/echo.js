// How a sum or a date was read, under its field, and what the revenue comes to: asked of the server after each change.
// Only help: what can't be read or asked leaves the place empty.
import { words } from "./announce.js";

async function askFor(place, body) {
  const asked = (place.asked = {});
  let text = "";
  try {
    const answer = await fetch(words.echoUrl, { method: "POST", body, redirect: "error" });
    if (answer.ok) text = await answer.text();
  } catch { /* The next change asks again. */ }
  if (place.asked === asked) place.textContent = text;
}

document.addEventListener("change", ({ target }) => {
  const token = target.form?.elements.csrfmiddlewaretoken;
  if (!token) return;
  const slot = document.getElementById(`${target.id}_echo`);
  if (slot) askFor(slot, new URLSearchParams({ csrfmiddlewaretoken: token.value, kind: target.dataset.echo, text: target.value }));
  const sums = target.form.querySelector("[data-sums]");
  if (!sums) return;
  const all = new URLSearchParams(new FormData(target.form));
  all.set("kind", "sums");
  all.set("probability", sums.dataset.sums);
  askFor(sums, all);
});

// What stood under a field is not what is being typed into it.
document.addEventListener("input", ({ target }) => {
  const slot = target.dataset.echo && document.getElementById(`${target.id}_echo`);
  if (slot) slot.textContent = "";
});
