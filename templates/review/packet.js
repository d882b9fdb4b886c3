// The packets: progress while one is made, its pages enlarged, the texts of web forms copied.

import { post, refresh } from "./desk.js";

const POLL = 600;
const START = 150; // until the work begins

const packet = () => document.getElementById("packet");

// Progress

let polling = 0;

async function follow() {
  clearTimeout(polling);
  const bar = document.getElementById("making");
  if (!bar) return;
  try {
    const { busy } = await (await fetch("state", { headers: { Accept: "application/json" } })).json();
    if (busy?.work !== "building") return void refresh();
    if (busy.total) {
      bar.max = busy.total;
      bar.value = busy.done;
    }
  } catch {
    // The program does not answer: the page's own watch tells that.
  }
  polling = setTimeout(follow, POLL);
}

async function build(form) {
  const fields = new FormData(form);
  const none = document.getElementById("build-none");
  none.hidden = fields.has("for");
  if (!fields.has("for")) return form.querySelector("[name=for]").focus();
  const answer = await post("build", fields, { quiet: true });
  for (let tries = 0; answer.ok && tries < 8 && !document.getElementById("making"); tries += 1) {
    await new Promise((done) => setTimeout(done, START));
    await refresh();
  }
  document.getElementById("making-words")?.focus();
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "build") return;
  event.preventDefault();
  build(event.target);
});

// Pages, one after the other

function enlarge(links, first) {
  const said = packet().dataset;
  const dialog = document.createElement("dialog");
  dialog.className = "sheet-large";
  const bar = dialog.appendChild(document.createElement("div"));
  bar.className = "bar";
  const title = bar.appendChild(document.createElement("p"));
  title.setAttribute("aria-live", "polite");
  const image = dialog.appendChild(document.createElement("img"));
  let at = first;
  const button = (words, act) => {
    const made = bar.appendChild(document.createElement("button"));
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  const before = button(said.previous, () => show(at - 1));
  const after = button(said.next, () => show(at + 1));
  button(said.close, () => dialog.close());
  function show(number) {
    at = Math.max(0, Math.min(links.length - 1, number));
    const small = links[at].querySelector("img");
    title.textContent = image.alt = small.alt;
    image.src = links[at].href;
    before.disabled = at === 0;
    after.disabled = at === links.length - 1;
    dialog.scrollTop = 0;
  }
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "PageUp") show(at - 1);
    else if (event.key === "ArrowRight" || event.key === "PageDown") show(at + 1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    links[at].focus();
  });
  dialog.setAttribute("aria-label", links[first].querySelector("img").alt);
  document.body.append(dialog);
  show(first);
  dialog.showModal();
}

// Texts

async function copy(button) {
  const place = document.getElementById(button.dataset.copy);
  const state = button.parentElement.querySelector(".state");
  const said = packet().dataset;
  try {
    await navigator.clipboard.writeText(place.textContent);
    state.textContent = said.copied;
    state.dataset.state = "saved";
  } catch {
    getSelection().selectAllChildren(place);
    state.textContent = said.uncopied;
    state.dataset.state = "failed";
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#packet a.sheet-page");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const links = [...link.closest(".sheets").querySelectorAll("a.sheet-page")];
    enlarge(links, links.indexOf(link));
  }
  const button = event.target.closest?.("#packet button.copy");
  if (button) copy(button);
});

document.addEventListener("swapped", follow);
follow();
