// Starts the program, loads its texts, keeps the page for use without a network, offers new versions, and says in words what
// fails. The program reports its arrival by setting data-app="ready" on <html>, and a mistake in it by data-crash and data-link.

// Where the page may only be changed by trusted types: all that this page writes is its own.
try {
  globalThis.trustedTypes?.createPolicy("default", { createHTML: (text) => text, createScriptURL: (address) => address });
} catch {
  // Another policy stands or none is allowed; then what is refused is told as any failure.
}

const PATIENCE_MS = 20_000;

const root = document.documentElement;
const own = document.querySelector("script[data-wasm]").dataset;
const ready = () => root.dataset.app === "ready";

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // denied
  }
}

const asked = /[#?&]lang=([\w-]+)/.exec(location.href)?.[1] ?? stored("lang") ?? navigator.language ?? "en";

// What this script and the page around it say, in the languages of the page: the build fills it in from `lang`.
const TEXTS = {};

// The language of a tag such as `de-AT`, if the page has it; else English.
const spoken = (tag) => (Object.hasOwn(TEXTS, tag) ? tag : tag.split("-")[0].toLowerCase());
const say = (english) => TEXTS[spoken(ready() ? root.lang : asked)]?.[english] ?? english;

const locate = (path) => new URL(path, document.baseURI).href;

// A request that fails counts like one that cannot be made.
async function got(path) {
  const response = await fetch(locate(path));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response;
}

// The text files of the page that are loaded or on their way: `texts-de`, `lessons-en`.
const files = {};

async function load(name, begins) {
  const inside = document.getElementById(name); // of the single file
  const file = own.texts.split(" ").find((file) => file.startsWith(`${name}-`));
  const text = inside ? inside.textContent : await (await got(file)).text();
  if (!text.startsWith(begins)) throw new Error("not a file of the page");
  tellWorkers(name);
  return text;
}

// What fails may be tried again.
function once(name, begins) {
  const forget = (error) => {
    delete files[name];
    throw error;
  };
  return (files[name] ??= load(name, begins).catch(forget));
}

// Used by the program as well: the texts of a language, and the lessons in it, or in English where it has none.
globalThis.catalog = (language) => once(`texts-${language}`, `${language}\t`);
globalThis.lessons = (language) => {
  const has = document.getElementById(`lessons-${language}`) || own.texts.includes(`lessons-${language}-`);
  return once(`lessons-${has ? language : "en"}`, "lesson:");
};

// An example of each format of measured migrations.
globalThis.examples = () => once("examples", "specimen:");

// A lesson beside the page: a file below its folder, not longer than a lesson can be.
globalThis.neighbour = async (path) => {
  const text = await (await got(path)).text();
  if (text.length > 256 * 1024) throw new Error("too long");
  return text;
};

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function button(text, act) {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

let registration;

// A plain reload would show the old version again, where an old worker is still at work for this tab. At a first visit there is
// none, and the worker that waits for a moment before it begins changes nothing for this tab.
function reload() {
  const { waiting } = registration ?? {};
  if (!waiting || !navigator.serviceWorker.controller) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  waiting.postMessage("take over");
}

const reloadButton = () => button(say("Reload"), reload);

function linkRow(link) {
  const field = element("input");
  field.readOnly = true;
  field.value = link;
  field.setAttribute("aria-label", say("Link to the experiment"));
  const copy = button(say("Copy link"), async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(link);
      copy.textContent = say("Copied");
    } catch {
      field.focus();
      copy.textContent = say("Selected: copy with Ctrl+C");
    }
  });
  const row = element("div", "", "boot-row");
  row.append(field, copy);
  return row;
}

// The first paint, as long as it stands; else something over the whole page, which does not answer any more.
function place() {
  const status = !ready() && document.getElementById("boot-status");
  if (status) return status;
  const dialog = element("dialog", "", "boot");
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "boot-problem");
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

let failed = false;

