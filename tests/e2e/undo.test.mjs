// Undo and redo, and the settings one click away, on the built page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory, unfold } from "./laboratory.mjs";

const visit = laboratory({ before, after });
const action = (page, name) => page.locator(`[data-action=${name}]`);
const field = (page, key) => page.locator(`[data-param="${key}"] input[type=text]`);
const slider = (page, key) => page.locator(`[data-param="${key}"] input[type=range]`);
const says = (page, key, value) =>
  page.waitForFunction(([id, text]) => document.getElementById(id).value === text, [`p-${key}`, value]);

test("a drag is one step back, and the buttons tell whether there is one", async (t) => {
  const { page, problems } = await visit(t);
  assert.equal(await action(page, "undo").getAttribute("aria-disabled"), "true");
  const box = await slider(page, "link").boundingBox();
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, middle, { steps: 8 });
  await page.mouse.up();
  assert.notEqual(await field(page, "link").inputValue(), "1 Gbit/s");
  await action(page, "undo").click();
  await says(page, "link", "1 Gbit/s");
  assert.equal(await action(page, "undo").getAttribute("aria-disabled"), "true");
  await action(page, "redo").click();
  assert.notEqual(await field(page, "link").inputValue(), "1 Gbit/s");
  assert.deepEqual(problems, []);
});

test("the arrows of a slider are one step for as long as it has the focus", async (t) => {
  const { page, problems } = await visit(t);
  await slider(page, "link").focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
  await slider(page, "downtime").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await slider(page, "link").focus();
  await page.keyboard.press("ArrowRight");
  const last = await field(page, "link").inputValue();
  await page.keyboard.press("Control+z");
  await page.waitForFunction((old) => document.getElementById("p-link").value !== old, last);
  assert.notEqual(await field(page, "link").inputValue(), "1 Gbit/s", "the visit before is a step of its own");
  await page.keyboard.press("Control+z");
  await says(page, "downtime", "300 ms");
  await page.keyboard.press("Control+z");
  await says(page, "link", "1 Gbit/s");
  assert.equal(await action(page, "undo").getAttribute("aria-disabled"), "true");
  assert.deepEqual(problems, []);
});

test("keys undo and redo, and leave a field being typed in alone", async (t) => {
  const { page } = await visit(t);
  await field(page, "ram").fill("8 GiB");
  await field(page, "ram").press("Enter");
  await field(page, "downtime").fill("2 s");
  await field(page, "downtime").press("Enter");
  await slider(page, "ram").focus();
  await page.keyboard.press("Control+z");
  await says(page, "downtime", "300 ms");
  await page.keyboard.press("Control+z");
  await says(page, "ram", "4 GiB");
  await page.keyboard.press("Control+Shift+Z");
  await says(page, "ram", "8 GiB");
  await page.keyboard.press("Control+y");
  await says(page, "downtime", "2 s");
  await field(page, "ram").fill("9 GiB");
  await page.keyboard.press("Control+z");
  await says(page, "downtime", "2 s");
  await page.waitForFunction(() => /downtime=2s/.test(location.hash));
});

test("a story and a reset of everything can be undone", async (t) => {
  const { page } = await visit(t, "#ram=8GiB");
  await action(page, "preset").selectOption("0");
  await action(page, "reset-all").click();
  await says(page, "ram", "4 GiB");
  await page.locator("#stage").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await action(page, "preset").inputValue(), "0");
  await page.keyboard.press("Control+z");
  await says(page, "ram", "8 GiB");
  assert.equal(await action(page, "preset").inputValue(), "");
});

test("the further settings stay as they were left", async (t) => {
  const { page } = await visit(t);
  assert.equal(await field(page, "used").isVisible(), false);
  await unfold(page);
  assert.equal(await field(page, "used").isVisible(), true);
  await field(page, "ram").fill("8 GiB");
  await field(page, "ram").press("Enter");
  await page.waitForFunction(() => location.hash.includes("ram=8GiB"));
  assert.equal(await field(page, "used").isVisible(), true);
});
