// Chromium as installed on this machine, and a page in it that remembers what went wrong.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

function executable() {
  if (process.env.CHROME) return process.env.CHROME;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("Chromium was not found: install it, or put its path in the variable CHROME.");
  return found;
}

/** Starts Chromium without a window and without any traffic of its own; `more` are further arguments. */
export function launch(more = []) {
  return chromium.launch({
    executablePath: executable(),
    args: [
      "--no-sandbox", // it cannot be had by root and in containers, and only our own page is shown
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/**
 * Opens a page in a context of its own. `problems` collects what the console reports as an error or warning, exceptions,
 * violations of the content policy and failed requests. `options` are those of `newContext`; `before(page)` runs before
 * anything is loaded.
 */
export async function open(browser, url, { before, ...options } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A browser gives up an icon that it was still loading when the page is left: nobody misses it.
    const isIconLeft = /\/icon-[^/]*$/.test(request.url()) && request.failure()?.errorText === "net::ERR_ABORTED";
    if (!isIconLeft) problems.push(`request failed: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await page.exposeFunction("reportViolation", (text) => problems.push(`content policy: ${text}`));
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        window.reportViolation(`${event.violatedDirective} forbids ${event.blockedURI}`),
      );
    });
  }
  await before?.(page);
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}

/** Waits until the program has taken over the page. */
export function ready(page) {
  return page.locator('html[data-app="ready"]').waitFor({ state: "attached", timeout: 20_000 });
}
