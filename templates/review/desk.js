// Talks with the program: what a person does goes there, what has changed comes back.

import { clean, swap } from "./swap.js";

const EVERY = 2000;
const SLOW = 400;
const words = document.getElementById("words").dataset;
const saved = document.getElementById("saved");
const said = document.getElementById("said");
const alarm = document.getElementById("alarm");
const back = document.getElementById("undo-last");

let version = document.body.dataset.version;
let asked = 0;
let waiting = 0;
let busy = "";
const done = [];

export const word = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), words[name] ?? "");

// What is looked at.
export const place = (() => {
  const stage = document.getElementById("stage");
  return { file: stage?.dataset.file ?? "", page: stage?.dataset.page ?? "1", tab: document.body.dataset.tab };
})();

const query = () => `?${new URLSearchParams(place)}`;

let silence;
export const say = (text, { urgent = false, undo = false } = {}) => {
  said.textContent = urgent ? "" : text;
  alarm.textContent = urgent ? text : "";
  back.hidden = !undo;
  clearTimeout(silence);
  if (text) silence = setTimeout(() => say(""), urgent ? 20000 : 9000);
};

const state = (name) => {
  if (saved.textContent !== word(name)) saved.textContent = word(name);
  saved.dataset.state = name;
};

// Asks the program; an answer that never came is one too.
export const ask = async (action, fields) => {
  let body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  if (body instanceof FormData && ![...body.values()].some((one) => one instanceof File)) body = new URLSearchParams(body);
  try {
    const answer = await fetch(action, { method: "POST", headers: { Accept: "application/json" }, body });
    const type = answer.headers.get("Content-Type") ?? "";
    const told = type.startsWith("application/json") ? await answer.json() : { why: `${answer.status}` };
    return { ...told, ok: answer.ok, status: answer.status };
  } catch {
    return { ok: false, status: 0, why: word("gone") };
  }
};

// Says at a form why it was not saved, or no longer.
const refuse = (form, why) => {
  form.querySelector(":scope > .refused")?.remove();
  const field = form.querySelector("input[name=value]:not([type=hidden])");
  if (!why) return field?.removeAttribute("aria-invalid");
  const line = Object.assign(document.createElement("p"), { className: "refused", textContent: why });
  line.setAttribute("role", "alert");
  line.dataset.mine = "";
  form.prepend(line);
  field?.setAttribute("aria-invalid", "true");
  return field?.focus();
};

// Something else stands there by now: shows it, and keeps what was written to be saved once more.
const renew = async (form) => {
  const field = form?.querySelector("[name=value]:not([type=hidden], button)");
  const written = field?.value;
  if (form) clean(form);
  document.activeElement?.blur();
  await refresh();
  if (field?.isConnected) field.value = written;
};

// Does something, says what came of it, and shows what has changed.  `quiet` says nothing
// of success; `form` is where it was written.
export const post = async (action, fields, { quiet = false, undoing = false, form = null } = {}) => {
  waiting += 1;
  const slow = setTimeout(() => state("saving"), SLOW); // what is quick need not be told
  const answer = await ask(action, fields);
  clearTimeout(slow);
  waiting -= 1;
  if (answer.ok) {
    if (form) {
      refuse(form, "");
      clean(form);
    }
    if (answer.undo && !undoing) done.push({ fields: answer.undo, doubt: form?.closest(".doubt")?.dataset.key ?? "" });
    if (!quiet) say(answer.said || word("saved"), { undo: Boolean(answer.undo) && !undoing });
    if (!waiting) state("saved");
    await refresh();
  } else {
    state(answer.status ? "saved" : "gone");
    if (answer.status === 409) await renew(form);
    if (form?.isConnected) refuse(form, answer.why ?? "");
    else say(answer.why ?? "", { urgent: true });
  }
  return answer;
};

export const undo = async () => {
  const last = done.pop();
  if (!last) return say(word("nothing"));
  say("");
  const { action, ...fields } = last.fields;
  const answer = await post(action, fields, { quiet: true, undoing: true });
  if (!answer.ok) return undefined;
  if (!said.textContent) say(word("undone"));
  return document.dispatchEvent(new CustomEvent("undone", { detail: last.doubt }));
};
back.addEventListener("click", undo);

// The findings, as the head of the page tells them.
const findings = () =>
  new Map([...document.querySelectorAll("#findings-told li")].map((one) => [one.dataset.id, { ...one.dataset }]));

const compare = (before, now) => {
  const told = [];
  for (const [id, one] of now) {
    const old = before.get(id);
    if (old?.verdict === one.verdict) continue;
    told.push(word(old ? "changed" : "come", { title: one.title, before: old?.label ?? "", now: one.label }));
    for (const article of document.querySelectorAll(`[data-finding="${CSS.escape(id)}"]`)) flash(article);
  }
  for (const pill of told.length ? document.querySelectorAll("#part-summary .verdicts a") : []) flash(pill);
  if (told.length) say(told.join("\n"), { undo: !back.hidden });
};

const flash = (one) => {
  one.classList.add("changed");
  one.addEventListener("animationend", () => one.classList.remove("changed"), { once: true });
};

const paint = (work) => {
  const text = work ? [word(work.work, work).trim(), work.total ? `${work.done}/${work.total}` : ""].join(" ").trim() : "";
  if (text === busy) return;
  busy = text;
  const part = document.getElementById("part-busy");
  part.replaceChildren();
  if (!work) return;
  const line = Object.assign(document.createElement("p"), { className: "busy" });
  const bar = document.createElement("progress");
  if (work.total) Object.assign(bar, { max: work.total, value: work.done });
  bar.setAttribute("aria-label", text);
  line.append(bar, Object.assign(document.createElement("span"), { textContent: text }));
  part.append(line);
};

// Fetches the parts in sight and shows what is new in them.
export const refresh = async () => {
  const mine = ++asked;
  let told;
  try {
    const answer = await fetch(`parts${query()}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return state("gone");
  }
  if (mine !== asked) return;
  version = told.version;
  const before = findings();
  const changed = Object.entries(told.parts).filter(([name, html]) => {
    const part = document.getElementById(`part-${name}`);
    return part && name !== "busy" && swap(part, html);
  });
  paint(told.busy);
  if (saved.dataset.state === "gone") state("saved");
  document.dispatchEvent(new CustomEvent("swapped", { detail: changed.map(([name]) => name) }));
  compare(before, findings());
};

// Looks elsewhere: another file, page or tab.
export const go = async (where, { keep = false } = {}) => {
  Object.assign(place, where.file && where.file !== place.file ? { page: "1" } : {}, where);
  const same = keep || query() === location.search;
  history[same ? "replaceState" : "pushState"](null, "", query());
  await refresh();
};

const look = async () => {
  if (document.hidden) return;
  try {
    const told = await (await fetch("state", { headers: { Accept: "application/json" } })).json();
    paint(told.busy);
    if (told.version !== version) await refresh();
    if (saved.dataset.state === "gone") state("saved");
  } catch {
    state("gone");
  }
};

export const watch = () => {
  setInterval(look, EVERY);
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
};
