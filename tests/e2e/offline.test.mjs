// After one visit the page needs no network, and a new version is offered, never forced.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, ready } from "./browser.mjs";
import { dist, serve } from "./serve.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A copy of the built page, to be changed. */
function copy() {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  folders.push(folder);
  cpSync(dist, folder, { recursive: true });
  return folder;
}

const edit = (file, change) => writeFileSync(file, change(readFileSync(file, "utf8")));

/** Publishes another version in `folder`: the style sheet has a new content and name, and the old one is gone. */
function publish(folder, mark) {
  const old = readdirSync(folder).find((name) => name.startsWith("style-"));
  const name = `style-${mark.repeat(16)}.css`;
  renameSync(join(folder, old), join(folder, name));
  edit(join(folder, name), (sheet) => `${sheet}\n:root { --version: "${mark}"; }\n`);
  for (const file of ["index.html", "sw.js"]) edit(join(folder, file), (text) => text.replaceAll(old, name));
  edit(join(folder, "sw.js"), (text) => text.replace(/VERSION = "[^"]*"/, `VERSION = "${mark}"`));
}

const version = (page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--version").replaceAll('"', ""));

/** Waits until the page is kept, and the texts of so many languages. */
const kept = (page, languages = 0) =>
  page.evaluate(async (languages) => {
    await navigator.serviceWorker.ready;
    while ((await spoken()).length < languages) await new Promise((later) => setTimeout(later, 20));

    async function spoken() {
      const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return caught.flat().filter(({ url }) => url.includes("/texts-"));
    }
  }, languages);
const notice = (page) => page.locator(".update");

async function visit(t, url, options) {
  const visitor = await open(browser, url, options);
  t.after(visitor.close);
  await ready(visitor.page);
  await kept(visitor.page);
  return visitor;
}

/** Asks for a new version, as the browser does by itself from time to time. */
const look = (page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());

test("it works without a network after one visit, in any folder, with any link", async (t) => {
  const site = await serve(dist, "/a/b/");
  t.after(site.close);
  const { page, problems } = await visit(t, `${site.url}#screen=measured`);
  // The examples of measured migrations are kept once their screen was seen.
  await page.waitForFunction(async () => {
    const { texts } = document.querySelector("script[data-wasm]").dataset;
    return caches.match(texts.split(" ").find((file) => file.startsWith("examples-")));
  });
  await page.context().setOffline(true);
  await page.reload();
  await ready(page);
  await page.goto(`${site.url}?from=elsewhere#ram=8GiB`);
  await ready(page);
  await page.goto(`${site.url}index.html#ram=8GiB`);
  await ready(page);
  await page.evaluate(() => (location.hash = "screen=measured&example=nova-log"));
  await page.locator("#stage[data-measured=found]").waitFor({ timeout: 20_000 });
  assert.deepEqual(problems, []);
});

test("without a network it speaks English and the languages that it has spoken", async (t) => {
  const site = await serve(dist, "/a/");
  t.after(site.close);
  const { page } = await visit(t, `${site.url}#lang=de`);
  await kept(page, 1);
  const language = page.locator("select[data-action=language]");
  await page.context().setOffline(true);
  await language.selectOption("es");
  await page.locator("[data-notice=language]").waitFor();
  await page.context().setOffline(false);
  await language.selectOption("es");
  await page.waitForFunction(() => document.documentElement.lang === "es");
  await kept(page, 2);
  await page.context().setOffline(true);
  for (const tag of ["en", "de", "es"]) {
    await page.goto("about:blank");
    await page.goto(`${site.url}#lang=${tag}`);
    await ready(page);
    assert.equal(await page.getAttribute("html", "lang"), tag);
  }
});

test("it works when the server is gone, in a new tab too", async (t) => {
  const site = await serve(dist, "/a/b/");
  const { page, problems } = await visit(t, `${site.url}#`);
  await site.close();
  await page.reload();
  await ready(page);
  const second = await page.context().newPage();
  await second.goto(`${site.url}#link=10Gbps`);
  await ready(second);
  assert.deepEqual(problems, []);
});

test("a new version waits until somebody asks for it, and two tabs of different versions work", async (t) => {
  const folder = copy();
  publish(folder, "a");
  const site = await serve(folder);
  t.after(site.close);
  const { page } = await visit(t, `${site.url}#ram=8GiB`);
  await page.reload(); // from now on the worker answers
  await ready(page);
  assert.equal(await version(page), "a");
  const other = await page.context().newPage();
  await other.goto(`${site.url}#`);
  await ready(other);

  publish(folder, "b");
  await look(page);
  await notice(page).waitFor();
  await notice(other).waitFor();
  assert.equal(await version(page), "a", "nothing changes by itself");
  await page.reload();
  await ready(page);
  assert.equal(await version(page), "a", "not even by a reload while another tab is at work");
  await notice(other).getByRole("button", { name: "Later" }).click();
  assert.equal(await notice(other).count(), 0);

  await notice(page).getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--version").includes("b"));
  await ready(page);
  assert.equal(new URL(page.url()).hash, "#ram=8GiB", "the experiment stays");
  assert.equal(await version(other), "a", "the other tab is left alone");
  await other.keyboard.press("End");
  await other.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  await other.reload();
  await ready(other);
  assert.equal(await version(other), "b");
});

test("a version that has arrived in parts only is not kept", async (t) => {
  const folder = copy();
  publish(folder, "a");
  const site = await serve(folder);
  t.after(site.close);
  const { page } = await visit(t, `${site.url}#`);
  await page.reload();
  await ready(page);
  // The worker of the new version is there, the page is not.
  edit(join(folder, "sw.js"), (text) => text.replace(/VERSION = "[^"]*"/, 'VERSION = "b"').replace("style-", "icons/../style-"));
  await look(page).catch(() => undefined);
  const names = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    while (registration.installing) await new Promise((later) => setTimeout(later, 20));
    return caches.keys();
  });
  assert.equal(names.length, 1, `kept: ${names}`);
  assert.match(names[0], / a$/);
  assert.equal(await notice(page).count(), 0);
});

test("two installations on one site keep out of each other's way", async (t) => {
  const folder = copy();
  const [one, two] = ["one", "two"].map((name) => join(folder, name));
  for (const part of [one, two]) cpSync(dist, part, { recursive: true });
  const site = await serve(folder);
  t.after(site.close);
  const { page } = await visit(t, `${site.url}one/`);
  for (const mark of ["a", "b", "c"]) {
    await page.goto(`${site.url}two/`);
    await ready(page);
    await kept(page);
    publish(two, mark);
    await page.goto("about:blank"); // no tab is left, so the new version takes over
  }
  await page.context().setOffline(true);
  await page.goto(`${site.url}one/`);
  await ready(page);
  assert.equal(await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes("/one/")).length), 1);
});

