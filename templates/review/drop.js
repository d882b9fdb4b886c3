// Files dropped anywhere on the page, or chosen, are copied into the evidence folder one by one.

import { refresh } from "./desk.js";

const LARGEST = 100 * 1000 * 1000;
const LINGER = 10000;

const adding = () => document.getElementById("adding");
const said = (name, values = {}) =>
  Object.entries(values).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, () => value),
    adding()?.dataset[name] ?? "",
  );
let own = false; // a picture of this page is dragged: browsers offer it as a file too
const holdsFiles = (event) => adding() && !own && [...(event.dataTransfer?.types ?? [])].includes("Files");

addEventListener("dragstart", () => (own = true));
addEventListener("dragend", () => (own = false));

// The overlay while something is dragged

let depth = 0;
let cover = null;

function uncover() {
  depth = 0;
  cover?.remove();
  cover = null;
}

addEventListener("dragenter", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  depth += 1;
  if (cover) return;
  cover = document.createElement("div");
  cover.className = "dropping";
  cover.appendChild(document.createElement("p")).textContent = said("here");
  document.body.append(cover);
});
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
});
addEventListener("dragleave", (event) => {
  if (!cover) return;
  depth -= 1;
  if (depth <= 0) uncover();
});
addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  // What was dropped can be asked for only until this handler ends.
  const items = [...event.dataTransfer.items].filter((one) => one.kind === "file");
  const dropped = items.map((one) => {
    const entry = one.webkitGetAsEntry?.();
    return { file: one.getAsFile(), folder: entry?.isDirectory ? entry.name : "" };
  });
  uncover();
  take(dropped);
});
document.addEventListener("keydown", (event) => event.key === "Escape" && uncover());

// Sending

let panel = null;
let queue = Promise.resolve();

/** A row of the panel that tells what becomes of each file. */
function row(text) {
  if (!panel) {
    panel = document.createElement("div");
    panel.className = "sending";
    const close = panel.appendChild(document.createElement("button"));
    close.type = "button";
    close.textContent = said("close");
    close.addEventListener("click", () => {
      panel.remove();
      panel = null;
    });
    panel.appendChild(document.createElement("ul")).setAttribute("role", "status");
    document.body.append(panel);
  }
  const made = panel.querySelector("ul").appendChild(document.createElement("li"));
  made.textContent = text;
  return made;
}

function failed(text) {
  row(text).className = "failed";
}

function take(dropped) {
  for (const { file, folder } of dropped) {
    if (folder) failed(said("folder", { name: folder }));
    else if (!file) continue;
    else if (file.size > LARGEST) failed(said("large", { name: file.name }));
    else queue = queue.then(() => sent(file));
  }
  queue = queue.then(() => refresh()).then(() => setTimeout(settle, LINGER));
}

/** Goes away by itself when there was nothing to tell but success. */
function settle() {
  if (panel?.querySelector(".failed, progress")) return;
  panel?.remove();
  panel = null;
}

function sent(file) {
  const place = row(`${said("sending")} ${file.name}`);
  const bar = place.appendChild(document.createElement("progress"));
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const body = new FormData();
  body.append("files", file, file.name);
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch tells no progress of what is sent
    request.open("POST", "upload");
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      const answer = request.response;
      const name = file.name;
      if (answer?.ok) {
        const told = answer.said || said("done", { name });
        place.textContent = told.includes(name) ? told : `${name}: ${told}`;
      } else {
        const why = answer?.why ?? (request.status ? `${request.status} ${request.statusText}` : "");
        place.className = "failed";
        place.textContent = said("failed", { name, why });
      }
      done();
    });
    request.send(body);
  });
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "adding-files") return;
  take([...event.target.files].map((file) => ({ file })));
  event.target.value = "";
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "adding") return;
  event.preventDefault();
  take([...document.getElementById("adding-files").files].map((file) => ({ file })));
});
