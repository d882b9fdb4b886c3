// Brings a part of the page up to date with HTML of the server: what is the same stays in place, so that focus,
// caret, open details, scroll position and pictures are kept, and no unsaved word is lost.

const shown = new Map();
let held = false;

// A form is known by what it is about: one in which somebody writes is not taken for its neighbour.
const ABOUT = ["path", "what", "name", "entry", "fact", "page", "text"];
const about = (form) => {
  const hidden = new Map([...form.querySelectorAll("input[type=hidden]")].map((one) => [one.name, one.getAttribute("value")]));
  return ["form", form.getAttribute("action"), form.className, ...ABOUT.map((name) => hidden.get(name) ?? "")].join("\u0000");
};

const key = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  return node.dataset.key || node.id || (node.nodeName === "FORM" ? about(node) : "");
};
const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName;

const chosen = (select) => [...select.options].find((one) => one.defaultSelected) ?? select.options[0];

const isDirty = (field) => {
  if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.value !== "";
  if (field.tagName === "SELECT") return field.selectedOptions[0] !== chosen(field);
  return field.value !== field.defaultValue;
};

const isWriting = (field) =>
  field === document.activeElement && field.matches("textarea, select, input:not([type=hidden])");

// A form in which somebody writes stays as it is, with what it says was seen.
const isHeld = (form) => [...form.elements].some((field) => isWriting(field) || isDirty(field));

// After a form was saved: what stands in it is no longer unsaved.
export const clean = (form) => {
  for (const field of form.elements) {
    if (field.type === "hidden") continue;
    if (field.tagName === "SELECT") for (const one of field.options) one.defaultSelected = one.selected;
    else if (field.type === "checkbox" || field.type === "radio") field.defaultChecked = field.checked;
    else if (field.tagName === "INPUT" || field.tagName === "TEXTAREA") field.defaultValue = field.value;
  }
};

const KEPT = new Set(["style"]);

const attributes = (old, fresh) => {
  for (const { name } of [...old.attributes]) {
    const own = KEPT.has(name) || (name === "open" && old.tagName === "DETAILS");
    if (!own && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.type === "checkbox" || old.type === "radio") old.checked = old.defaultChecked;
  else if (old.tagName === "INPUT" && old.type !== "file") old.value = old.defaultValue;
};

const renew = (old, fresh) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.hasAttribute("data-keep")) return;
  if (old.tagName === "FORM" && isHeld(old)) {
    held = true;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  attributes(old, fresh);
  children(old, fresh);
  if (old.tagName === "TEXTAREA") old.value = old.defaultValue;
  if (old.tagName === "SELECT" && old.options.length) chosen(old).selected = true;
};

const children = (old, fresh) => {
  const wanted = [...fresh.childNodes];
  const keys = new Set(wanted.map(key).filter(Boolean));
  // What a script of ours put there (data-mine) is no business of the server's.
  const own = [...old.children].filter((one) => "mine" in one.dataset);
  for (const one of [...old.childNodes]) if ((key(one) && !keys.has(key(one))) || own.includes(one)) one.remove();
  const known = new Map([...old.children].filter(key).map((one) => [key(one), one]));
  let at = old.firstChild;
  for (const one of wanted) {
    const same = key(one) ? known.get(key(one)) : at && !key(at) && alike(at, one) ? at : null;
    known.delete(key(one));
    if (same && alike(same, one)) {
      if (same === at) at = at.nextSibling;
      else old.insertBefore(same, at);
      renew(same, one);
    } else {
      old.insertBefore(document.importNode(one, true), at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
  old.append(...own);
};

const put = (part, html) => {
  const template = document.createElement("template");
  template.innerHTML = html; // from our own server, which escapes what was read
  const focused = document.activeElement;
  children(part, template.content);
  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
};

// True when anything was new.  Whoever cares for a part itself prevents the event "swap".
export const swap = (part, html) => {
  if (shown.get(part) === html) return false;
  shown.set(part, html);
  if (part.childNodes.length) {
    const event = new CustomEvent("swap", { bubbles: true, cancelable: true, detail: { name: part.id.slice(5), html } });
    if (!part.dispatchEvent(event)) return true;
  }
  put(part, html);
  return true;
};

// What was held back while somebody wrote is brought up to date when they are done.
document.addEventListener("focusout", () => {
  if (!held) return;
  setTimeout(() => {
    held = false;
    for (const name of ["part-check", "part-viewer"]) {
      const part = document.getElementById(name);
      if (shown.has(part)) put(part, shown.get(part));
    }
    document.dispatchEvent(new CustomEvent("swapped", { detail: [] }));
  });
});
