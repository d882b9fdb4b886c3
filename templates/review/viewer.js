// The picture: zoom, pan, and the place of what is looked at.

import { place } from "./desk.js";

const LEAST_WIDTH = 420; // of a page that is shown whole, in CSS pixels: below it nobody can read
const READABLE = 22; // height of a line that is looked at, in CSS pixels
const STEP = 1.25;
const MOST = 6;
const SHARP = 1200; // pixels of the picture that comes first

const part = document.getElementById("part-viewer");
const stage = () => document.getElementById("stage");
const figure = () => stage()?.querySelector("figure");
const still = matchMedia("(prefers-reduced-motion: reduce)");

let scale = 0; // CSS pixels for one of the picture; 0 while it fits the window
let shown = "";

const size = () => ({ width: Number(figure().dataset.width), height: Number(figure().dataset.height) });

const fitting = () => {
  const { width, height } = size();
  const room = stage().clientWidth - 24;
  const whole = (width * (stage().clientHeight - 24)) / height;
  return Math.min(room, Math.max(whole, LEAST_WIDTH), width * 2) / width;
};

const now = () => scale || fitting();

const draw = () => {
  const one = figure();
  if (!one) return;
  one.style.width = `${Math.round(size().width * now())}px`;
  const image = one.querySelector("img");
  const wanted = size().width * now() * devicePixelRatio;
  if (wanted > SHARP * 1.1 && size().width > SHARP && !image.dataset.sharp) {
    image.dataset.sharp = "on";
    const sharper = new Image();
    sharper.addEventListener("load", () => image.isConnected && (image.src = sharper.src));
    sharper.src = image.dataset.full;
  }
};

// Zooms and keeps the point of the window at which it happens.
const zoom = (factor, at) => {
  if (!figure()) return;
  const frame = stage().getBoundingClientRect();
  const point = at ?? { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 };
  const before = figure().getBoundingClientRect();
  const share = { x: (point.x - before.left) / before.width, y: (point.y - before.top) / before.height };
  scale = Math.max(fitting() / 2, Math.min(MOST, now() * factor));
  draw();
  const after = figure().getBoundingClientRect();
  stage().scrollLeft += after.left + share.x * after.width - point.x;
  stage().scrollTop += after.top + share.y * after.height - point.y;
};

export const fit = () => {
  scale = 0;
  draw();
};

export const act = (what) => (what === "fit" ? fit() : zoom(what === "in" ? STEP : 1 / STEP));

// Shows a place: large enough to be read, in the middle.
export const reveal = (id) => {
  const place = document.getElementById(`${id}-box`);
  if (!place) return false;
  const edge = place.querySelector?.(".edge");
  if (edge && figure()) {
    const [width, height] = [edge.width.baseVal.value, edge.height.baseVal.value];
    const wanted = Math.min(READABLE / height, (stage().clientWidth - 48) / width, MOST);
    if (now() < wanted) {
      scale = wanted;
      draw();
    }
  }
  center(edge ?? place);
  return true;
};

// Scrolls the picture, and nothing else, so that something on it is seen.
export const center = (one) => {
  const frame = stage().getBoundingClientRect();
  const box = one.getBoundingClientRect();
  const inside = box.top >= frame.top + 8 && box.bottom <= frame.bottom - 8 && box.left >= frame.left && box.right <= frame.right;
  if (!inside) {
    stage().scrollTo({
      top: stage().scrollTop + box.top - frame.top - (frame.height - box.height) / 2,
      left: stage().scrollLeft + box.left - frame.left - Math.max(16, (frame.width - box.width) / 2),
      behavior: still.matches ? "auto" : "smooth",
    });
  }
};

// From a point of the window to pixels of the upright page.
export const pixels = (x, y) => {
  const box = figure().getBoundingClientRect();
  const { width, height } = size();
  return {
    x: Math.round(Math.max(0, Math.min(width, ((x - box.left) / box.width) * width))),
    y: Math.round(Math.max(0, Math.min(height, ((y - box.top) / box.height) * height))),
  };
};

// The middle of what is seen, and the size of the page.
export const seen = () => {
  const frame = stage().getBoundingClientRect();
  return { ...size(), ...pixels(frame.left + frame.width / 2, frame.top + frame.height / 2) };
};

const panning = () => {
  let from = null;
  let moved = false;
  part.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || !event.target.closest("figure")) return;
    if (part.dataset.drawing) return;
    from = { x: event.clientX, y: event.clientY, left: stage().scrollLeft, top: stage().scrollTop };
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    moved ||= Math.hypot(x, y) > 4;
    if (!moved) return;
    stage().classList.add("grabbed");
    stage().scrollLeft = from.left - x;
    stage().scrollTop = from.top - y;
  });
  addEventListener("pointerup", () => {
    from = null;
    stage()?.classList.remove("grabbed");
  });
  part.addEventListener("dragstart", (event) => event.preventDefault());
  part.addEventListener("click", (event) => {
    if (moved && event.target.closest("figure")) event.preventDefault();
    moved = false;
  }, true);
};

const pinching = () => {
  let apart = 0;
  const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  part.addEventListener("touchstart", (event) => (apart = event.touches.length === 2 ? spread(event.touches) : 0), { passive: true });
  part.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2 || !apart) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const next = spread(event.touches);
    zoom(next / apart, { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 });
    apart = next;
  }, { passive: false });
};

// Brings the thumbnail of the file in sight into view, without moving the page itself.
const thumb = () => {
  const strip = document.getElementById("part-strip");
  const one = strip.querySelector("[aria-current]");
  if (!one) return;
  const [frame, box] = [strip.getBoundingClientRect(), one.getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom) strip.scrollTop += box.top - frame.top - frame.height / 3;
  if (box.left < frame.left || box.right > frame.right) strip.scrollLeft += box.left - frame.left - frame.width / 3;
};

const settle = () => {
  const id = `${place.file} ${stage()?.dataset.page}`;
  if (id !== shown) {
    shown = id;
    scale = 0;
    stage()?.scrollTo(0, 0);
    thumb();
  }
  draw();
};

export const start = () => {
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) act(button.dataset.zoom);
  });
  part.addEventListener("wheel", (event) => {
    if (!event.ctrlKey || !event.target.closest("#stage")) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
  }, { passive: false });
  panning();
  pinching();
  new ResizeObserver(draw).observe(part);
  document.addEventListener("swapped", settle);
  settle();
};
