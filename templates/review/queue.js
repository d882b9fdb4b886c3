// The doubts, one at a time.

import { place, word } from "./desk.js";
import { choose } from "./pick.js";

const part = document.getElementById("part-check");
const doubts = () => [...part.querySelectorAll(".queue .doubt")];

let key = "";
let at = 0;

export const current = () => part.querySelector(".queue .doubt.now");

const mark = () => {
  const all = doubts();
  if (!all.length) return null;
  const same = all.findIndex((one) => one.dataset.key === key);
  at = same < 0 ? Math.min(at, all.length - 1) : same;
  all.forEach((one, n) => one.classList.toggle("now", n === at));
  key = all[at].dataset.key;
  const total = part.querySelector(".queue ol").dataset.total;
  part.querySelector("#queue-progress").textContent = word("progress", { place: at + 1, total });
  return all[at];
};

const look = (one) => one && choose(one.dataset.doubt, { href: one.dataset.at });

export const focus = () => {
  const one = mark();
  (one ?? document.getElementById("queue"))?.scrollIntoView({ block: "nearest" });
  one?.focus({ preventScroll: true });
  return look(one);
};

export const step = (by) => {
  const all = doubts();
  if (!all.length) return;
  at = (at + by + all.length) % all.length;
  key = all[at].dataset.key;
  focus();
};

// Back at a doubt that was settled too soon.
const again = (wanted) => {
  if (!doubts().some((one) => one.dataset.key === wanted)) return;
  key = wanted;
  if (place.tab === "check") focus();
  else mark();
};

// One was settled: on with the one that took its place.
export const settled = () => focus();

export const start = () => {
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("swapped", mark);
  document.addEventListener("undone", (event) => again(event.detail));
  const first = mark();
  if (first && !location.hash && !new URLSearchParams(location.search).has("file")) look(first);
};
