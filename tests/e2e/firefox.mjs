// The built page in Firefox as installed on this machine, steered over WebDriver BiDi: one visit through what visitors use most. The tests
// build on each other; what Chromium has shown in detail is not shown again.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "puppeteer-core";
import { FOR_ALL, dist, serve } from "./serve.mjs";

function executable() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.flatMap((folder) => ["firefox-esr", "firefox"].map((name) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("Firefox was not found: install it, or put its path in the variable FIREFOX.");
  return found;
}

/** What the console reports as an error or warning, exceptions, violations of the content policy and failed requests. */
const problems = [];
let home, server, browser, page;

before(async () => {
  // Firefox refuses to run as root in somebody else's home.
  home = mkdtempSync(join(tmpdir(), "migrascope-firefox-"));
  server = await serve();
  browser = await launch({
    browser: "firefox",
    executablePath: executable(),
    headless: true,
    env: { ...process.env, HOME: home },
    defaultViewport: { width: 1440, height: 900 },
    extraPrefsFirefox: { "intl.accept_languages": "en" },
  });
  page = await browser.newPage();
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => problems.push(`request failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  await page.evaluateOnNewDocument(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`content policy: ${event.effectiveDirective} forbids ${event.blockedURI}`),
    );
  });
});

after(async () => {
  await browser?.close();
  await server?.close();
  if (home) rmSync(home, { recursive: true, force: true });
});

const action = (name) => `[data-action=${name}]`;
const clock = () => page.$eval("[data-clock]", (element) => Number(element.dataset.clock));
const downtime = (lane) => page.$eval(`[data-lane=${lane}] [data-result=downtime]`, (element) => element.textContent);
const until = (condition, ...values) => page.waitForFunction(condition, { timeout: 20_000 }, ...values);
const inAddress = (text) => until((text) => decodeURIComponent(location.hash).includes(text), text);
const leave = () => page.evaluate(() => document.activeElement?.blur());

test("it opens", async (t) => {
  t.diagnostic(await browser.version());
  await page.goto(`${server.url}#`);
  await page.waitForSelector('html[data-app="ready"] [data-chart=memory] svg');
  assert.equal((await page.$$("[data-lane].lane")).length, 3);
  assert.match(await downtime("live"), /\d/);
});

test("it plays, pauses and steps", async () => {
  await page.click(action("play"));
  await until(() => Number(document.querySelector("[data-clock]").dataset.clock) > 0);
  await page.click(action("play"));
  const paused = await clock();
  await page.click(action("next"));
  const next = await clock();
  assert.ok(next > paused, `${next} s is not after ${paused} s`);
  await leave();
  await page.keyboard.press(",");
  assert.ok((await clock()) < next, "the key goes back by an event");
});

test("a slider changes figures, charts and address, and is undone", async () => {
  const before = await downtime("suspended");
  const chart = () => page.$eval("[data-chart=traffic] .svg", (element) => element.innerHTML);
  const drawn = await chart();
  await page.focus('[data-param="ram"] input[type=range]');
  await page.keyboard.press("PageUp");
  await inAddress("ram=");
  assert.notEqual(await downtime("suspended"), before);
  assert.notEqual(await chart(), drawn);
  await leave();
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await until(() => !location.hash.includes("ram="));
  assert.equal(await downtime("suspended"), before);
});

test("it speaks German, and English again", async () => {
  await page.select(`select${action("language")}`, "de");
  await until(() => document.documentElement.lang === "de");
  assert.match(await page.$eval(action("share"), (button) => button.textContent), /Teilen/);
  assert.match(await downtime("live"), /\d,\d/);
  await page.select(`select${action("language")}`, "en");
  await until(() => document.documentElement.lang === "en");
});

test("it is dark when it should be", async () => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.select(`select${action("theme")}`, "light");
  await until(() => document.documentElement.dataset.theme === "light");
  const light = await paper();
  await page.select(`select${action("theme")}`, "dark");
  await until(() => document.documentElement.dataset.theme === "dark");
  assert.notEqual(await paper(), light);
});

test("a story opens, and the share sheet gives its link", async () => {
  const stories = await page.$$eval(`select${action("preset")} option`, (options) => options.map((option) => option.value).filter(Boolean));
  await page.select(`select${action("preset")}`, stories[2]);
  await until(() => location.hash.length > 20);
  await page.click(action("share"));
  await page.waitForSelector("#share [data-share=link]");
  const link = await page.$eval("[data-share=link]", (field) => field.value);
  assert.ok(link.startsWith(`${server.url}#`), link);
  assert.notEqual(await page.$eval("#share .qr", (code) => code.getBoundingClientRect().width), 0);
  await page.keyboard.press("Escape");
  await until(() => !document.querySelector("dialog[open]"));
});

test("the keyboard alone reaches the parts of the page, and whatever has the focus is seen", async () => {
  await page.evaluate(() => {
    document.activeElement?.blur();
    getSelection().setPosition(document.body, 0);
  });
  const parts = ["share", "language", "theme", "help", "ram", "link", "play", "scrub"];
  const reached = new Set();
  for (let press = 0; press < 200 && !parts.every((part) => reached.has(part)); press += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return "";
      const { width, height } = focused.getBoundingClientRect();
      const seen = width > 0 && height > 0 && focused.matches(":focus-visible");
      return `${seen ? "" : "unseen: "}${focused.dataset.action ?? focused.closest("[data-param]")?.dataset.param ?? focused.tagName}`;
    });
    if (name) reached.add(name);
  }
  const names = [...reached];
  assert.deepEqual(names.filter((name) => name.startsWith("unseen")), []);
  assert.deepEqual(parts.filter((part) => !reached.has(part)), [], names.join(", "));
});