function fail(texts, error) {
  if (failed) return;
  failed = true;
  clearTimeout(patience);
  const [headline, advice] = texts();
  const problem = element("p", "", "boot-problem");
  problem.id = "boot-problem";
  problem.append(element("strong", headline), ` ${advice}`);
  const rows = [problem];
  const link = root.dataset.link ?? location.href;
  const bare = link.split(/[#?]/)[0];
  const buttons = element("div", "", "boot-row");
  buttons.append(
    button(say("Reload"), () => {
      if (link !== location.href) location.replace(link); // a change of the hash alone, which loads nothing
      reload();
    }),
  );
  if (link !== bare) {
    rows.push(linkRow(link));
    buttons.append(button(say("Start afresh"), () => location.assign(bare)));
  }
  rows.push(buttons);
  const detail = String(root.dataset.crash ?? error?.message ?? error ?? "");
  if (detail) {
    const most = 240; // the console has all of it
    const short = detail.length > most ? `${detail.slice(0, most)} …` : detail;
    rows.push(element("p", `${say("What happened:")} ${short}`, "boot-detail"));
  }
  place().replaceChildren(...rows);
}

const BROWSER = () => [say("This browser cannot run WebAssembly."), say("The simulation needs it. Use a current Firefox, Chrome, Edge or Safari, or allow WebAssembly where it is blocked.")];
const DOWNLOAD = () => [say("The simulator could not be downloaded."), say("Check the connection, then reload.")];
const START = () => [say("The simulator could not start."), say("Reload; if that does not help, try a current Firefox, Chrome, Edge or Safari.")];
const CRASH = () => [say("The simulator stopped because of a mistake in its code."), say("Nothing is lost: the link below holds the experiment.")];

// Once the program runs, an error that is not its own, such as of an extension of the browser, does no harm.
function hear(error) {
  if (!ready()) fail(START, error);
  else if (root.dataset.crash || error instanceof WebAssembly.RuntimeError || error instanceof RangeError) fail(CRASH, error);
}

if (Object.hasOwn(TEXTS, spoken(asked))) {
  // The program says itself which language it speaks.
  document.querySelector("main.boot").lang = spoken(asked);
  for (const text of document.querySelectorAll("[data-say]")) text.textContent = say(text.textContent);
}
document.querySelector(".boot-late")?.remove();

const patience = setTimeout(() => {
  if (failed || ready()) return;
  const text = document.querySelector("p.boot-loading");
  if (text) {
    text.textContent = say("Still loading: the connection or this device is slow. You can wait, or reload.");
  }
  document.getElementById("boot-status")?.append(reloadButton());
}, PATIENCE_MS);

// The parts of the program: the glue and a response with the code.
const parts = () => Promise.all([import(locate(own.js)), got(own.wasm)]);

// The program speaks English by itself, and better a page in English than none.
const texts = () => Object.hasOwn(TEXTS, spoken(asked)) && catalog(spoken(asked)).catch(() => {});

// Shows how much has come, and notices what is not the program or not all of it. The size is that of the unpacked file.
function measured(response, arrival) {
  const size = Number(own.size);
  if (!size || !response.body?.pipeThrough) return response;
  const bar = document.querySelector(".boot progress");
  let bytes = 0;
  const counter = new TransformStream({
    transform(chunk, out) {
      if (bytes === 0) arrival.foreign = chunk[0] !== 0 || chunk[1] !== 0x61;
      bytes += chunk.length;
      if (bar) bar.value = bytes / size;
      out.enqueue(chunk);
    },
    flush() {
      arrival.short = bytes < size;
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "content-type": "application/wasm" } });
}

async function start() {
  if (typeof WebAssembly !== "object") {
    fail(BROWSER);
    return;
  }
  // An error in a callback of the program reaches nobody else.
  addEventListener("error", (event) => hear(event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => hear(event.reason));

  let glue, response;
  try {
    [[glue, response]] = await Promise.all([parts(), texts()]);
  } catch (error) {
    // Without an address the program is in the page, and the browser cannot unpack it.
    fail(own.wasm ? DOWNLOAD : START, error);
    return;
  }
  const arrival = {};
  try {
    await glue.default({ module_or_path: measured(response, arrival) });
  } catch (error) {
    // The connection may break after the first bytes; then compiling fails with a network error.
    const broken = error instanceof TypeError && /fetch|network|load/i.test(error.message);
    fail(arrival.foreign || arrival.short || broken ? DOWNLOAD : START, error);
  }
}

// Offers the version that waits. It takes over when somebody says so, or when no tab shows the old one any more.
function offer() {
  if (!registration.waiting || !navigator.serviceWorker.controller || document.querySelector(".update")) return;
  const strip = element("aside", "", "update");
  strip.setAttribute("role", "status");
  const later = button(say("Later"), () => strip.remove());
  strip.append(element("span", say("New version ready.")), reloadButton(), later);
  document.body.prepend(strip);
}

// Without a network there are those text files that a tab has loaded. A worker listens once it has its files.
function tellWorkers(...names) {
  const { installing, waiting, active } = registration ?? {};
  if (installing) installing.addEventListener("statechange", () => tellWorkers(...names), { once: true });
  for (const worker of [waiting, active]) for (const name of names) worker?.postMessage(name);
}

async function keep() {
  if (!own.worker || window.top !== window) return;
  try {
    registration = await navigator.serviceWorker.register(locate(own.worker));
  } catch {
    return; // denied, or not a secure place: then a visit needs the network, no more
  }
  const found = () => {
    tellWorkers(...Object.keys(files));
    registration.installing?.addEventListener("statechange", offer);
  };
  offer();
  found();
  registration.addEventListener("updatefound", found);
}

await start();
keep();
