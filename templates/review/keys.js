// Single keys, for whoever settles many readings.  They can be turned off, and are silent while somebody writes.

import { go, place, undo } from "./desk.js";
import * as draw from "./draw.js";
import * as pick from "./pick.js";
import * as queue from "./queue.js";
import * as tabs from "./tabs.js";
import * as viewer from "./viewer.js";

const KEPT = "dossier-keys";
const help = document.getElementById("help");
const on = document.getElementById("keys-on");

const kept = (value) => {
  try {
    if (value === undefined) return localStorage.getItem(KEPT);
    localStorage.setItem(KEPT, value);
  } catch {
    // A browser that keeps nothing forgets this too.
  }
  return null;
};

// What the keys speak of: the fact at focus, or else the doubt in turn.
const target = () =>
  place.tab === "check" ? (document.activeElement?.closest?.("li.fact") ?? queue.current()) : null;

const press = (selector, n = 0) => target()?.querySelectorAll(selector)[n]?.click();

const edit = () => {
  const details = target()?.querySelector("details.edit");
  if (!details) return;
  details.open = true;
  (details.querySelector("input:not([type=hidden]), select") ?? details.querySelector("summary")).focus();
};

const step = async (by) => {
  await tabs.show("check");
  // The first press looks at the doubt in turn, wherever one was before.
  queue.step(pick.current() === queue.current()?.dataset.doubt ? by : 0);
};

const neighbour = (by) => {
  const all = [...document.querySelectorAll("#part-strip a[data-file]")];
  const next = all[all.findIndex((one) => one.dataset.file === place.file) + by];
  if (!next) return;
  go({ file: next.dataset.file, page: "1" });
};

const KEYS = {
  n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
  a: () => press(".accept button, .choices .reading"), e: edit, u: undo,
  d: () => draw.begin("add"), m: () => draw.begin("mask"),
  "+": () => viewer.act("in"), "=": () => viewer.act("in"), "-": () => viewer.act("out"), 0: () => viewer.act("fit"),
  "[": () => neighbour(-1), "]": () => neighbour(1),
  "?": () => help.showModal(),
};

const isWriting = (one) => one.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");

export const start = () => {
  on.checked = kept() !== "off";
  on.addEventListener("change", () => kept(on.checked ? "on" : "off"));
  document.getElementById("help-open").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    // In a field it leaves the field first: what is written there is not thrown away by one key.
    if (event.key === "Escape" && draw.isOn()) return isWriting(event.target) ? draw.focus() : draw.end();
    if (!on.checked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (help.open || isWriting(event.target)) return;
    const act = /^[1-9]$/.test(event.key) ? () => press(".choices .reading", Number(event.key) - 1) : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
};
