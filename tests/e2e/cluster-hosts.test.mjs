// The picture of hosts and links: what it says at a moment, and what can be done in it by pointer and by keys.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { screen } from "./laboratory.mjs";

const visit = screen("cluster", { before, after });
const PHONE = { viewport: { width: 390, height: 844 } };
const STORY =
  "hosts=4x32:128GiB:1Gbps&vms=8xbusy@h1&class.busy=4:8GiB:60%25:flat-60%25:random-512MiB@20MiB/s&do=drain:h1@10s&vs.slots=out:8&t=1min";

const lane = (page, letter) => page.locator(`[data-run=${letter}] [data-part=hosts]`);
const tip = (found) => found.getAttribute("data-tip");
const link = (page) => decodeURIComponent(page.url());

test("a still says which link binds, who waits and how the others share it", async (t) => {
  const { page, problems } = await visit(t, STORY);
  const [one, all] = [lane(page, "A"), lane(page, "B")];
  await one.locator(".bottleneck").waitFor();
  assert.equal(await one.locator(".bottleneck").count(), 1);
  assert.deepEqual(await one.locator(".amount.is-strong").allTextContents(), ["full", "bottleneck"]);
  assert.equal(await one.locator(".kind-waits").count(), 6);
  assert.equal(await one.locator(".kind-leaves").count(), 1);
  assert.equal(await one.locator(".kind-comes").count(), 1);
  assert.equal(await one.locator(".strand").count(), 1);
  assert.equal(await all.locator(".strand").count(), 8);
  assert.match(await tip(all.locator(".strand").first()), /busy1: h1 → .* h1\.out holds it back, of which it has 1\d/);
  assert.match(await tip(one.locator(".kind-waits").first()), /waits: one VM leaves its host already/);
  assert.deepEqual(problems, []);
});

test("a VM that is chosen is framed in all places, in both runs", async (t) => {
  const { page } = await visit(t, STORY);
  await lane(page, "B").locator(".kind-leaves").nth(2).click();
  for (const [letter, places] of [
    ["A", 1],
    ["B", 2],
  ]) {
    await page.locator(`[data-run=${letter}] .block.is-chosen`).first().waitFor();
    assert.equal(await page.locator(`[data-run=${letter}] .block.is-chosen`).count(), places);
  }
  assert.equal(await page.locator("[data-run=B] .strand.is-chosen").count(), 1);
});

test("a VM is dragged onto a host, and moved by keys", async (t) => {
  const { page, problems } = await visit(t, "hosts=3x16:64GiB:10Gbps&vms=2xweb@h1&t=5s");
  const center = async (selector) => {
    const box = await page.locator(selector).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await page.mouse.move(...(await center('[data-host=h1] [data-vm="0"] .body')));
  await page.mouse.down();
  await page.mouse.move(...(await center("[data-host=h3] .bin")), { steps: 5 });
  await page.locator("[data-host=h3].is-over").waitFor();
  await page.mouse.up();
  await page.waitForURL((url) => decodeURIComponent(url.hash).includes("do=move:web1:h3@5s"));
  assert.equal(await page.locator(".ghost-vm").count(), 0);

  // The arrow keys are the clock's until somebody walks by keys.
  await page.keyboard.press("Tab");
  await page.locator("[data-host=h1] .host-head").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator("select[data-action=move-to]").selectOption({ label: "h2" });
  await page.waitForURL((url) => /do=move:web\d:h3@5s,move:web\d:h2@5s/.test(decodeURIComponent(url.hash)));
  assert.deepEqual(problems, []);
});

test("a host is drained from its name, by keys alone", async (t) => {
  const { page, problems } = await visit(t, "vms=4xweb@h1&t=5s");
  await page.locator("[data-host=h1] .host-head").focus();
  await page.keyboard.press("Enter");
  await page.locator(".host-acts:focus").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(":focus").getAttribute("data-act"), "drain");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => decodeURIComponent(url.hash).includes("do=drain:h1@5s"));
  await page.locator("[data-host=h1].is-draining").waitFor();
  await page.locator("[data-act=back]").waitFor();
  assert.match(link(page), /do=drain:h1@5s/);
  assert.deepEqual(problems, []);
});

test("many hosts are small bins, very many are cells, and each can be reached", async (t) => {
  for (const [hosts, selector, count] of [
    [40, "[data-host]", 40],
    [1000, ".cells", 1],
  ]) {
    const { page, problems } = await visit(t, `hosts=${hosts}x16:64GiB:10Gbps&racks=4&vms=200xweb&t=5s`);
    await page.locator(`.hosts-svg ${selector}`).first().waitFor();
    assert.equal(await page.locator(`.hosts-svg ${selector}`).count(), count);
    await page.locator("select[data-action=host]").selectOption({ label: "h17" });
    await page.locator("[data-act=drain]").click();
    await page.waitForURL((url) => decodeURIComponent(url.hash).includes("do=drain:h17@5s"));
    assert.deepEqual(problems, []);
  }
});

test("on a phone everything is in the window, and nothing is wrong for those who do not see it", async (t) => {
  const { page } = await visit(t, STORY, PHONE);
  await page.locator(".hosts-svg").first().waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  for (const svg of await page.locator(".hosts-svg").all()) {
    const box = await svg.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  }
  const { violations } = await new AxeBuilder({ page }).include("[data-part=hosts]").analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 120)]),
    [],
  );
});

test("a VM in a small bin is told when it is pointed at", async (t) => {
  const { page, problems } = await visit(t, "hosts=40x16:64GiB:10Gbps&vms=80xweb&t=5s");
  const block = page.locator("[data-host=h17] [data-vm]").first();
  await block.hover();
  await page.locator("#readout:not([hidden])").waitFor();
  assert.match(await page.locator("#readout").innerText(), /^web\d+, 4 GiB: it runs here\.$/);
  assert.deepEqual(problems, []);
});
