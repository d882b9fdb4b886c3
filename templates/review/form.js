// The form of case.yaml, saved as it is entered.
//
// What a person typed is never thrown away: it stays in its field when it is refused, both texts
// are shown when somebody else changed the same field, and what is not saved yet is sent when
// the page is left.  A control's default value is what case.yaml says.

import { refresh, say } from "./desk.js";
import { show } from "./tabs.js";

const PAUSE = 800; // milliseconds after the last key
const RETRY = 4000;
const RENEW = 250;
const KEPT_ALIVE = 60_000; // bytes that browsers still send for a page that is gone, with room to spare

const timers = new WeakMap(); // form -> timer of its next save
const sending = new WeakMap(); // form -> whether it must be sent again once the answer is there
const typing = new WeakSet(); // forms in which a word is being composed (Chinese input)

const filling = () => document.getElementById("filling");
const words = (name, values = {}) =>
  Object.entries(values).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value),
    filling()?.dataset[name] ?? "",
  );
const entryOf = (target) => target.closest?.("#filling form.entry:not([data-new])");
const entries = () => [...document.querySelectorAll("#filling form.entry:not([data-new])")];
const controls = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden");
const main = (form) => form.querySelector("textarea, input:not([type=hidden]), select");

// What is in the form, and what is saved

function changed(control) {
  if (control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.tagName === "SELECT")
    return [...control.options].some((one) => one.selected !== one.defaultSelected);
  return control.value !== control.defaultValue;
}

const isUnsaved = (form) => controls(form).some(changed);

/** The values of a form as [name, value], the hidden ones too. */
const given = (form) => [...new FormData(form)].map(([name, value]) => [name, String(value)]);

function remember(form, values) {
  const told = new Map(values);
  for (const control of controls(form)) {
    const value = told.get(control.name) ?? "";
    if (control.type === "radio") control.defaultChecked = control.value === value;
    else if (control.tagName === "SELECT")
      for (const one of control.options) one.defaultSelected = one.value === value;
    else {
      const now = control.value; // a default that changes may take the value with it
      control.defaultValue = value;
      if (control.value !== now) control.value = now;
    }
  }
}

function fill(form, value) {
  for (const control of controls(form)) {
    if (control.name !== "value") continue;
    if (control.type === "radio") control.checked = control.value === value;
    else control.value = value;
  }
}

function tell(form, state, text) {
  const place = form.querySelector(".state");
  if (place.textContent !== text) place.textContent = text;
  place.dataset.state = state;
  for (const one of form.querySelectorAll("textarea, input:not([type=hidden]), select, fieldset[id]"))
    if (state === "failed") one.setAttribute("aria-invalid", "true");
    else one.removeAttribute("aria-invalid");
}

// Saving

function later(form, pause) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(save, pause, form));
}

function send(action, values) {
  const body = new URLSearchParams(values);
  const keepalive = String(body).length < KEPT_ALIVE;
  return fetch(action, { method: "POST", headers: { Accept: "application/json" }, body, keepalive });
}

async function save(form) {
  clearTimeout(timers.get(form));
  if (typing.has(form)) return;
  if (sending.has(form)) return void sending.set(form, true);
  if (!isUnsaved(form) || form.querySelector(".conflict")) return;
  if (controls(form).some((one) => one.validity?.badInput)) return;
  const values = given(form);
  sending.set(form, false);
  tell(form, "saving", words("saving"));
  let answer = null;
  try {
    const got = await send(form.getAttribute("action"), values);
    answer = await got.json();
  } catch {
    answer = null;
  }
  const again = sending.get(form);
  sending.delete(form);
  if (answer === null) {
    tell(form, "failed", words("offline"));
    return later(form, RETRY);
  }
  if (answer.ok) accepted(form, values, answer);
  else refused(form, values, answer);
  if (again && answer.ok) save(form);
}

