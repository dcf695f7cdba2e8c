// The page around the program: it starts cleanly, and where it cannot start it says why.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(t, options) {
  const visitor = await open(browser, server.url, options);
  t.after(visitor.close);
  return visitor;
}

const problem = (page) => page.locator(".boot-problem").filter({ visible: true });

test("the program takes over the page without an error or a breach of the content policy", async (t) => {
  const { page, problems } = await visit(t);
  await ready(page);
  assert.equal(await page.locator(".boot").count(), 0, "the first paint is gone");
  assert.match(await page.locator("#app").innerText(), /Migrascope/);
  assert.deepEqual(problems, []);
});

test("it starts from any folder of a site, with a scenario in the address", async (t) => {
  const site = await serve(undefined, "/courses/virtualisation/");
  t.after(site.close);
  const { page, problems, close } = await open(browser, `${site.url}#link=10Gbps`);
  t.after(close);
  await ready(page);
  assert.deepEqual(problems, []);
});

test("the page promises what it does before any script has run", async (t) => {
  const { page } = await visit(t, { javaScriptEnabled: false });
  await assert.doesNotReject(page.getByRole("heading", { name: "Migrascope" }).waitFor());
  await page.getByText("side by side", { exact: false }).waitFor();
  const words = await problem(page).allInnerTexts();
  assert.match(words[0], /Scripts are switched off/);
  assert.match(words[1], /Skripte sind abgeschaltet/);
  assert.match(words[2], /scripts están desactivados/);
  assert.equal(await page.getByText("Loading").isVisible(), false, "nothing is loading");
});

test("it says that the browser cannot run WebAssembly", async (t) => {
  const { page } = await visit(t, { before: (page) => page.addInitScript(() => delete globalThis.WebAssembly) });
  await problem(page).waitFor();
  assert.match(await problem(page).innerText(), /cannot run WebAssembly/);
});

test("it says that the download failed, and loads again on request", async (t) => {
  let broken = true;
  const { page } = await visit(t, {
    before: (page) => page.route("**/*.wasm", (route) => (broken ? route.abort() : route.continue())),
  });
  await problem(page).waitFor();
  assert.match(await problem(page).innerText(), /could not be downloaded/);
  broken = false;
  await page.getByRole("button", { name: "Reload" }).click();
  await ready(page);
});

test("at a first visit it reloads even while the worker that keeps the page is about to begin", async (t) => {
  let broken = true;
  const { page } = await visit(t, {
    before: async (page) => {
      await page.addInitScript(() => {
        const beginning = { waiting: { postMessage() {} }, addEventListener() {} };
        ServiceWorkerContainer.prototype.register = async () => beginning;
      });
      await page.route("**/*.wasm", (route) => (broken ? route.abort() : route.continue()));
    },
  });
  await problem(page).waitFor();
  broken = false;
  await page.getByRole("button", { name: "Reload" }).click();
  await ready(page);
});

test("it says that the program is not there", async (t) => {
  const { page } = await visit(t, { before: (page) => page.route("**/*.wasm", (route) => route.fulfill({ status: 404 })) });
  await problem(page).waitFor();
  assert.match(await problem(page).innerText(), /could not be downloaded/);
});

test("it says so when the download takes long, and still starts", async (t) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const { page } = await visit(t, {
    before: async (page) => {
      await page.clock.install();
      await page.route("**/*.wasm", (route) => held.then(() => route.continue()));
    },
  });
  assert.equal(await page.locator("progress").isVisible(), true);
  await page.clock.runFor(21_000);
  await page.getByText("Still loading").waitFor();
  release();
  await ready(page);
});
