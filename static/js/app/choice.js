// Step 1: the chosen customer stays chosen while one searches, turns pages and switches groups.
const chosen = document.getElementById("chosen");

function keepChoice(line) {
  const kept = line.querySelector("input");
  const parts = Object.fromEntries([...line.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));

  function radios() {
    return [...document.querySelectorAll("input[type=radio][form=choose]")];
  }

  function mark() {
    for (const radio of radios()) radio.checked = radio.value === kept.value;
  }

  /** The name in the line is the radio's, which the server has masked. */
  function choose(radio) {
    kept.value = radio?.value || "";
    parts.mask.textContent = radio?.dataset.mask || "";
    parts.spoken.textContent = radio?.dataset.spoken || "";
    parts.number.textContent = kept.value;
    line.hidden = !radio;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=radio][form=choose]")) choose(event.target);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-clear]")) {
      event.preventDefault();
      choose(null);
      mark();
      document.getElementById("q").focus();
    }
    // The other group is another page: it learns from its address who is chosen, and what stands in the search box.
    const group = event.target.closest(".pc-switch a");
    if (group) {
      const address = new URL(group.href);
      address.searchParams.set("customer", kept.value);
      address.searchParams.set("q", document.getElementById("q").value);
      group.href = address;
    }
  });

  // In another language the page comes anew at its address, which remembers who is chosen.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-keeps-typing]")) return;
    const address = new URL(location.href);
    address.searchParams.set("customer", kept.value);
    history.replaceState(history.state, "", address);
  });

  document.body.addEventListener("htmx:afterSettle", mark);

  // A browser that goes back may have put its own radio back.
  const checked = radios().find((radio) => radio.checked);
  if (checked) choose(checked);
}

if (chosen) keepChoice(chosen);