function accepted(form, values, answer) {
  remember(form, values);
  const seen = form.elements.namedItem("seen");
  if (seen) seen.value = new Map(values).get("value") ?? "";
  if (form.matches(".claim") && answer.undo?.entry) renamed(form, answer.undo.entry);
  if (isUnsaved(form)) tell(form, "waiting", words("waiting"));
  else tell(form, "saved", words("saved"));
  renew();
}

/** A claim is called by what it says: it has another name once it is changed. */
function renamed(form, name) {
  form.elements.namedItem("entry").value = name;
  const claim = form.closest(".one-claim");
  claim.dataset.key = name; // or the form in which somebody writes would be taken for another
  claim.querySelector(".removing").elements.namedItem("entry").value = name;
}

function refused(form, values, answer) {
  const seen = form.elements.namedItem("seen");
  if (seen && typeof answer.now === "string") {
    // The program trims what it saves: that is nobody else's change.
    const same = answer.now.trim() === seen.value.trim() && answer.now !== seen.value;
    const done = answer.now.trim() === new Map(values).get("value").trim();
    seen.value = same || done ? answer.now : seen.value;
    if (done) return accepted(form, values, { ok: true });
    if (same) return later(form, 0);
    tell(form, "failed", "");
    return differ(form, answer.now, new Map(values).get("value"));
  }
  tell(form, "failed", answer.why || words("failed"));
  if (answer.code === "outdated" && form.matches(".claim")) gone(form);
}

let renewal = 0;
function renew() {
  clearTimeout(renewal);
  renewal = setTimeout(() => refresh(), RENEW);
}

// Two who wrote the same field

function differ(form, now, mine) {
  const box = document.getElementById("filling-conflict").content.firstElementChild.cloneNode(true);
  const shown = (name, text) => {
    const quote = box.querySelector(`.${name}`);
    quote.textContent = readable(form, text) || quote.dataset.blank;
  };
  shown("now", now);
  shown("yours", mine);
  box.querySelector(".keep").addEventListener("click", () => {
    form.elements.namedItem("seen").value = now;
    box.remove();
    main(form).focus();
    save(form);
  });
  box.querySelector(".take").addEventListener("click", () => {
    // What was chosen elsewhere comes with the page, in the words of its own form.
    form.reset();
    if (main(form).type !== "radio" && main(form).tagName !== "SELECT") {
      fill(form, now);
      remember(form, [["value", now]]);
    }
    form.elements.namedItem("seen").value = now;
    box.remove();
    tell(form, "", "");
    refresh();
  });
  form.append(box);
}

/** A value in words: that of a choice is its label. */
function readable(form, value) {
  const choice = [...form.querySelectorAll("input[type=radio]")].find((one) => one.value === value);
  return choice ? choice.closest("label").textContent.trim() : value;
}

function gone(form) {
  const box = document.getElementById("filling-gone").content.firstElementChild.cloneNode(true);
  box.querySelector(".keep").addEventListener("click", () => {
    form.elements.namedItem("entry").value = "";
    box.remove();
    save(form);
  });
  box.querySelector(".take").addEventListener("click", () => {
    form.reset();
    box.remove();
    tell(form, "", "");
    refresh();
  });
  form.append(box);
}

// A new claim is sent when the person says so

async function add(form) {
  let answer = null;
  try {
    answer = await (await send("claim", given(form))).json();
  } catch {
    tell(form, "failed", words("offline"));
    return;
  }
  if (!answer.ok) return tell(form, "failed", answer.why);
  form.reset();
  tell(form, "", "");
  form.closest("details").open = false;
  form.closest("details").querySelector("summary").focus();
  say(words("saved"));
  refresh();
}

// What a person does

