// Choosing a fact lights it and its place, wherever on the page they stand.

import { go, place } from "./desk.js";
import { reveal } from "./viewer.js";
import * as tabs from "./tabs.js";

let chosen = "";
let key = ""; // of the chosen fact: numbers change when a fact comes or goes

export const current = () => chosen;

const item = () => document.querySelector(`#part-check li.fact[data-fact="${CSS.escape(chosen)}"]`);

const light = () => {
  for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
  if (!chosen) return;
  const wanted = CSS.escape(chosen);
  for (const one of document.querySelectorAll(`[data-fact="${wanted}"], #${wanted}-box`)) one.classList.add("on");
};

// Looks at a fact; `href` tells the file and page where it stands.
export const choose = async (fact, { href = "", from = null } = {}) => {
  chosen = fact;
  key = "";
  const told = new URLSearchParams(href.replace(/#.*/, ""));
  const [file, page] = [told.get("file"), told.get("page")];
  if (!document.getElementById(`${fact}-box`) && file && (file !== place.file || page !== place.page)) {
    await go({ file, page }, { keep: true });
  }
  light();
  key = item()?.dataset.key ?? "";
  reveal(fact);
  if (from?.closest("#part-viewer")) show(fact);
};

// From the picture to the fact: where nothing in sight speaks of it, in the tab where all facts stand.
const show = async (fact) => {
  const named = () => document.querySelector(`.panel:not([hidden]) [data-fact="${CSS.escape(fact)}"]:not(.doubt a)`);
  if (!named()) await tabs.show("check");
  light();
  const one = document.getElementById(fact);
  (one && !one.closest("[hidden]") ? one : named())?.scrollIntoView({ block: "nearest" });
};

const look = (one) => choose(one.dataset.fact, { href: one.querySelector("a.go").getAttribute("href") });

export const focus = (one) => {
  const target = one?.querySelector("a.go, summary, a, button") ?? one;
  target?.focus();
};

export const start = () => {
  const panel = document.getElementById("part-check");
  panel.addEventListener("focusin", (event) => {
    const one = event.target.closest("li.fact");
    if (one && one.dataset.fact !== chosen) look(one);
  });
  panel.addEventListener("click", (event) => {
    const one = event.target.closest("li.fact");
    if (one && !event.target.closest("a, button, input, select, summary, label, textarea")) look(one);
  });
  document.getElementById("part-viewer").addEventListener("click", (event) => {
    const one = event.target.closest("li.said");
    if (one && !event.target.closest("a")) choose(one.dataset.fact, { from: one });
  });
  document.addEventListener("swapped", () => {
    chosen = (key && panel.querySelector(`li.fact[data-key="${CSS.escape(key)}"]`)?.dataset.fact) || chosen;
    light();
  });
  const named = location.hash.slice(1);
  if (/^F\d+$/.test(named)) choose(named, { href: location.search });
  else if (/^T\d+$/.test(named)) tabs.reveal(named);
};