/** A page of its own at an address of its own, where no worker answers; `answer` may answer requests instead. */
async function another(t, { answer = () => false, ...options } = {}) {
  const [site, page] = await Promise.all([serve(dist, "/", options), browser.newPage()]);
  t.after(async () => {
    await page.close();
    await site.close();
  });
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    if (!(await answer(request, site))) await request.continue();
  });
  return { page, address: site.url };
}

const stands = (part) => part.waitForSelector('html[data-app="ready"]', { timeout: 20_000 });

/** What the page says where it does not start. */
async function told(part) {
  const said = await part.waitForFunction(
    () => [...document.querySelectorAll(".boot-problem")].filter((said) => said.checkVisibility()).map((said) => said.innerText).join("\n"),
    { timeout: 3000 },
  );
  assert.equal(await part.$eval(".boot-status", (status) => status.checkVisibility()), false, "nothing is loading");
  return said.jsonValue();
}

test("in a sandboxed frame it works, or says at once why it cannot", async (t) => {
  for (const [options, check] of [
    [FOR_ALL, stands],
    [{}, async (frame) => assert.match(await told(frame), /allow-same-origin/)],
  ]) {
    const { page, address } = await another(t, options);
    await page.goto(`data:text/html,<iframe width="1200" height="700" sandbox="allow-scripts" src="${address}"></iframe>`);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await check(frame);
  }
});

test("where the start script does not come, it is said at once", async (t) => {
  const { page, address } = await another(t, {
    async answer(request) {
      const starts = /boot-[^/]*\.js$/.test(request.url());
      if (starts) await request.abort();
      return starts;
    },
  });
  await page.goto(address);
  assert.match(await told(page), /not loaded completely/);
});

test("where the document takes trusted types alone, it works", async (t) => {
  const { page, address } = await another(t, {
    async answer(request, { url }) {
      const isPage = request.url() === url;
      if (isPage) {
        const headers = { "content-security-policy": "require-trusted-types-for 'script'" };
        await request.respond({ contentType: "text/html", headers, body: await (await fetch(url)).text() });
      }
      return isPage;
    },
  });
  await page.goto(address);
  await stands(page);
  const refused = await page.evaluate(() => {
    try {
      document.createElement("script").text = "0";
      return false;
    } catch {
      return true;
    }
  });
  assert.ok(refused, "the policy is in force");
  await page.waitForSelector("[data-chart=memory] svg");
});

test("nothing went wrong, and what breaks the content policy would have been noticed", async () => {
  assert.deepEqual(problems, []);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.body.append(script);
  });
  for (let wait = 0; wait < 50 && problems.length === 0; wait += 1) await new Promise((done) => setTimeout(done, 100));
  assert.match(problems.join("\n"), /content policy: script-src-elem forbids inline/);
  assert.equal(await page.evaluate(() => window.inline ?? false), false);
});
