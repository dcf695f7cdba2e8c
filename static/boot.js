// Starts the program and, when that fails or takes long, says so in words. The program reports its arrival by setting
// data-app="ready" on <html>; from then on nothing here has a part in the page.

const PATIENCE_MS = 20_000;

const root = document.documentElement;
const ready = () => root.dataset.app === "ready";

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function reloadButton() {
  const button = element("button", "Reload");
  button.type = "button";
  button.addEventListener("click", () => location.reload());
  return button;
}

// The program may have begun to replace the first paint when it failed; then the whole page is the message.
function statusPlace() {
  const status = document.getElementById("boot-status");
  if (status) return status;
  const main = element("main", "", "boot");
  main.append(element("h1", "Migrascope"));
  const place = element("div", "", "boot-status");
  place.setAttribute("role", "alert");
  main.append(place);
  document.getElementById("app").replaceChildren(main);
  return place;
}

let failed = false;

function fail(headline, advice, error) {
  if (failed || ready()) return;
  failed = true;
  clearTimeout(patience);
  const problem = element("p", "", "boot-problem");
  problem.append(element("strong", headline), ` ${advice}`);
  const rows = [problem];
  if (error) rows.push(element("p", `What the browser says: ${error.message ?? error}`, "boot-detail"));
  rows.push(reloadButton());
  statusPlace().replaceChildren(...rows);
}

const patience = setTimeout(() => {
  if (failed || ready()) return;
  const text = document.querySelector("p.boot-loading");
  if (text) text.textContent = "Still loading: the connection or this device is slow. You can wait, or reload.";
  document.getElementById("boot-status")?.append(reloadButton());
}, PATIENCE_MS);

const DOWNLOAD = ["The simulator could not be downloaded.", "Check the connection, then reload."];
const START = ["The simulator could not start.", "Reload; if that does not help, try a current Firefox, Chrome, Edge or Safari."];

async function start() {
  if (typeof WebAssembly !== "object") {
    fail("This browser cannot run WebAssembly.", "The simulation needs it. Use a current Firefox, Chrome, Edge or Safari, or allow WebAssembly where it is blocked.");
    return;
  }
  // An error in a callback of the program reaches nobody else.
  addEventListener("error", (event) => fail(...START, event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => fail(...START, event.reason));

  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const locate = (path) => new URL(path, document.baseURI).href;
  let glue, response;
  try {
    [glue, response] = await Promise.all([import(locate(js)), fetch(locate(wasm))]);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  } catch (error) {
    fail(...DOWNLOAD, error);
    return;
  }
  try {
    await glue.default({ module_or_path: response });
  } catch (error) {
    // The connection may break after the first bytes; then compiling fails with a network error.
    fail(...(error instanceof TypeError && /fetch|network|load/i.test(error.message) ? DOWNLOAD : START), error);
  }
}

start();
