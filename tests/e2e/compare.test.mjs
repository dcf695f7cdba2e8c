// A pinned run beside the present one, on the built page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });
const action = (page, name) => page.locator(`[data-action=${name}]`).first();
const field = (page, key) => page.locator(`[data-param="${key}"] input[type=text]`);
const lane = (page, name) => page.locator(`.lane[data-lane=${name}]`);
const result = (page, name, figure) => lane(page, name).locator(`[data-result=${figure}]`).first();
const hash = (page) => page.evaluate(() => location.hash);
const hashIs = (page, text) => page.waitForFunction((text) => location.hash === text, text);

async function set(page, key, value) {
  await field(page, key).fill(value);
  await field(page, key).press("Enter");
}

test("one VM at 1 Gbit/s and at 10 Gbit/s is two actions", async (t) => {
  const { page, problems } = await visit(t, "#lanes=live");
  const before = await result(page, "live", "total").textContent();
  await action(page, "pin").click();
  assert.equal(await action(page, "pin").getAttribute("aria-pressed"), "true");
  assert.equal(await hash(page), "#lanes=live", "a pin that nothing differs from is not in the address");
  await set(page, "link", "10 Gbit/s");
  await hashIs(page, "#vs.link=10Gbps&lanes=live");
  const after = await result(page, "live", "total").textContent();
  assert.notEqual(after, before);
  const told = await lane(page, "live").locator(".total").textContent();
  assert.ok(told.includes(`was ${before}`) && told.includes(`${before} →`) && told.includes(after), told);
  // The longer run sets the clock.
  assert.match(await page.locator(".clock").textContent(), /of 0:27\.4/);
  // Ghosts in bars, curves and on the clock.
  assert.ok((await page.locator(".bars rect.ghost").count()) > 2);
  assert.ok((await page.locator("[data-chart=downtime] .spots path").last().getAttribute("data-tip")).includes("was "));
  assert.ok((await page.locator("[data-chart=memory] .svg").getAttribute("aria-label")).includes("In the pinned run:"));
  assert.deepEqual(problems, []);
});

test("the difference is said for total, downtime, outage and traffic, to those who do not see it as well", async (t) => {
  const { page, problems } = await visit(t, "#vs.link=10Gbps&t=4s");
  await page.locator(".difference summary").click();
  const table = page.locator(".difference table");
  assert.deepEqual(await table.locator("thead th").allTextContents(), ["Lane", "total", "downtime", "outage", "sent"]);
  assert.match(await table.locator("tbody tr").last().textContent(), /27\.4 s → 2\.43 s \(24\.9 s less\)/);
  const summary = await page.locator("[data-result=compared]").textContent();
  assert.match(summary, /Live: total was 27\.4 s → 2\.43 s, 24\.9 s less; downtime was .* less; outage was .* less; sent was .* less\./);
  // Where the pinned run stands elsewhere, its badge is there too.
  assert.match(await lane(page, "live").locator("[data-ghost]").textContent(), /pinned: VM running/);
  // A lane that goes as before has no ghost.
  assert.equal(await lane(page, "cold").locator("[data-was]").filter({ hasText: "was" }).count(), 0);
  assert.deepEqual(problems, []);
});

test("where there was none yet in the pinned run, the row tells what is alone", async (t) => {
  const { page } = await visit(t, "#ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&vs.throttle=on&lanes=live");
  const told = await lane(page, "live").locator(".outcome").innerText();
  assert.doesNotMatch(told, /none yet/);
  assert.match(told, /over 10 min →/, "and a figure that there was is told");
});

test("undo keeps the pin, Back brings it back, and a key lets go of it", async (t) => {
  const { page, problems } = await visit(t, "#lanes=live");
  await page.locator("#stage").focus();
  await page.keyboard.press("v");
  await set(page, "link", "10 Gbit/s");
  await set(page, "ram", "8 GiB");
  await hashIs(page, "#vs.ram=8GiB&vs.link=10Gbps&lanes=live");
  await action(page, "undo").click();
  await action(page, "undo").click();
  await hashIs(page, "#lanes=live");
  assert.equal(await action(page, "pin").getAttribute("aria-pressed"), "true");
  await action(page, "redo").click();
  await hashIs(page, "#vs.link=10Gbps&lanes=live");
  await action(page, "unpin").click();
  await hashIs(page, "#link=10Gbps&lanes=live");
  assert.equal(await page.locator("[data-part=beside]").count(), 0);
  await page.goBack();
  await hashIs(page, "#vs.link=10Gbps&lanes=live");
  assert.equal(await page.locator("[data-changed=link]").count(), 1);
  assert.deepEqual(problems, []);
});

test("hostile keys are told, and the page stands", async (t) => {
  const { page, problems } = await visit(t, "#vs.foo=1&vs.vs.link=2&vs.lanes=live&vs.link=mud");
  const told = await page.locator("[data-notice]").evaluateAll((all) => all.map((each) => each.dataset.notice));
  assert.deepEqual(told.sort(), ["vs.foo", "vs.lanes", "vs.link", "vs.vs.link"]);
  assert.deepEqual(problems, []);
});

for (const [width, height] of [[1440, 900], [1280, 720], [390, 844]]) {
  test(`nothing is cut at ${width}×${height}, in German`, async (t) => {
    const { page } = await visit(t, "#vs.link=10Gbps&vs.writes.rate=100MiB/s&lang=de", { viewport: { width, height } });
    const cut = await page.evaluate(() => {
      const beyond = (node) => node.getBoundingClientRect().right > innerWidth + 0.5;
      return [...document.querySelectorAll(".outcome *, .beside *")].filter(beyond).map((node) => node.textContent);
    });
    assert.deepEqual(cut, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

test("the figures of a row beside a pinned run keep to the height of a lane", async (t) => {
  const running = "ram=16GiB&used=50%25&writes=random:2GiB@300MiB/s";
  const links = ["#vs.link=10Gbps", `#${running}&live=postcopy&vs.live=precopy`, `#${running}&throttle=on&storage=local&vs.throttle=off`, `#${running}&link=10Gbps&vs.link=1Gbps`];
  for (const viewport of [{ width: 1280, height: 720 }, { width: 1440, height: 900 }]) {
    for (const link of links) {
      const { page, close } = await visit(t, link, { viewport });
      const heights = await page.locator(".lane .outcome").evaluateAll((all) => all.map((figures) => Math.round(figures.getBoundingClientRect().height)));
      assert.ok(Math.max(...heights) <= 130, `${viewport.width} ${link}: ${heights}`);
      await close();
    }
  }
});
