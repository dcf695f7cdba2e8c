import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { screen } from "./laboratory.mjs";

const visit = screen("cluster", { before, after });

// Eight busy VMs leave one host, one by one or all at once.
const DRAIN =
  "hosts=4x32:128GiB:1Gbps&vms=8xbusy@h1&class.busy=4:8GiB:60%25:flat-60%25:random-512MiB@20MiB/s&do=drain:h1@10s&vs.slots=out:8";

async function drawn(t, keys, options) {
  const visitor = await visit(t, keys, options);
  await visitor.page.locator(".gantt-row").first().waitFor();
  return visitor;
}

const now = (page) => page.locator(".cluster-now b").first().textContent();
const comes = (page, share) =>
  page.waitForFunction((share) => {
    const head = document.querySelector(".cluster-sweep .playhead");
    return Math.abs(Number(head.style.getPropertyValue("--at")) - share) < 0.01;
  }, share);
const place = (page) =>
  page.locator(".cluster-sweep .playhead").evaluate((head) => Number(head.style.getPropertyValue("--at")));

test("both runs are on one clock, each row tells its story, and a strip shows the link that binds", async (t) => {
  const { page, problems } = await drawn(t, DRAIN);
  assert.equal(await page.locator(".cluster-run").count(), 2);
  assert.equal(await page.locator(".gantt-row").count(), 16);
  const story = await page.locator(".gantt-row").nth(1).getAttribute("aria-label");
  assert.match(story, /^busy2\. .*sets out from h1 to h3.*it stood still for/);
  assert.match(await page.locator(".cluster-run .drain").first().textContent(), /h1 empty after 6 min 29 s/);
  assert.match(await page.locator(".cluster-run .drain").nth(1).textContent(), /h1 not empty: 8 VMs left/);
  assert.equal(await page.locator('[data-strip="link"]').count(), 2);
  assert.deepEqual(problems, []);
});

test("a click in the picture goes to that moment, and a drag follows the pointer", async (t) => {
  const { page } = await drawn(t, DRAIN);
  // What is above the picture is higher when something moves.
  const at = async (share) => {
    const sweep = await page.locator(".cluster-sweep").boundingBox();
    return [sweep.x + share * sweep.width, sweep.y + sweep.height - 4];
  };
  await page.mouse.click(...(await at(0.5)));
  await comes(page, 0.5);
  const halfway = await now(page);
  await page.mouse.move(...(await at(0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(0.7)), { steps: 4 });
  await page.mouse.up();
  await comes(page, 0.7);
  assert.notEqual(await now(page), halfway);
});

test("a name chooses its VM in both runs without moving the clock, and again takes that back", async (t) => {
  const { page } = await drawn(t, DRAIN);
  const name = page.locator(".gantt-row .name").nth(2);
  await name.click();
  await page.locator(".gantt-row.chosen").nth(1).waitFor();
  assert.deepEqual(await page.locator(".gantt-row.chosen .name").allTextContents(), ["busy3", "busy3"]);
  assert.equal(await place(page), 0);
  await name.click();
  await page.locator(".gantt-row.chosen").first().waitFor({ state: "detached" });
});

test("arrow keys go from row to row, and Enter chooses", async (t) => {
  const { page } = await drawn(t, DRAIN);
  await page.locator('.gantt-row[tabindex="0"]').focus();
  for (let row = 0; row < 9; row++) await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator('.gantt-row[tabindex="0"]').count(), 1);
  await page.keyboard.press("Enter");
  await page.locator(".gantt-row.chosen").nth(1).waitFor();
  assert.deepEqual(await page.locator(".gantt-row.chosen .name").allTextContents(), ["busy2", "busy2"]);
  assert.equal(await place(page), 0, "the clock stands still");
});
