// What goes wrong is said in words, with the link that led there, and never leaves a frozen page.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, ready } from "./browser.mjs";
import { FOR_ALL, dist, serve } from "./serve.mjs";

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(t, hash = "", options = {}) {
  const visitor = await open(browser, server.url + hash, options);
  t.after(visitor.close);
  return visitor;
}

const problem = (page) => page.locator(".boot-problem").filter({ visible: true });
const overlay = (page) => page.getByRole("alertdialog");
const program = () => readFileSync(join(dist, readdirSync(dist).find((name) => name.endsWith(".wasm"))));

/** The next element that the program makes cannot be made: a browser that breaks its promises, and a panic in the program. */
const breakOnce = (page) =>
  page.evaluate(() => {
    const { createElementNS, createElement } = Document.prototype;
    const refuse = () => {
      Object.assign(Document.prototype, { createElementNS, createElement });
      throw new Error("no element today");
    };
    Object.assign(Document.prototype, { createElementNS: refuse, createElement: refuse });
  });

const idle = (page) => page.evaluate(() => new Promise((idle) => requestIdleCallback(() => setTimeout(idle, 500))));

async function crash(page) {
  // What is drawn after the start is drawn, and the sheet: the first new element belongs to the link that follows.
  await idle(page);
  await page.keyboard.press("?");
  await page.locator("#entrance[open]").waitFor();
  await idle(page);
  await breakOnce(page);
  await page.evaluate(() => (location.hash = "ram=8GiB&junk=1"));
  await overlay(page).waitFor();
}

test("a panic shows what happened and the link that led there, and a reload goes on from it", async (t) => {
  const { page } = await visit(t, "#ram=6GiB");
  await ready(page);
  await crash(page);
  const text = await overlay(page).innerText();
  assert.match(text, /stopped because of a mistake/);
  assert.match(text, /What happened: panicked at \S+\.rs:\d+:\d+/, "the place in the source");
  const link = await overlay(page).getByLabel("Link to the experiment").inputValue();
  assert.match(link, /^http:.*#ram=8GiB/, "the experiment that was asked for last");
  await page.keyboard.press("Escape");
  await overlay(page).waitFor();
  await overlay(page).getByRole("button", { name: "Reload" }).click();
  await ready(page);
  assert.equal(await overlay(page).count(), 0);
  assert.match(page.url(), /#ram=8GiB/);
});

test("after a panic one can start afresh, and copy the link", async (t) => {
  const { page } = await visit(t, "#ram=6GiB&lang=de", { permissions: ["clipboard-read", "clipboard-write"] });
  await ready(page);
  await page.evaluate(() => (document.documentElement.lang = "de"));
  await crash(page);
  await overlay(page).getByRole("button", { name: "Link kopieren" }).click();
  await overlay(page).getByRole("button", { name: "Kopiert" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#.*ram=8GiB/);
  await overlay(page).getByRole("button", { name: "Neu beginnen" }).click();
  await ready(page);
  assert.equal(new URL(page.url()).hash, "#suspend=save&reveal=run", "the story of a first visit");
});

test("where the clipboard is denied the link stands selected", async (t) => {
  const { page } = await visit(t, "#ram=6GiB", {
    before: (page) =>
      page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
      }),
  });
  await ready(page);
  await crash(page);
  await overlay(page).getByRole("button", { name: "Copy link" }).click();
  await overlay(page).getByRole("button", { name: "Selected" }).waitFor();
  const selected = await page.evaluate(() => {
    const field = document.activeElement;
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });
  assert.match(selected, /^http:.*#ram=8GiB/);
});

test("an error that is not the program's leaves it alone", async (t) => {
  const { page } = await visit(t);
  await ready(page);
  await page.evaluate(() => setTimeout(() => null.extension));
  await page.waitForTimeout(100);
  await page.keyboard.press("?");
  await page.locator("#entrance[open]").waitFor();
  assert.equal(await overlay(page).count(), 0);
});

test("what comes instead of the program, or not all of it, counts as a download that failed", async (t) => {
  const whole = program();
  const html = { contentType: "text/html", body: "<h1>Please log in to this network</h1>" };
  const short = { contentType: "application/wasm", body: whole.subarray(0, whole.length / 2) };
  for (const answer of [html, short]) {
    const { page, close } = await open(browser, server.url, {
      before: (page) => page.route("**/*.wasm", (route) => route.fulfill(answer)),
    });
    t.after(close);
    await problem(page).waitFor();
    assert.match(await problem(page).innerText(), /could not be downloaded/);
    await page.getByRole("button", { name: "Reload" }).waitFor();
  }
});

test("a program that the browser cannot run is said to be one", async (t) => {
  const strange = Buffer.from(program());
  strange[4] = 9; // a version of WebAssembly that does not exist
  const { page } = await visit(t, "", {
    before: (page) => page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: strange })),
  });
  await problem(page).waitFor();
  assert.match(await problem(page).innerText(), /could not start/);
});

