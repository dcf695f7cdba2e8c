// Whoever comes for the first time: the entrance, the kinds, the stories and what they suggest.
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

const DESK = { viewport: { width: 1440, height: 900 } };
const ROOM = { viewport: { width: 1280, height: 720 } };

async function visit(t, hash = "", options = DESK) {
  const visitor = await open(browser, server.url + hash, options);
  t.after(visitor.close);
  await ready(visitor.page);
  return visitor;
}

const action = (page, name) => page.locator(`[data-action=${name}]`);
const entrance = (page) => page.locator("#entrance[open]");
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));
const lane = (page, name) => page.locator(`section[data-lane=${name}]`);

test("a page without an address shows the entrance, and writes out what it opens", async (t) => {
  const { page, problems } = await visit(t);
  await entrance(page).waitFor();
  assert.equal(await page.evaluate(() => location.hash), "#suspend=save&reveal=run");
  assert.equal(await page.evaluate(() => document.activeElement.closest("dialog")?.id), "entrance", "the focus is in it");
  await page.getByRole("dialog", { name: "A migration moves a virtual machine to another host" }).waitFor();
  for (const name of ["Cold", "Suspended", "Live"]) {
    const card = entrance(page).getByRole("region", { name, exact: true });
    await card.waitFor();
    for (const said of ["Advantage", "Disadvantage", "When to choose it"]) await card.getByText(said, { exact: true }).first().waitFor();
  }
  await page.keyboard.press("Escape");
  await entrance(page).waitFor({ state: "detached" });
  await action(page, "story-back").waitFor({ state: "detached" });
  assert.equal(await action(page, "preset").inputValue(), "0", "it is a story");
  assert.equal(await page.locator("[data-part=reveal]").count(), 1, "which is guessed first");
  await page.reload();
  await ready(page);
  assert.equal(await entrance(page).count(), 0, "closed, it stays closed");
  assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is kept");
  assert.deepEqual(problems, []);
});

test("a sheet that is closed before it is drawn stays closed", async (t) => {
  const { page } = await visit(t, "#");
  for (const key of ["?", "k", "a", "r"]) {
    await page.evaluate((key) => {
      for (const name of [key, "Escape"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
    }, key);
    await page.evaluate(() => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn), 200)));
    assert.equal(await page.locator("dialog[open]").count(), 0, key);
  }
});

test("any address opens without it, and it is behind the question mark", async (t) => {
  for (const hash of ["#", "#ram=8GiB", "?ram=8GiB"]) {
    const { page } = await visit(t, hash);
    assert.equal(await entrance(page).count(), 0, hash);
    await action(page, "help").click();
    await entrance(page).waitFor();
    await action(page, "entrance-lab").click();
    await entrance(page).waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await action(page, "keys").click();
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    assert.equal(await entrance(page).count(), 0, "one sheet at a time");
  }
});

test("the published experiment with all defaults is still behind a bare sign", async (t) => {
  const { page } = await visit(t, "#ram=8GiB");
  await action(page, "reset-all").click();
  await page.waitForFunction(() => location.href.endsWith("#"));
  await page.reload();
  await ready(page);
  assert.equal(await entrance(page).count(), 0);
  assert.equal(await lane(page, "suspended").locator("h2").innerText(), "Held");
});

test("each card has a run, and it is played", async (t) => {
  for (const [kind, address] of [
    ["cold", "lanes=cold"],
    ["held", "suspend=hold:compliance"],
    ["saved", "suspend=save&lanes=suspended"],
    ["live", "lanes=live"],
  ]) {
    const { page, problems } = await visit(t);
    await page.locator(`[data-see=${kind}]`).click();
    await entrance(page).waitFor({ state: "detached" });
    await page.waitForFunction((address) => decodeURIComponent(location.hash).includes(address), address);
    await page.waitForFunction(() => Number(document.querySelector("[data-clock]").dataset.clock) > 0.5);
    assert.deepEqual(problems, []);
  }
  const { page } = await visit(t);
  await action(page, "entrance-play").click();
  await page.waitForFunction(() => Number(document.querySelector("[data-clock]").dataset.clock) > 0.5);
  assert.equal(await page.locator("section[data-lane]").count(), 3);
});

test("all of it is read on one screen of a projector, in every language", async (t) => {
  for (const options of [ROOM, DESK, { viewport: { width: 1366, height: 768 } }, { viewport: { width: 1920, height: 1080 } }]) {
    for (const locale of ["en-GB", "de-DE", "es-ES"]) {
      const { page, close } = await open(browser, server.url, { ...options, locale });
      t.after(close);
      await ready(page);
      const sheet = await entrance(page).evaluate((sheet) => ({
        over: sheet.scrollHeight - sheet.clientHeight,
        wide: sheet.scrollWidth - sheet.clientWidth,
        words: [...sheet.querySelectorAll(".sketch .word")].filter((word) => word.getBoundingClientRect().right > word.previousSibling.getBoundingClientRect().right).map((word) => word.textContent),
        type: parseFloat(getComputedStyle(sheet.querySelector("dd")).fontSize) / innerHeight,
      }));
      const where = `${locale} at ${options.viewport.width}`;
      assert.ok(sheet.over <= 0 && sheet.wide <= 0, `${where}: ${JSON.stringify(sheet)}`);
      assert.deepEqual(sheet.words, [], `${where}: words beyond their bars`);
      assert.ok(sheet.type >= 0.018, `${where}: ${sheet.type} of the height`);
      await page.context().close();
    }
  }
});

