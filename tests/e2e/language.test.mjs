// The page in German and Spanish, switched by its control, remembered; and in the pseudo language, which shows what has no room and what
// was never translated.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });

const SIZES = [
  [{ width: 1440, height: 900 }, ""],
  [{ width: 1280, height: 720 }, "&present=on"],
  [{ width: 390, height: 844 }, ""],
];

const control = (page) => page.locator("select[data-action=language]");
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Visible elements with text of their own that is wider than they are. */
const clipped = () => {
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || element.closest(".hidden, option, svg, select, textarea, pre") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(element);
    // Cut off on purpose, and whole on hover.
    if (webkitLineClamp !== "none" && element.closest("[data-tip]")) continue;
    if (overflowX === "visible" || overflowX === "auto" || (textOverflow === "ellipsis" && element.title)) continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(`${element.tagName}.${element.className}: ${element.textContent.trim()}`);
  }
  return found;
};

/** Visible English: words of four letters with a plain vowel and none with an accent. */
const untranslated = () => {
  const names = /^(Migrascope|QEMU|Clark|Cloud|Hypervisor|Live|Gbit)$/;
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("option, script, style, textarea, code, kbd") || !element.checkVisibility({ visibilityProperty: true })) continue;
    for (const word of walker.currentNode.data.match(/\p{L}+/gu) ?? []) {
      if (word.length >= 4 && /[aeiou]/.test(word) && /^[A-Za-z]+$/.test(word) && !names.test(word)) found.add(`${word} in “${walker.currentNode.data.trim()}”`);
    }
  }
  return [...found];
};

for (const [viewport, more] of SIZES) {
  const name = `${viewport.width} × ${viewport.height}${more}`;

  for (const [language, title] of Object.entries({ de: /nebeneinander/, es: /una junto a otra/ })) {
    test(`${name}: ${language} works`, async (t) => {
      const { page, problems } = await visit(t, `#lang=${language}&t=12s${more}`, { viewport });
      assert.equal(await page.getAttribute("html", "lang"), language);
      assert.match(await page.title(), title);
      assert.equal(await control(page).inputValue(), language);
      assert.match(await page.locator(".outcome dd").first().textContent(), /\d,\d/);
      assert.ok((await sideways(page)) <= 0);
      assert.deepEqual(await page.evaluate(clipped), []);
      assert.deepEqual(problems, []);
    });
  }

  test(`${name}: the pseudo language has room, and everything is translated`, async (t) => {
    const { page, problems } = await visit(t, `#lang=en-XA&t=12s${more}`, { viewport });
    assert.equal(await page.getAttribute("html", "lang"), "en-XA");
    assert.ok((await sideways(page)) <= 0, `${await sideways(page)} px too wide`);
    assert.deepEqual(await page.evaluate(clipped), []);
    assert.deepEqual(await page.evaluate(untranslated), []);
    assert.deepEqual(problems, []);
  });
}

test("fields take a decimal comma and complain in the language of the page", async (t) => {
  for (const [language, complaint] of Object.entries({ de: /„abc“ ist keine Zeit/, es: /«abc» no es un tiempo/ })) {
    const { page } = await visit(t, `#lang=${language}`);
    const field = page.locator("#p-downtime");
    await field.fill("1,5 s");
    await field.press("Enter");
    await page.waitForFunction(() => location.hash.includes("downtime=1.5s"));
    await field.fill("abc");
    await field.press("Enter");
    assert.match(await page.locator("#p-downtime-problem").textContent(), complaint);
  }
});

test("the control changes the language, keeps the experiment and is remembered", async (t) => {
  const { page, problems } = await visit(t, "#ram=8GiB&at=linkdown@5s%2B2s", { viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  assert.equal(await page.getAttribute("html", "lang"), "en");
  const marks = await page.locator(".mark").count();
  await control(page).selectOption("de");
  await page.waitForFunction(() => document.documentElement.lang === "de" && location.hash.includes("lang=de"));
  assert.match(page.url(), /ram=8GiB.*linkdown@5s/);
  assert.equal(await page.locator(".mark").count(), marks);
  assert.equal(await page.evaluate(() => localStorage.getItem("lang")), "de");
  const home = page.url().split("#")[0];
  // What is still on its way would fail when the page is left.
  await page.waitForLoadState("networkidle");
  await page.goto("about:blank");
  await page.goto(home);
  await page.waitForFunction(() => document.documentElement.dataset.app === "ready" && document.documentElement.lang === "de");
  await page.waitForLoadState("networkidle");
  await page.goto("about:blank");
  await page.goto(`${home}#lang=en`);
  await page.waitForFunction(() => document.documentElement.dataset.app === "ready" && document.documentElement.lang === "en");
  assert.deepEqual(problems, []);
});

const catalogs = (page) => {
  const asked = [];
  page.on("request", (request) => request.url().match(/texts-(\w+)-/) && asked.push(RegExp.$1));
  return asked;
};

test("a visit loads the texts of one language, none for English; switching loads the other and keeps moment, undo and what is open", async (t) => {
  for (const [link, first] of Object.entries({ "#lang=de": ["de"], "#lang=es": ["es"], "#lang=en": [], "#lang=en-XA": [] })) {
    let asked;
    await visit(t, link, { before: (page) => (asked = catalogs(page)) });
    assert.deepEqual(asked, first, link);
  }
  let asked;
  const { page, problems } = await visit(t, "#t=12s", {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    before: (page) => (asked = catalogs(page)),
  });
  await page.locator("#p-ram").fill("8 GiB");
  await page.locator("#p-ram").press("Enter");
  await page.locator(".more > summary").click();
  const moment = page.locator("#stage input[type=range]").first();
  const before = await moment.inputValue();
  await control(page).selectOption("de");
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.match(await page.locator("[data-action=share]").textContent(), /Teilen/);
  assert.equal(await moment.inputValue(), before);
  assert.ok(await page.locator(".more").evaluate((more) => more.open));
  await control(page).selectOption("en");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !location.hash.includes("ram="));
  await page.evaluate(() => (location.hash = "ram=8GiB&lang=de"));
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.deepEqual(asked, ["de"], "once");
  assert.deepEqual(problems, []);
});

test("without a network the language stays, which is said; later it can be chosen again", async (t) => {
  const { page } = await visit(t, "#ram=8GiB&lang=en", { locale: "en-GB" });
  await page.context().setOffline(true);
  await control(page).selectOption("de");
  const notice = page.locator("[data-notice=language]");
  await notice.waitFor();
  assert.match(await notice.textContent(), /Deutsch could not be downloaded/);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.equal(await control(page).inputValue(), "en");
  await page.waitForFunction(() => /ram=8GiB/.test(location.hash) && !/lang=de/.test(location.hash));
  await page.evaluate(() => (location.hash = "ram=4GiB&lang=de"));
  await page.waitForFunction(() => /lang=en/.test(location.hash));
  await notice.waitFor();
  await page.context().setOffline(false);
  await control(page).selectOption("de");
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.equal(await notice.count(), 0);
});

test("the browser's language is the first; without storage all of it works", async (t) => {
  const { page, problems } = await visit(t, "", {
    viewport: { width: 360, height: 640 },
    locale: "de-AT",
    before: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "localStorage", {
          get() {
            throw new DOMException("denied", "SecurityError");
          },
        });
      }),
  });
  assert.equal(await page.getAttribute("html", "lang"), "de");
  assert.ok((await sideways(page)) <= 0);
  await control(page).selectOption("en");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.deepEqual(problems, []);
});
