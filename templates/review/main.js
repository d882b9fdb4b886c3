// Without this every form and link works by itself; with it nothing is loaded anew.

import { go, place, post, refresh, watch } from "./desk.js";
import * as pick from "./pick.js";
import * as queue from "./queue.js";
import * as tabs from "./tabs.js";
import * as viewer from "./viewer.js";
import * as draw from "./draw.js";
import * as keys from "./keys.js";

const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

// A link of ours is followed in place.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || !plain(event)) return;
  const href = link.getAttribute("href");
  const [told, anchor] = href.split("#");
  if (link.dataset.fact) {
    event.preventDefault();
    await pick.choose(link.dataset.fact, { href, from: link });
  } else if (href.startsWith("?")) {
    event.preventDefault();
    await go(Object.fromEntries(new URLSearchParams(told)));
    tabs.mark();
    if (anchor === "queue") queue.focus();
    else if (anchor) tabs.reveal(anchor);
    else if (!link.checkVisibility()) tabs.focus(); // it led away from where it stands
  } else if (/^T\d+/.test(anchor)) {
    event.preventDefault();
    await tabs.show("story");
    tabs.reveal(anchor);
  }
});

// A form of ours is sent in place.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "own" in form.dataset) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  const home = form.closest("li, details, section");
  const answer = await post(form.getAttribute("action"), fields, { form });
  if (!answer.ok) return;
  if (fields.has("onward")) queue.settled();
  else if (!document.activeElement || document.activeElement === document.body) pick.focus(home?.isConnected ? home : document.getElementById(answer.anchor));
});

addEventListener("popstate", async () => {
  const told = new URLSearchParams(location.search);
  Object.assign(place, { file: told.get("file") ?? place.file, page: told.get("page") ?? "1", tab: told.get("tab") ?? "check" });
  await refresh();
  tabs.mark();
});

for (const one of [tabs, viewer, queue, pick, draw, keys]) one.start();
document.documentElement.classList.add("live");
document.querySelector(".refused")?.scrollIntoView({ block: "center" });
watch();
