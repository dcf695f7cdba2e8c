// The whole page in one file, opened from a folder as from a memory stick.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { bundle } from "../../xtask/bundle.mjs";
import { launch, open, ready } from "./browser.mjs";
import { dist } from "./serve.mjs";

/** A fifth of what the strictest mail servers take. */
const LIMIT = 2_100_000;

let browser, folder, file;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "stick "));
  file = join(folder, "migrascope.html");
  writeFileSync(file, bundle(dist));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function visit(t, hash = "", options = {}) {
  const requests = [];
  const visitor = await open(browser, pathToFileURL(file).href + hash, {
    ...options,
    before: async (page) => {
      page.on("request", (request) => requests.push(request.url()));
      await options.before?.(page);
    },
  });
  t.after(visitor.close);
  return { ...visitor, requests: () => requests.filter((url) => !url.startsWith("data:")) };
}

test("it is small enough to be sent around", () => {
  const { size } = statSync(file);
  assert.ok(size < LIMIT, `${size} bytes`);
});

test("it opens by a double click, asks for nothing and keeps to its policy", async (t) => {
  const { page, problems, requests } = await visit(t);
  await ready(page);
  await page.locator("[data-chart=memory] svg").first().waitFor();
  await page.locator("#entrance[open]").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await page.locator("select[data-action=preset]").selectOption({ index: 2 });
  assert.deepEqual(requests().map((url) => url.split("#")[0]), [pathToFileURL(file).href], "the file itself, once");
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker?.getRegistrations().catch(() => []))?.length ?? 0), 0);
  assert.deepEqual(problems, []);
});

test("links work in it, and the address follows", async (t) => {
  const { page, problems } = await visit(t, "#ram=8GiB&link=10Gbps");
  await ready(page);
  assert.equal(await page.locator(".notices").isVisible(), false);
  await page.locator("input[type=range]").first().press("ArrowRight");
  await page.waitForFunction(() => location.hash.includes("link=10Gbps") && !location.hash.includes("ram=8GiB"));
  await page.evaluate(() => (location.hash = "junk=1"));
  await page.locator(".notices").filter({ visible: true }).waitFor();
  await page.evaluate(() => (location.hash = "screen=measured&example=nova-log"));
  await page.locator("#stage[data-measured=found]").waitFor({ timeout: 20_000 });
  assert.deepEqual(problems, []);
});

test("what is shared of it says nothing of the folder it lies in, and asks for the public address", async (t) => {
  const { page, problems } = await visit(t, "#ram=8GiB");
  await ready(page);
  await page.locator("[data-action=share]").click();
  const link = page.locator("[data-share=link]");
  assert.equal(await link.inputValue(), "#ram=8GiB");
  assert.equal(await page.locator("#share .qr").count(), 0);
  assert.match(await page.locator("[data-part=no-code]").innerText(), /public address/);
  await page.locator("#share .tabs input[value=embed]").check();
  assert.equal(await page.locator("[data-share=embed]").count(), 0);
  await page.locator("#share .tabs input[value=cite]").check();
  assert.doesNotMatch(await page.locator("[data-share=bibtex]").inputValue(), /file:|stick/);
  await page.locator("#share .tabs input[value=link]").check();
  await page.locator("[data-share=public]").fill("https://uni.example/lab/");
  await page.locator("[data-share=public]").blur();
  assert.equal(await link.inputValue(), "https://uni.example/lab/#ram=8GiB");
  assert.equal(await page.locator("#share .qr").count(), 1);
  assert.deepEqual(problems, []);
});

test("it speaks every language", async (t) => {
  const { page, problems, requests } = await visit(t, "#lang=de");
  await ready(page);
  assert.match(await page.title(), /nebeneinander/);
  await page.locator("select[data-action=language]").selectOption("es");
  await page.waitForFunction(() => document.documentElement.lang === "es" && document.title.includes("una junto a otra"));
  await page.locator("select[data-action=language]").selectOption("en");
  await page.waitForFunction(() => document.documentElement.lang === "en" && document.title.includes("side by side"));
  assert.equal(requests().length, 1);
  assert.deepEqual(problems, []);
});

test("it works where storage is denied", async (t) => {
  const { page, problems } = await visit(t, "", {
    before: (page) =>
      page.addInitScript(() =>
        Object.defineProperty(window, "localStorage", {
          get() {
            throw new DOMException("denied", "SecurityError");
          },
        }),
      ),
  });
  await ready(page);
  await page.keyboard.press("t");
  assert.deepEqual(problems, []);
});

test("it says so where the program in it cannot run, in every language", async (t) => {
  const words = { "#lang=en": /could not start/, "#lang=de": /konnte nicht starten/, "#lang=es": /No se pudo iniciar/ };
  for (const [link, said] of Object.entries(words)) {
    const { page } = await visit(t, link, { before: (page) => page.addInitScript(() => delete globalThis.DecompressionStream) });
    const problem = page.locator(".boot-problem").filter({ visible: true });
    await problem.waitFor();
    assert.match(await problem.innerText(), said);
  }
});
