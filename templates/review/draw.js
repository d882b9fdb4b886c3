// Drawing a frame on the picture: around something that was missed, or something to be masked.

import { ask, post, say, word } from "./desk.js";
import { center, pixels, seen } from "./viewer.js";

const SIDES = ["left", "top", "right", "bottom"];
const LEAST = 4;
const part = document.getElementById("part-viewer");
const at = (selector) => part.querySelector(selector);

let mode = "";
let box = null; // left, top, right, bottom in pixels of the upright page
let frame = null;
let asking = 0;
let sheet = ""; // the page that is drawn on

export const isOn = () => Boolean(mode);
export const focus = () => frame.focus({ preventScroll: true });

const sheetNow = () => `${at("#stage").dataset.page} ${at("#stage").dataset.path}`;

// The file by its path too: numbers change when a file comes, and then nothing is saved at another one.
const fields = () => {
  const { file, path, page } = at("#stage").dataset;
  return { file, path, page, box: SIDES.map((side) => box[side]).join(",") };
};

const show = () => {
  const { width, height } = seen();
  frame.style.left = `${(100 * box.left) / width}%`;
  frame.style.top = `${(100 * box.top) / height}%`;
  frame.style.width = `${(100 * (box.right - box.left)) / width}%`;
  frame.style.height = `${(100 * (box.bottom - box.top)) / height}%`;
  frame.setAttribute("aria-label", word("frame", box));
  for (const side of SIDES) {
    const field = at(`[data-side=${side}]`);
    if (field !== document.activeElement) field.value = box[side];
  }
};

const within = ({ left, top, right, bottom }) => {
  const { width, height } = seen();
  const inside = (value, most) => Math.round(Math.max(0, Math.min(most, value)));
  box = {
    left: inside(Math.min(left, right), width), right: inside(Math.max(left, right), width),
    top: inside(Math.min(top, bottom), height), bottom: inside(Math.max(top, bottom), height),
  };
  show();
};

// The frame stands: what is in it, or why it is to be hidden?
const take = async () => {
  if (box.right - box.left < LEAST || box.bottom - box.top < LEAST) return say(word("small"), { urgent: true });
  const form = at(`#${mode}-form`);
  form.hidden = false;
  center(frame); // the form took room from the picture
  if (mode === "mask") return at("#mask-reason").focus();
  const told = fields();
  const picture = form.querySelector("img");
  picture.src = `area/${told.file}/${told.page}?box=${told.box}`;
  picture.alt = word("area");
  picture.hidden = false;
  at("#add-text").focus();
  const mine = ++asking;
  const answer = await ask("read", told);
  if (mine !== asking || !mode) return;
  const text = at("#add-text");
  if (answer.ok && (!text.value || text.value === text.dataset.read)) {
    text.value = answer.text;
    text.dataset.read = answer.text;
  }
  at("#add-read").textContent = answer.ok ? word(answer.text ? "read" : "unread") : answer.why;
};

export const end = () => {
  if (!mode) return;
  const button = at(`[data-draw=${mode}]`);
  mode = "";
  asking += 1;
  frame?.remove();
  delete part.dataset.drawing;
  for (const one of part.querySelectorAll("[data-draw]")) one.setAttribute("aria-pressed", "false");
  const panel = at("#drawing");
  if (!panel) return;
  panel.hidden = true;
  for (const form of panel.querySelectorAll("form")) {
    form.reset();
    form.hidden = true;
  }
  for (const one of panel.querySelectorAll("img")) one.hidden = true;
  at("#add-read").textContent = "";
  if (panel.contains(document.activeElement) || document.activeElement === document.body) button?.focus();
};

export const begin = (what) => {
  const figure = at("figure");
  if (!figure) return;
  if (mode === what) return end();
  end();
  say("");
  mode = what;
  sheet = sheetNow();
  part.dataset.drawing = what;
  at(`[data-draw=${what}]`).setAttribute("aria-pressed", "true");
  at("#drawing").hidden = false;
  frame = Object.assign(document.createElement("div"), { className: `frame ${what}`, tabIndex: 0 });
  frame.dataset.mine = "";
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-describedby", "drawing-keys");
  figure.append(frame);
  const { x, y, width } = seen();
  within({ left: x - width / 6, right: x + width / 6, top: y - width / 40, bottom: y + width / 40 });
  focus();
};

const dragging = () => {
  let from = null;
  part.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) from = null; // a second finger zooms
    if (!mode || !event.isPrimary || event.button || !event.target.closest("figure")) return;
    event.preventDefault();
    from = pixels(event.clientX, event.clientY);
    at("#stage").setPointerCapture?.(event.pointerId);
  });
  part.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = pixels(event.clientX, event.clientY);
    within({ left: from.x, top: from.y, right: to.x, bottom: to.y });
  });
  part.addEventListener("pointerup", () => {
    if (!from) return;
    from = null;
    take();
  });
  part.addEventListener("pointercancel", () => (from = null));
  // A box under the frame is no link while somebody draws.
  part.addEventListener("click", (event) => mode && event.target.closest("figure") && event.preventDefault(), true);
};

const moving = (event) => {
  if (event.target !== frame) return;
  if (event.key === "Enter") {
    event.preventDefault();
    take();
    return;
  }
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!by) return;
  event.preventDefault();
  const step = Math.max(2, Math.round(seen().width / 100));
  const [x, y] = by.map((one) => one * step);
  const { left, top, right, bottom } = box;
  within(event.shiftKey ? { left, top, right: Math.max(left + LEAST, right + x), bottom: Math.max(top + LEAST, bottom + y) }
    : { left: left + x, top: top + y, right: right + x, bottom: bottom + y });
  frame.scrollIntoView({ block: "nearest", inline: "nearest" });
};

const save = async (form) => {
  const told = fields();
  if (form.id === "add-form") {
    const [kind, about] = form.elements.what.value.split(":");
    Object.assign(told, { kind, about: about ?? "", text: form.elements.text.value });
  } else {
    told.reason = form.elements.reason.value;
  }
  const answer = await post(form.getAttribute("action"), told);
  if (answer.ok) end();
};

export const start = () => {
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-draw]");
    if (button) begin(button.dataset.draw);
    if (event.target.closest("[data-draw-end]")) end();
  });
  part.addEventListener("input", (event) => {
    if (event.target.dataset.side) within({ ...box, [event.target.dataset.side]: Number(event.target.value) });
  });
  part.addEventListener("change", (event) => event.target.dataset.side && take());
  part.addEventListener("keydown", moving);
  part.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.target);
  });
  dragging();
  // Another page came: the frame belonged to the one before.
  document.addEventListener("swapped", () => mode && (!frame.isConnected || sheet !== sheetNow()) && end());
};
