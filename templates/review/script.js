// Without this the links still lead from a fact to its place and back; with it both light up together.
"use strict";

const pair = (id) => {
  const fact = id.replace(/-box$/, "");
  return [fact, `${fact}-box`].map((name) => document.getElementById(name)).filter(Boolean);
};

const light = (id) => {
  document.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
  if (/^F\d+(-box)?$/.test(id)) pair(id).forEach((one) => one.classList.add("on"));
};

// Scrolls the pane that holds the picture, never the page.
const reveal = (box) => {
  const pane = box.closest(".pages");
  const place = box.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) {
    pane.scrollTop += place.top - frame.top - (frame.height - place.height) / 2;
  }
};

const follow = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  light(id);
  const box = document.getElementById(`${id}-box`);
  if (box) reveal(box);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.go");
  const box = link && document.getElementById(link.hash.slice(1));
  if (!box || matchMedia("(max-width: 48rem)").matches) return;
  event.preventDefault();
  const fact = link.hash.slice(1).replace(/-box$/, "");
  history.replaceState(null, "", `#${fact}`);
  light(fact);
  reveal(box);
});

addEventListener("hashchange", follow);
// Pictures keep their place before they are loaded, so this need not wait for them.
follow();

const refused = document.querySelector(".refused");
if (refused) refused.scrollIntoView({ block: "center" });