document.addEventListener("input", (event) => {
  const form = entryOf(event.target);
  counted(event.target);
  if (!form) return;
  if (!isUnsaved(form)) {
    clearTimeout(timers.get(form));
    return tell(form, "", "");
  }
  tell(form, "waiting", words("waiting"));
  const once = event.target.type === "radio" || event.target.tagName === "SELECT";
  later(form, once ? 0 : PAUSE);
});
document.addEventListener("compositionstart", (event) => {
  const form = entryOf(event.target);
  if (form) typing.add(form);
});
document.addEventListener("compositionend", (event) => {
  const form = entryOf(event.target);
  if (!form) return;
  typing.delete(form);
  later(form, PAUSE);
});
document.addEventListener("focusout", (event) => {
  const form = entryOf(event.target);
  if (form && !form.contains(event.relatedTarget)) save(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#filling")) return;
  if (form.matches(".entry[data-new]")) {
    event.preventDefault();
    add(form);
  } else if (form.matches(".entry")) {
    event.preventDefault();
    save(form);
  } else if (form.matches(".suggestion")) {
    event.preventDefault();
    const control = document.getElementById(form.dataset.fills);
    control.value = event.submitter.value;
    control.focus();
    save(control.form);
  }
});
document.addEventListener("click", (event) => {
  const spot = event.target.closest?.("#filling button.spot");
  if (spot) choose(document.getElementById(spot.dataset.of), +spot.dataset.start, +spot.dataset.stop);
});

/** Selects words of the saved text, wherever they stand by now. */
function choose(area, start, stop) {
  const saved = area.defaultValue.trim();
  const wanted = saved.slice(start, stop);
  const lead = area.value.length - area.value.trimStart().length;
  let found = start + lead;
  for (let at = area.value.indexOf(wanted), best = Infinity; at >= 0; at = area.value.indexOf(wanted, at + 1))
    if (Math.abs(at - start - lead) < best) [found, best] = [at, Math.abs(at - start - lead)];
  area.setSelectionRange(found, found + wanted.length);
  area.blur(); // browsers scroll to a selection when the field takes the focus
  area.focus();
}

// How many signs

function counted(area) {
  const form = area.closest?.("#filling form.entry");
  const place = form?.querySelector(".count");
  if (!place || area.tagName !== "TEXTAREA") return;
  const count = [...area.value.trim()].length;
  const most = Math.min(...[...form.querySelectorAll(".limit")].map((one) => +one.dataset.most));
  place.hidden = !count;
  place.textContent = words("count", { count }) + (most < Infinity ? ` / ${most}` : "");
  place.classList.toggle("over", count > most);
}

// Coming and leaving

function ready() {
  for (const area of document.querySelectorAll("#filling textarea")) counted(area);
}

function arrive(wanted) {
  if (!wanted.startsWith("field-")) return;
  const place = document.getElementById(wanted);
  place?.scrollIntoView({ block: "center" });
  place?.focus({ preventScroll: true });
}

// A link to a field leads into the field; it is taken before links in general are.
const lead = async (event) => {
  const link = event.target.closest?.("a[data-field]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await show("form");
  arrive(link.dataset.field);
};
document.addEventListener("click", lead, true);

const flush = () => entries().filter(isUnsaved).forEach((form) => save(form));

/** The last chance: an answer to what is under way will not be heard any more. */
function depart() {
  for (const form of entries().filter(isUnsaved)) {
    typing.delete(form);
    // What was sent a moment ago is what case.yaml says by now, or will say: it is no other's change.
    if (sending.has(form)) send(form.getAttribute("action"), given(form).filter(([name]) => name !== "seen"));
    else save(form);
  }
}

addEventListener("beforeunload", (event) => {
  const fresh = document.querySelector("#filling form.entry[data-new]");
  if (entries().some((form) => isUnsaved(form) || sending.has(form)) || (fresh && isUnsaved(fresh)))
    event.preventDefault();
});
addEventListener("pagehide", depart);
document.addEventListener("visibilitychange", () => document.hidden && flush());
document.addEventListener("swapped", ready);
ready();
arrive(location.hash.slice(1));
