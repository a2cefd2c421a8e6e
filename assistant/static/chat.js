// What the page does by itself: its language, its scrolling, its markers, its buttons. The rest is Gradio's.
"use strict";

const root = document.documentElement;
const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
const opened = new Map();
let shown = [];
let turnsShown = 0;
let waiting = false;

// The page takes the language of its header, which Gradio changes, and keeps it in its address.
function followLanguage() {
  const header = document.querySelector("header[data-language]");
  if (!header) return;
  const language = header.dataset.language;
  const title = header.querySelector("h1").textContent;
  if (document.title !== title) document.title = title;
  if (root.dataset.shown === language) return;
  root.dataset.shown = root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  document.querySelector("#switch")?.setAttribute("lang", language === "ar" ? "en" : "ar");
  const address = new URL(location.href);
  if (address.searchParams.get("lang") !== language && (language !== "en" || address.searchParams.has("lang"))) {
    address.searchParams.set("lang", language);
    history.replaceState(history.state, "", address);
  }
}

// A new question comes to the top, and again once its answer is there.
function followConversation() {
  const count = Number(document.querySelector(".conversation")?.dataset.turns ?? 0);
  const newest = document.querySelector(`#turn-${count}`);
  const waits = Boolean(newest?.classList.contains("pending"));
  keepSources(waits);
  const news = count > turnsShown || (waiting && !waits);
  if (count < 2 && (news || count < turnsShown)) scrollTo({ top: 0, behavior: smooth });
  else if (news) newest?.scrollIntoView({ block: "start", behavior: smooth });
  // Whoever leaves the page loses the conversation.
  for (const link of document.querySelectorAll("#header nav a")) link.target = count ? "_blank" : "";
  turnsShown = count;
  waiting = waits;
  if (!waits) root.classList.remove("waits");
}

// Each sentence of an answer that is being written has the page written anew. Sources that the reader has
// opened, closed or been led to stay so meanwhile.
function keepSources(waits) {
  if (!waits) {
    opened.clear();
    shown = [];
  }
  for (const [sources, open] of opened) sources.open = open;
  for (const element of shown) element.classList.add("is-shown");
}

// A question that is sent before the last one is answered stays in the box, and the page says so.
function sayThatItWaits() {
  const box = document.querySelector("#question textarea");
  if (document.querySelector(".turn.pending") && box.value.trim()) root.classList.add("waits");
}

document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (sends && event.target.matches("#question textarea")) sayThatItWaits();
}, true);

// A marker opens its source, brings the quotation into view and the focus to it.
function showSource(marker) {
  const number = document.getElementById(marker.hash.slice(1));
  const source = number?.closest(".source");
  if (!source) return;
  for (const element of document.querySelectorAll(".is-shown")) element.classList.remove("is-shown");
  source.closest("details").open = true;
  opened.set(source.closest("details"), true);
  const quotation = source.querySelector(`mark[data-cites~="${number.textContent}"]`);
  shown = [source, quotation];
  for (const element of shown) element.classList.add("is-shown");
  source.focus({ preventScroll: true });
  quotation.scrollIntoView({ block: "center", behavior: smooth });
}

function ask(question) {
  const box = document.querySelector("#question textarea");
  if (document.querySelector(".turn.pending")) return;
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus({ preventScroll: true });
  requestAnimationFrame(() => document.querySelector("#send").click());
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, 2000);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#send")) sayThatItWaits();
  const sources = event.target.closest("summary")?.parentElement;
  if (sources) opened.set(sources, !sources.open);
  if (event.target.closest("#restart, #stop")) document.querySelector("#question textarea").focus();
  const found = event.target.closest("a.marker, a.skip, [data-ask], [data-copy]");
  if (!found) return;
  if (found.matches("a")) event.preventDefault();
  if (found.matches("a.marker")) showSource(found);
  else if (found.matches("a.skip")) document.querySelector("#question textarea").focus();
  else if ("ask" in found.dataset) ask(found.dataset.ask);
  else copy(found);
});

// Without a secure context there is no clipboard, hence no button for it.
root.classList.toggle("can-copy", Boolean(navigator.clipboard));

new MutationObserver(() => { followLanguage(); followConversation(); }).observe(root, {
  subtree: true, childList: true, attributes: true, attributeFilter: ["data-language", "data-turns"],
});
