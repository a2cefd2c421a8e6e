// Which cases are shown: chosen in the form, kept in the address so that it can be passed on.
"use strict";

const form = document.querySelector("#filters");
const cases = [...document.querySelectorAll(".case")];
const choices = [...form.querySelectorAll("select")];
const find = form.elements.find;
const openAll = document.querySelector("#open");

// Words without capitals, vowel marks and drawn-out letters, as people search for them.
function plain(text) {
  return text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase();
}
const texts = cases.map((one) => plain(one.querySelector("h3").textContent));

function show() {
  const words = plain(find.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  cases.forEach((one, number) => {
    const chosen = choices.every(({ name, value }) => value === "all" || one.dataset[name].split(" ").includes(value));
    one.hidden = !(chosen && words.every((word) => texts[number].includes(word)));
    if (!one.hidden) shown += 1;
  });
  const count = document.querySelector("#count");
  count.textContent = count.dataset.words.replace("{shown}", shown);
  document.querySelector("#none").hidden = shown > 0;
  sayWhatOpenDoes();
}

function keep() {
  const kept = new URLSearchParams();
  for (const { name, value, options } of choices) if (value !== options[0].value) kept.set(name, value);
  if (find.value.trim()) kept.set("find", find.value.trim());
  history.replaceState(null, "", `#${kept}`);
}

// The address chooses, or names one case. Returns whether it does.
function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const one = hash.startsWith("case-") && document.getElementById(hash);
  if (one) {
    one.hidden = false;
    one.open = true;
    one.scrollIntoView();
    return;
  }
  if (hash && !hash.includes("=")) return;
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const choice of choices) {
    const wanted = kept.get(choice.name);
    choice.value = [...choice.options].some(({ value }) => value === wanted) ? wanted : choice.options[0].value;
  }
  find.value = kept.get("find") ?? "";
  show();
  if (hash) document.querySelector("#cases").scrollIntoView();
}

function visible() {
  return cases.filter((one) => !one.hidden);
}

function sayWhatOpenDoes() {
  const closes = visible().some((one) => one.open);
  openAll.textContent = closes ? openAll.dataset.close : openAll.dataset.open;
}

form.addEventListener("input", () => { show(); keep(); });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { show(); keep(); }));
openAll.addEventListener("click", () => {
  const opens = !visible().some((one) => one.open);
  for (const one of visible()) one.open = opens;
  sayWhatOpenDoes();
});
document.querySelector("#list").addEventListener("toggle", sayWhatOpenDoes, true);
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => { for (const one of visible()) one.open = true; });

form.hidden = false;
show();
follow();
