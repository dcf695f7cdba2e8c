// What would make a migration end, or keep a promise, on the built page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });
const action = (page, name) => page.locator(`[data-action=${name}]`);
const fold = (page) => page.locator("details.advice > summary");
const row = (page, text) => page.locator(".remedies tr:not(.title)").filter({ hasText: text });
const promise = (page, clause) => page.locator(`#promise-${clause}`);
const found = (page) => page.locator("[data-advice=found]").waitFor();
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));

const NEVER = "#ram=16GiB&used=50%25&writes=random:2GiB@300MiB/s";

async function unfolded(page) {
  await fold(page).click();
  await found(page);
}

async function promised(page, clause, text) {
  await promise(page, clause).fill(text);
  await promise(page, clause).press("Enter");
  await found(page);
}

test("a migration that never ends is told what would end it", async (t) => {
  const { page, problems } = await visit(t, NEVER);
  assert.equal(await page.locator(".advice *").count(), 1, "nothing is there while it is folded");
  await unfolded(page);
  assert.match(await page.locator(".advice [role=status]").last().innerText(), /does not end\. \d+ changes would be enough/);
  const value = async (name, unit) => {
    const said = await row(page, new RegExp(`^${name} `)).locator("th").innerText();
    return Number(said.match(new RegExp(`^${name} ([\\d.]+) ${unit}$`))?.[1]);
  };
  const link = await value("Link", "Gbit/s");
  assert.ok(link >= 2.5 && link <= 2.6, `a link of ${link} Gbit/s`);
  const limit = await value("Downtime limit", "s");
  assert.ok(limit >= 10.8 && limit <= 11.4, `a limit of ${limit} s`);
  assert.match(await page.locator(".useless").innerText(), /the line is full/);
  assert.deepEqual(problems, []);
});

test("a remedy is applied at a click, and undo takes it back", async (t) => {
  const { page, problems } = await visit(t, NEVER);
  const before = await hash(page);
  await unfolded(page);
  await row(page, "Link").locator("button").click();
  await page.waitForFunction(() => /link=2\.5\d*Gbps/.test(location.hash));
  await found(page);
  assert.match(await page.locator(".found").innerText(), /Applied: Link 2\.5/);
  assert.equal(await row(page, "Link").count(), 0, "it ends, so nothing has to help");
  assert.ok(await fold(page).evaluate((summary) => summary === document.activeElement), "the focus is not lost");
  await action(page, "undo").first().click();
  await page.waitForFunction((before) => decodeURIComponent(location.hash) === before, before);
  await found(page);
  await row(page, "Post-copy after").locator("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /live=hybrid/.test(location.hash));
  await found(page);
  await action(page, "advice-undo").click();
  await page.waitForFunction((before) => decodeURIComponent(location.hash) === before, before);
  assert.deepEqual(problems, []);
});

test("what keeps only a part of a promise stands apart, and a bare number is asked back", async (t) => {
  const { page, problems } = await visit(t, NEVER);
  await unfolded(page);
  await promised(page, "total", "5min");
  await promised(page, "downtime", "500 ms");
  assert.equal(await promise(page, "total").inputValue(), "5 min");
  const part = page.locator(".remedies tbody").last();
  assert.match(await part.innerText(), /only a part/);
  assert.match(await part.locator("tr", { hasText: "Stop by force" }).locator(".broken").innerText(), /✗ 1\d/);
  assert.match(await row(page, "Link").innerText(), /✓/);
  await promise(page, "total").fill("5");
  await promise(page, "total").press("Enter");
  assert.equal(await promise(page, "total").getAttribute("aria-invalid"), "true");
  await page.locator("[data-field=promise-total] [data-action=reading]").first().click();
  await page.waitForFunction(() => !document.querySelector("#promise-total").hasAttribute("aria-invalid"));
  await promised(page, "total", "");
  assert.equal(await promise(page, "total").inputValue(), "");
  await action(page, "promise-more").click();
  await promised(page, "traffic", "12GiB");
  assert.match(await page.locator(".remedies thead").innerText(), /sends/i);
  assert.deepEqual(problems, []);
});

test("advice follows the experiment while it is unfolded", async (t) => {
  const { page } = await visit(t, NEVER);
  await unfolded(page);
  await page.locator("#p-link").fill("10 Gbps");
  await page.locator("#p-link").press("Enter");
  await page.waitForFunction(() => /As it is, it ends/.test(document.querySelector(".advice").innerText));
  await action(page, "undo").first().click();
  await row(page, "Link").waitFor();
});

const SCREENS = [
  ["light", { viewport: { width: 1440, height: 900 } }, ""],
  ["dark", { viewport: { width: 1440, height: 900 } }, "&theme=dark"],
  ["projector", { viewport: { width: 1280, height: 720 } }, "&theme=projector"],
  ["German phone", { viewport: { width: 390, height: 844 }, hasTouch: true }, "&lang=de"],
];

for (const [name, options, more] of SCREENS) {
  test(`${name}: advice is never wider than the screen, and axe finds nothing`, async (t) => {
    const { page, problems } = await visit(t, NEVER + more, options);
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const folded = await height();
    await unfolded(page);
    await promised(page, "downtime", "500ms");
    const over = await page.evaluate(() => {
      const stage = document.querySelector("#stage");
      const root = document.documentElement;
      return Math.max(stage.scrollWidth - stage.clientWidth, root.scrollWidth - root.clientWidth);
    });
    assert.ok(over <= 0, `it is ${over} px too wide`);
    if (options.viewport.width > 759) {
      assert.equal(await height(), folded, "the stage scrolls, and not the page");
    }
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`), []);
    assert.deepEqual(problems, []);
  });
}
