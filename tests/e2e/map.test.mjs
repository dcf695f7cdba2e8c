// The convergence map and the stories, on the built page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });
const action = (page, name) => page.locator(`[data-action=${name}]`);
const plot = (page) => page.locator("[data-chart=map] .plot");
const done = (page) => page.locator("[data-chart=map] .plot:not(.stale)").waitFor();

test("a click on the map goes there, and undo comes back", async (t) => {
  const { page, problems } = await visit(t);
  await done(page);
  const box = await plot(page).boundingBox();
  await plot(page).click({ position: { x: box.width * 0.95, y: box.height * 0.9 } });
  await page.waitForFunction(() => /link=.*bps/.test(decodeURIComponent(location.hash)) && /writes=/.test(location.hash));
  assert.match(await plot(page).getAttribute("aria-label"), /never ends/);
  await action(page, "undo").click();
  await page.waitForFunction(() => location.hash === "");
  assert.deepEqual(problems, []);
});

test("arrow keys look around on the map, Enter goes there", async (t) => {
  const { page, problems } = await visit(t);
  await done(page);
  await plot(page).focus();
  const said = () => page.locator("[data-chart=map] .said").innerText();
  const here = await said();
  await page.keyboard.press("ArrowUp");
  assert.notEqual(await said(), here);
  assert.equal(await page.evaluate(() => location.hash), "", "looking changes nothing");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /link=/.test(location.hash));
  await page.locator("[data-chart=map] figcaption button").click();
  assert.equal(await page.locator("[data-chart=map] tbody tr").count(), 8);
  assert.deepEqual(problems, []);
});

test("a story suggests something, and leads back", async (t) => {
  const { page } = await visit(t, "", { viewport: { width: 1280, height: 720 } });
  await action(page, "present").click();
  await page.keyboard.press("5");
  await page.locator("[data-part=story]").waitFor();
  const story = await action(page, "preset").inputValue();
  await action(page, "try").first().click();
  await page.waitForFunction(() => /throttle=on/.test(location.hash));
  await action(page, "story-back").click();
  assert.equal(await action(page, "preset").inputValue(), story);
});
