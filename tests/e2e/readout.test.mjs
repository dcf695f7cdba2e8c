// Whatever is on the page says what it is, in numbers; lanes stand out everywhere at once; a phase can be looped.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });

const readout = (page) => page.locator("#readout");
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));

/** Without strokes, which Playwright's own box counts by the units of a stretched picture. */
const box = (target) => target.evaluate((element) => element.getBoundingClientRect().toJSON());

/** Whether two boxes touch. */
function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test("charts, bars, maps and results tell what they are, and are not covered", async (t) => {
  const { page, problems } = await visit(t, "#t=12s");
  for (const [place, told] of [
    ["[data-chart=traffic] .spots path >> nth=1", /first pass: .* GiB/],
    ["[data-chart=memory] [data-plot]", /Live: .* to send/],
    ["[data-chart=speeds] [data-plot]", /Live: VM/],
    ["[data-lane=live] .host.source .map", /like this/],
    ["[data-lane=live] .big", /final copy/],
    ["svg.row[data-of=suspended] g.bar >> nth=1", /0:10\.0 to 1:10\.0/],
  ]) {
    const target = page.locator(place);
    await target.hover();
    assert.match(await readout(page).innerText(), told, place);
    assert.equal(overlap(await box(readout(page)), await box(target)), false, `${place} is covered`);
  }
  await page.keyboard.press("Escape");
  assert.equal(await readout(page).isVisible(), false);
  assert.deepEqual(problems, []);
});

test("the keyboard walks through the parts of a chart and of the timeline", async (t) => {
  const { page } = await visit(t);
  for (const group of ["[data-chart=downtime] .spots path", "svg.row[data-of=live] g.bar"]) {
    await page.locator(group).first().focus();
    const first = await readout(page).innerText();
    const before = await clock(page);
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await readout(page).innerText(), first, group);
    assert.equal(await clock(page), before, "the clock stays");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await readout(page).innerText(), first, group);
  }
});

test("a tap tells as a hover does", async (t) => {
  const { page } = await visit(t, "", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.locator("[data-lane=cold] .big").tap();
  assert.match(await readout(page).innerText(), /boot/);
  await page.locator("[data-lane=cold] h2").tap();
  assert.equal(await readout(page).isVisible(), false);
});

test("a lane that is pointed at stands out everywhere", async (t) => {
  const { page } = await visit(t);
  const stroke = () => page.locator("[data-chart=traffic] .spots [data-of=live]").first().evaluate((part) => getComputedStyle(part).stroke);
  const plain = await stroke();
  await page.locator("[data-lane=live] h2").hover();
  assert.notEqual(await stroke(), plain);
  await page.locator("[data-lane=cold] h2").hover();
  assert.equal(await stroke(), plain);
});

test("a phase is looped until Escape", async (t) => {
  const { page, problems } = await visit(t, "#speed=10");
  await page.locator("svg.row[data-of=live] g.bar").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator(".loop").waitFor();
  let wrapped = false;
  let last = 0;
  for (let look = 0; look < 200 && !wrapped; look += 1) {
    const now = await clock(page);
    wrapped = now < last;
    last = now;
    await page.waitForTimeout(30);
  }
  assert.ok(wrapped, "it begins again");
  // The clock stands inside the phase, however slow the machine is.
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await page.locator(".loop").waitFor({ state: "hidden" });
  await page.keyboard.press("l");
  await page.locator(".loop").waitFor();
  await page.locator("[data-action=loop]").click();
  await page.locator(".loop").waitFor({ state: "hidden" });
  assert.deepEqual(problems, []);
});

test("the pace is a multiple of real time, or the story's", async (t) => {
  const { page } = await visit(t);
  const speed = page.locator("[data-action=speed]");
  assert.equal(await page.locator("[data-action=cinematic]").getAttribute("aria-pressed"), "true");
  await speed.fill("9");
  await page.waitForFunction(() => location.hash.includes("speed=10"));
  assert.match(await page.locator(".scale").innerText(), /1 s here = 10\.0 s there/);
  assert.match(await speed.getAttribute("aria-valuetext"), /10\.0 seconds/);
  await page.locator("[data-action=cinematic]").click();
  await page.waitForFunction(() => !location.hash.includes("speed"));
});
