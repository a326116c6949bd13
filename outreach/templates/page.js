"use strict";
// Switches of tables and filters of comments; without it every first view is there to read.
document.documentElement.classList.add("scripted");

function show(section) {
  const value = (name, otherwise) => {
    const chosen = section.querySelector(`input[name="${section.id}-${name}"]:checked`);
    return chosen ? chosen.value : otherwise;
  };
  const views = [...section.querySelectorAll(".view")];
  const first = views[0];
  const by = value("break", first.dataset.break);
  const base = value("base", first.dataset.base);
  const share = value("share", "row");
  const same = views.filter((view) => view.dataset.break === by);
  const shown = same.find((view) => view.dataset.base === base) || same[0];
  for (const view of views) {
    view.classList.toggle("chosen", view === shown);
    const grids = [...view.querySelectorAll(".grid")];
    const found = grids.find((grid) => grid.dataset.share === share) || grids[0];
    for (const grid of grids) grid.classList.toggle("chosen", grid === found);
  }
  const shares = section.querySelector(".shares");
  if (shares) shares.hidden = shown.querySelectorAll(".grid").length < 2;
}

for (const section of document.querySelectorAll(".asking")) {
  section.addEventListener("change", () => show(section));
  section.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  show(section);
}

const plain = (text) => text.normalize("NFKC").toLowerCase();

function filter(section) {
  const wanted = [...section.querySelectorAll("[data-filter]")].map((field) => [field.dataset.filter, field.value]);
  const rows = [...section.querySelectorAll(".list > li")];
  let shown = 0;
  for (const row of rows) {
    const fits = wanted.every(([name, value]) => !value || (name === "text"
      ? plain(row.querySelector(".said").textContent).includes(plain(value))
      : row.dataset[name] === value));
    row.hidden = !fits;
    shown += fits;
  }
  const count = section.querySelector(".count");
  count.textContent = count.dataset.text.replace("{shown}", shown).replace("{all}", rows.length);
}

for (const section of document.querySelectorAll(".comments")) {
  const form = section.querySelector("form");
  if (!form) continue;
  form.addEventListener("input", () => filter(section));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => filter(section)));
  filter(section);
}

for (const button of document.querySelectorAll(".see")) {
  button.addEventListener("click", () => {
    const section = document.getElementById(`${button.dataset.chapter}-comments`);
    section.querySelector("form").reset();
    section.querySelector('[data-filter="theme"]').value = button.dataset.theme;
    setTimeout(() => filter(section));
    section.querySelector('[data-filter="theme"]').focus();
    section.scrollIntoView();
  });
}
