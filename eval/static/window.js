// How far the run is, for everybody who has the page open. Without it, the page loads anew by itself.
"use strict";

const live = JSON.parse(document.querySelector("#live").textContent);
const said = document.querySelector("#said");
const QUICK = 1000;
const CALM = 5000;
let tenth = null;
let timer;

// A screen reader hears each tenth of the way, not each question.
function say(state) {
  const now = state.stage === "asking" ? Math.floor((10 * state.done) / state.total) : state.stage;
  if (tenth !== null && now !== tenth) said.textContent = state.words;
  tenth = now;
}

function showProgress(state) {
  if (!state.words) return;
  const bar = document.querySelector("#bar");
  if (state.stage === "asking") {
    bar.max = state.total;
    bar.value = state.done;
  } else {
    bar.removeAttribute("value");
  }
  document.querySelector("#words").textContent = state.words;
  document.querySelector("#cancel").hidden = state.stage !== "asking";
  say(state);
}

// What has changed is taken from the page as it is now; what somebody chose in a form stays chosen.
async function renew() {
  const answer = await fetch(live.page);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    for (const select of part.querySelectorAll("select")) {
      const same = fresh.querySelector(`select[name="${select.name}"]`);
      if (same && select.dataset.chosen) same.value = select.value;
    }
    const focused = part.contains(document.activeElement) && document.activeElement.closest("[name], a, button");
    const place = focused && [...part.querySelectorAll("a, button, input, select")].indexOf(focused);
    part.replaceWith(fresh);
    if (focused) ([...fresh.querySelectorAll("a, button, input, select")][place] ?? fresh).focus({ preventScroll: true });
  }
  live.mark = JSON.parse(page.querySelector("#live").textContent).mark;
  tenth = null;
  said.textContent = document.querySelector("#outcome p, #words")?.textContent ?? "";
}

async function look() {
  clearTimeout(timer);
  let state = {};
  try {
    const answer = await fetch(live.state);
    if (!answer.ok) throw new Error(answer.status);
    state = await answer.json();
    if (state.mark === live.mark) showProgress(state);
    else await renew();
    document.querySelector("#lost").hidden = true;
  } catch {
    document.querySelector("#lost").hidden = false;
  }
  timer = setTimeout(look, state.words ? QUICK : CALM);
}

document.addEventListener("change", (event) => {
  if (event.target.matches("select")) event.target.dataset.chosen = "yes";
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
look();
