// The tabs, as readers of screens know them: one in the order of Tab, arrows between them.

import { go, place } from "./desk.js";

const bar = document.getElementById("tabs");
const all = [...bar.querySelectorAll("[data-tab]")];
const side = document.getElementById("panel");
const heights = new Map(); // how far each tab was scrolled, where the tabs have a pane of their own
let open = place.tab;

// Every tab is shown where it was left; on a narrow page, from its beginning.
const turn = () => {
  if (open === place.tab) return;
  open = place.tab;
  side.scrollTop = heights.get(open) ?? 0;
  if (bar.getBoundingClientRect().top < 0 || bar.getBoundingClientRect().top > innerHeight) bar.scrollIntoView({ block: "start" });
};
const panel = (tab) => document.getElementById(`part-${tab.dataset.tab}`);

export const mark = () => {
  if (open !== place.tab) heights.set(open, side.scrollTop);
  for (const tab of all) {
    const on = tab.dataset.tab === place.tab;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    panel(tab).hidden = !on;
  }
  document.body.dataset.tab = place.tab;
  turn();
};

export const show = async (tab) => {
  if (tab !== place.tab) await go({ tab });
  mark();
};

export const focus = () => all.find((one) => one.dataset.tab === place.tab).focus({ preventScroll: true });

// Scrolls to something in the tab in sight and lights it.
export const reveal = (id) => {
  const one = document.getElementById(id);
  if (!one) return undefined;
  if (one.matches("input, select, textarea, button, summary")) return one.focus();
  const shown = one.closest("li, article, section") ?? one;
  for (const old of document.querySelectorAll(".panel .found")) old.classList.remove("found");
  shown.classList.add("found");
  shown.scrollIntoView({ block: "center" });
  if (!shown.hasAttribute("tabindex")) shown.tabIndex = -1;
  return shown.focus({ preventScroll: true });
};

export const start = () => {
  bar.setAttribute("role", "tablist");
  for (const tab of all) {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel(tab).id);
    tab.removeAttribute("aria-current");
    panel(tab).setAttribute("role", "tabpanel");
  }
  bar.addEventListener("keydown", (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = all.at(to % all.length);
    tab.focus();
    show(tab.dataset.tab);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    event.target.click();
  });
  mark();
};