test("a server that calls the program something else does no harm", async (t) => {
  const { page, problems } = await visit(t, "", {
    before: (page) => page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/octet-stream", body: program() })),
  });
  await ready(page);
  assert.deepEqual(problems, []);
});

test("it says that the glue of the program did not come", async (t) => {
  const { page } = await visit(t, "", { before: (page) => page.route(/migrascope-[^/]*\.js$/, (route) => route.abort()) });
  await problem(page).waitFor();
  assert.match(await problem(page).innerText(), /could not be downloaded/);
});

test("a page whose language does not come speaks English, and says so, whatever comes instead", async (t) => {
  const html = { contentType: "text/html", body: "<h1>Please log in to this network</h1>" };
  for (const answer of [(route) => route.abort(), (route) => route.fulfill({ status: 404 }), (route) => route.fulfill(html)]) {
    const { page } = await visit(t, "#ram=8GiB", { locale: "de-DE", before: (page) => page.route("**/texts-de-*", answer) });
    await ready(page);
    const notice = page.locator("[data-notice=language]");
    await notice.waitFor();
    assert.match(await notice.innerText(), /Deutsch could not be downloaded/);
    assert.equal(await page.getAttribute("html", "lang"), "en");
  }
});

test("where the start script does not come, it is said at once, in all languages", async (t) => {
  for (const answer of [(route) => route.abort(), (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "no" })]) {
    const { page, close } = await open(browser, server.url, { before: (page) => page.route("**/boot-*.js", answer) });
    t.after(close);
    await problem(page).waitFor({ timeout: 3000 });
    for (const said of [/not loaded completely/, /nicht vollständig geladen/, /no se ha cargado por completo/]) {
      assert.match(await problem(page).innerText(), said);
    }
    assert.equal(await page.locator(".boot-status").isVisible(), false, "nothing is loading");
  }
});

test("where no script comes at all, the style sheet says so after a while", async (t) => {
  const { page } = await visit(t, "", { before: (page) => page.route("**/*.js", (route) => route.abort()) });
  assert.equal(await problem(page).count(), 0, "not at once");
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await problem(page).waitFor();
  for (const said of [/not loaded completely/, /nicht vollständig geladen/, /no se ha cargado por completo/]) {
    assert.match(await problem(page).innerText(), said);
  }
});

test("the bar shows how much has come", async (t) => {
  const { page } = await visit(t, "", {
    // A few bytes at a time, as over a slow connection.
    before: (page) =>
      page.addInitScript(() => {
        const load = window.fetch;
        window.fetch = async (url, options) => {
          const bytes = new Uint8Array(await (await load(url, options)).arrayBuffer());
          let at = 0;
          const body = new ReadableStream({
            async pull(out) {
              if (at > bytes.length / 2) await new Promise((release) => (window.release = release));
              out.enqueue(bytes.subarray(at, (at += 50_000)));
              if (at >= bytes.length) out.close();
            },
          });
          return new Response(body);
        };
      }),
  });
  await page.waitForFunction(() => window.release);
  const value = await page.locator("progress").evaluate((bar) => bar.value);
  assert.ok(value > 0.4 && value < 0.8, `half of it is there, the bar shows ${value}`);
  await page.evaluate(async () => {
    while (document.documentElement.dataset.app !== "ready") {
      window.release();
      await new Promise((later) => setTimeout(later, 1));
    }
  });
  await ready(page);
});

test("before the program is there the page speaks their language to those who have one", async (t) => {
  for (const [locale, said] of Object.entries({ "de-DE": /konnte nicht geladen werden/, "es-MX": /No se pudo descargar/ })) {
    const { page } = await visit(t, "", { locale, before: (page) => page.route("**/*.wasm", (route) => route.abort()) });
    await problem(page).waitFor();
    assert.match(await problem(page).innerText(), said);
  }
  const other = await visit(t, "#lang=en", {
    locale: "de-DE",
    before: (page) => page.route("**/*.wasm", (route) => route.abort()),
  });
  await problem(other.page).waitFor();
  assert.match(await problem(other.page).innerText(), /could not be downloaded/, "the link decides");
});