test("the page can be installed", async (t) => {
  const site = await serve(dist, "/a/b/");
  t.after(site.close);
  const { page } = await visit(t, `${site.url}#`);
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send("Page.getInstallabilityErrors").then(
    ({ installabilityErrors }) => ({ errors: installabilityErrors.map(({ errorId }) => errorId) }),
  );
  // A context of the tests is a private window, in which nothing can be installed.
  assert.deepEqual(errors.filter((error) => error !== "in-incognito"), []);
  const { data, url } = await session.send("Page.getAppManifest");
  const manifest = JSON.parse(data);
  for (const { src, sizes } of manifest.icons) {
    const found = await page.evaluate(async (src) => {
      const image = await createImageBitmap(await (await fetch(src)).blob());
      return `${image.width}x${image.height}`;
    }, new URL(src, url).href);
    assert.equal(found, sizes, src);
  }
});

test("in a frame of another page nothing is kept", async (t) => {
  const site = await serve(dist, "/a/");
  t.after(site.close);
  const { page, close } = await open(browser, `${site.url}course`, {
    before: (page) =>
      page.route("**/course", (route) =>
        route.fulfill({ contentType: "text/html", body: `<iframe src="${site.url}#embed=1"></iframe>` }),
      ),
  });
  t.after(close);
  const frame = page.frames()[1];
  await frame.locator('html[data-app="ready"]').waitFor({ state: "attached", timeout: 20_000 });
  assert.equal(await frame.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});
