// Guess first: what comes after the playhead is nowhere on the built page until the run reaches it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });
const action = (page, name) => page.locator(`[data-action=${name}]`).first();

/** All that the page says, seen or not: texts, labels, tips, titles, tables. */
const all = (page) =>
  page.evaluate(() => {
    const attributes = ["aria-label", "data-tip", "title", "aria-valuetext", "alt"];
    const said = [...document.querySelectorAll("*")].flatMap((node) => attributes.map((name) => node.getAttribute(name)));
    return [document.body.textContent, document.title, ...said].filter(Boolean).join("\n").replaceAll("\u00a0", " ");
  });

// Of the default run: totals, downtimes, what is sent in the end, the end of the clock.
const SECRETS = [/27\.4 s/, /0\.29 s/, /287 ms/, /3\.0 GiB/, /55\.5 s/, /1:31/, /0:27\.4/, /stop-and-copy/i, /never ends/];

async function seek(page, seconds) {
  for (let step = 0; step < 400; step += 1) {
    const now = Number(await page.locator("[data-clock]").getAttribute("data-clock"));
    if (now >= seconds) return;
    await page.keyboard.press("ArrowRight");
  }
}

test("nothing gives away what comes, and all is there at a touch", async (t) => {
  const { page, problems } = await visit(t, "#lanes=live&reveal=run");
  await page.locator("#stage").focus();
  for (const moment of [0, 6]) {
    await seek(page, moment);
    const said = await all(page);
    for (const secret of SECRETS) assert.doesNotMatch(said, secret, `at ${moment} s`);
  }
  assert.equal(await page.locator("[data-chart=map]").count(), 0);
  // So far and final do not look alike: a word and a line.
  const outcome = page.locator(".outcome").first();
  assert.match(await outcome.textContent(), /so far/);
  assert.match(await outcome.locator("dd").first().evaluate((node) => getComputedStyle(node).textDecorationLine), /underline/);
  await page.keyboard.press("s");
  await page.waitForFunction(() => document.querySelector("[data-result=total]").textContent.includes("27.4 s"));
  assert.equal(await page.locator("[data-part=reveal]").count(), 0);
  assert.equal(await page.evaluate(() => location.hash), "#lanes=live&reveal=run", "the link stays the same question");
  assert.deepEqual(problems, []);
});

test("at the end everything is there, and going back hides nothing again", async (t) => {
  const { page, problems } = await visit(t, "#lanes=live&reveal=run");
  await action(page, "end").click();
  await page.waitForFunction(() => document.querySelector("[data-result=total]").textContent.includes("27.4 s"));
  await action(page, "start").click();
  assert.match(await page.locator("[data-result=total]").first().textContent(), /27\.4 s/);
  assert.equal(await page.locator("[data-part=reveal]").count(), 0);
  assert.deepEqual(problems, []);
});

test("what was seen stays seen when the clock goes back, and no more than that", async (t) => {
  const { page } = await visit(t, "#lanes=live&reveal=run");
  await page.locator("#stage").focus();
  await seek(page, 6);
  const sent = await page.locator("[data-result=sent]").first().textContent();
  assert.notEqual(sent, "0 B");
  await page.keyboard.press("Home");
  assert.equal(await page.locator("[data-result=sent]").first().textContent(), sent);
  for (const secret of SECRETS) assert.doesNotMatch(await all(page), secret);
});

test("files hold no more than was seen; results come with the end", async (t) => {
  const { page } = await visit(t, "#lanes=live&reveal=run&t=3s");
  await action(page, "share").click();
  await page.locator("input[name=share-tab][value=files]").check();
  assert.equal(await page.locator("[data-file^=results]").count(), 0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-file="lab.svg"]').click()]);
  const { readFile } = await import("node:fs/promises");
  const picture = await readFile(await download.path(), "utf8");
  for (const secret of SECRETS) assert.doesNotMatch(picture, secret);
});

test("a pinned run is hidden likewise", async (t) => {
  const { page } = await visit(t, "#vs.link=10Gbps&lanes=live&reveal=run&t=1s");
  assert.equal(await action(page, "difference").count(), 0, "no table of what both come to");
  const said = await all(page);
  for (const secret of [...SECRETS, /2\.43 s/, /79 ms/]) assert.doesNotMatch(said, secret);
  await page.locator("#stage").focus();
  await page.keyboard.press("s");
  await action(page, "difference").waitFor();
});

test("a box below the parameters hides and shows", async (t) => {
  const { page, problems } = await visit(t, "#lanes=live");
  await page.locator(".more > summary").click();
  await page.locator("#p-reveal").check();
  await page.locator("[data-part=reveal]").waitFor();
  await page.waitForFunction(() => location.hash === "#lanes=live&reveal=run");
  await page.locator("#p-reveal").uncheck();
  await page.waitForFunction(() => location.hash === "#lanes=live");
  assert.equal(await page.locator("[data-part=reveal]").count(), 0);
  assert.deepEqual(problems, []);
});