const denials = {
  "storage that is denied": () =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    }),
  "a service worker that is denied": () => {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException("denied", "SecurityError"));
  },
  "an address that cannot be changed": () => {
    history.replaceState = history.pushState = () => {
      throw new DOMException("too often", "SecurityError");
    };
  },
  "no clipboard, as on a page without https": () => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    Object.defineProperty(window, "isSecureContext", { value: false });
  },
};
for (const [what, deny] of Object.entries(denials)) {
  test(`${what}: everything else works`, async (t) => {
    const { page, problems } = await visit(t, "#", { before: (page) => page.addInitScript(deny) });
    await ready(page);
    const before = await page.locator("#stage").innerText();
    await page.locator("select[data-action=preset]").selectOption({ index: 2 });
    await page.locator("input[type=range]").first().press("ArrowRight");
    await page.keyboard.press("t");
    await page.locator("[data-action=share]").click();
    await page.locator("[data-action=copy-link]").first().click();
    await page.keyboard.press("Escape");
    await page.waitForTimeout(500); // the address follows after a moment
    assert.notEqual(await page.locator("#stage").innerText(), before);
    assert.deepEqual(problems, []);
  });
}

/** The page of a site in a frame of another page, which leaves it without an origin. */
async function sandboxed(t, site) {
  const visitor = await open(browser, `${site.url}course`, {
    before: (page) =>
      page.route("**/course", (route) =>
        route.fulfill({
          contentType: "text/html",
          body: `<link rel="icon" href="data:,"><iframe width="1200" height="700" sandbox="allow-scripts" src="${site.url}#ram=8GiB"></iframe>`,
        }),
      ),
  });
  t.after(visitor.close);
  return { ...visitor, frame: visitor.page.frameLocator("iframe") };
}

test("in a sandboxed frame, which has no origin, it works", async (t) => {
  const site = await serve(dist, "/", FOR_ALL);
  t.after(site.close);
  const { frame, page, problems } = await sandboxed(t, site);
  await frame.locator('html[data-app="ready"]').waitFor({ state: "attached", timeout: 20_000 });
  const slider = frame.locator("input[type=range]").first();
  const before = await slider.inputValue();
  await slider.press("ArrowRight");
  assert.notEqual(await slider.inputValue(), before);
  await page.waitForTimeout(500); // the address follows after a moment
  assert.deepEqual(problems, []);
});

test("a sandboxed frame whose server keeps its files from it says at once what is wrong", async (t) => {
  const site = await serve(dist, "/");
  t.after(site.close);
  const { frame } = await sandboxed(t, site);
  const problem = frame.locator(".boot-problem").filter({ visible: true });
  await problem.waitFor({ timeout: 3000 });
  assert.match(await problem.innerText(), /allow-same-origin/);
  assert.equal(await frame.locator(".boot-status").isVisible(), false, "nothing is loading");
});

const long = {
  "10 000 characters of one value": `#writes=${"random:1MiB@1MiB/s,".repeat(600)}`,
  "10 000 mistakes": `#${"x=1&".repeat(10_000)}`,
  "a megabyte in one key": `#${"a".repeat(1_000_000)}=1`,
  "a megabyte in one value": `#ram=${"9".repeat(1_000_000)}`,
  "broken escapes": `#${"%E0%A4%A&%ff=%%%&ram=%C0%80".repeat(400)}`,
};
for (const [what, hash] of Object.entries(long)) {
  test(`a link with ${what} opens`, async (t) => {
    const { page, problems } = await visit(t, hash);
    await ready(page);
    await page.locator(".notices").filter({ visible: true }).waitFor();
    const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
    assert.ok(nodes < 5_000, `${nodes} elements`);
    const text = (await page.locator(".notices").innerText()).length;
    assert.ok(text < 20_000, `${text} characters of notices`);
    await page.keyboard.press("End");
    await page.locator("[data-action=dismiss]").click();
    assert.deepEqual(problems, []);
  });
}

test("a tab that was hidden goes on from where it was", async (t) => {
  const { page } = await visit(t, "#", {
    before: (page) =>
      page.addInitScript(() => {
        const ask = window.requestAnimationFrame.bind(window);
        let away = 0;
        window.sleep = (ms) => (away += ms);
        window.requestAnimationFrame = (frame) => ask((time) => frame(time + away));
      }),
  });
  await ready(page);
  await page.keyboard.press(" ");
  await page.waitForTimeout(300);
  const position = () => page.locator("#stage input[type=range]").first().evaluate((slider) => slider.value / slider.max);
  const before = await position();
  await page.evaluate(() => window.sleep(600_000));
  await page.waitForTimeout(200);
  const after = await position();
  assert.ok(after > before && after - before < 0.2, `from ${before} to ${after}`);
});

test("where the document takes trusted types alone, the page works", async (t) => {
  const { page, problems } = await visit(t, "", {
    before: (page) =>
      page.route("**/*", async (route) => {
        if (route.request().resourceType() !== "document") return route.continue();
        const response = await route.fetch();
        const headers = { ...response.headers(), "content-security-policy": "require-trusted-types-for 'script'" };
        return route.fulfill({ response, headers });
      }),
  });
  await page.locator('html[data-app="ready"]').waitFor({ state: "attached", timeout: 30_000 });
  await page.locator("[data-chart=memory] svg").first().waitFor();
  assert.deepEqual(problems, []);
});