test("on a phone nothing of it goes sideways", async (t) => {
  const { page } = await visit(t, "", { viewport: { width: 390, height: 844 } });
  const sheet = entrance(page);
  const wide = await sheet.evaluate((sheet) => [sheet, ...sheet.querySelectorAll("*")].filter((part) => !part.matches(".hidden") && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline").map((part) => part.className.baseVal ?? part.className));
  assert.deepEqual(wide, []);
  await page.locator("[data-see=live]").scrollIntoViewIfNeeded();
  await page.locator("[data-see=live]").click();
  await sheet.waitFor({ state: "detached" });
});

test("a row says what is suspended, and is switched where it stands", async (t) => {
  const { page, problems } = await visit(t, "#suspend=hold:compliance@12s+10min");
  const row = lane(page, "suspended");
  assert.equal(await row.locator("h2").innerText(), "Held");
  assert.match(await row.locator(".what").innerText(), /live migration, suspended for 10 min/);
  await row.locator("[data-kind=save]").click();
  assert.equal(await row.locator("h2").innerText(), "Saved");
  assert.match(await row.locator(".what").innerText(), /VM suspended, moved, resumed/);
  await row.locator("[data-kind=hold]").click();
  await page.waitForFunction(() => decodeURIComponent(location.hash).includes("suspend=hold:compliance@12s+10min"));
  assert.deepEqual(problems, [], "the hold that was made has come back");
});

test("a suggestion is a button; what it changes says from what to what", async (t) => {
  const { page, problems } = await visit(t, "#ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&suspend=save");
  const names = await action(page, "try").allInnerTexts();
  assert.deepEqual(names, ["auto-converge on", "stop after 1 min", "post-copy"]);
  await action(page, "try").first().click();
  const changed = page.locator(".rail .flash");
  await changed.waitFor();
  assert.match(await changed.locator(".from-to").innerText(), /off → on/);
  const seen = await changed.evaluate((part) => {
    const [own, rail] = [part, part.closest(".rail")].map((box) => box.getBoundingClientRect());
    return own.top >= rail.top && own.bottom <= rail.bottom;
  });
  assert.ok(seen, "it is brought into sight");
  assert.equal(await action(page, "try").first().getAttribute("aria-pressed"), "true");
  await action(page, "story-back").click();
  await action(page, "story-back").waitFor({ state: "detached" });
  await action(page, "try").nth(2).click();
  await page.waitForFunction(() => /live=postcopy/.test(location.hash));
  assert.match(await page.locator(".rail .from-to").first().innerText(), /pre-copy → post-copy/);
  await page.locator('[data-param="link"] input[type=range]').press("ArrowRight");
  assert.equal(await page.locator(".rail .from-to").count(), 0, "until something else is changed");
  assert.deepEqual(problems, []);
});

test("sliders tell which of several write groups they edit", async (t) => {
  const { page, problems } = await visit(t, "#writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s&suspend=save");
  const rate = page.locator('.rail [data-param="writes.rate"]').first();
  assert.match(await rate.innerText(), /group 1 of 2/);
  await page.locator('[data-group="1"]').click();
  assert.match(await rate.innerText(), /group 2 of 2/);
  await rate.locator("input[type=range]").press("ArrowRight");
  await page.waitForFunction(() => /writes=random:24MiB@60MiB\/s,random:1GiB@(?!6MiB)/.test(decodeURIComponent(location.hash)));
  assert.deepEqual(problems, []);
});

test("before an audience a remote goes through five to eight steps, and the story leaves the narration its room", async (t) => {
  const { page, problems } = await visit(t, "#suspend=save&present=on", ROOM);
  const told = page.locator("[data-part=narration]");
  const said = [];
  let now = -1;
  for (let press = 0; press < 10; press += 1) {
    await page.keyboard.press("PageDown");
    const next = await clock(page);
    if (next === now) break;
    now = next;
    said.push(await told.innerText());
  }
  assert.ok(said.length >= 5 && said.length <= 8, `${said.length} steps`);
  assert.equal(new Set(said).size, said.length, "each with a sentence of its own");
  await page.keyboard.press("PageUp");
  assert.equal(await told.innerText(), said.at(-2));
  for (const digit of ["1", "2", "3", "4", "5", "6", "7", "8", "9"]) {
    await page.keyboard.press(digit);
    const box = await told.boundingBox();
    assert.ok(box.y + box.height <= 720, `story ${digit}: the narration ends at ${box.y + box.height}`);
  }
  assert.deepEqual(problems, []);
});
