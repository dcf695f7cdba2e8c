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

test("what explains a figure covers neither it nor the large one above it, at any size", async (t) => {
  const links = ["", "#vs.link=10Gbps", "#ram=16GiB&used=50%25&writes=random:2GiB@300MiB/s&storage=local&vs.live=postcopy"];
  for (const viewport of [{ width: 1280, height: 720 }, { width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    for (const link of links) {
      const { page, close } = await visit(t, link, { viewport });
      for (const lane of ["cold", "suspended", "live"]) {
        const figures = page.locator(`[data-lane=${lane}] .outcome`);
        for (const part of [".big", ".outage", "[data-result=sent]"]) {
          const target = figures.locator(part).first();
          if (!(await target.isVisible())) continue;
          await target.hover();
          assert.equal(overlap(await box(readout(page)), await box(figures)), false, `${viewport.width} ${link} ${lane} ${part} is covered`);
        }
        await figures.evaluate((element) => element.focus());
        assert.equal(overlap(await box(readout(page)), await box(figures.locator(".big"))), false, `${viewport.width} ${link} ${lane}: all figures are covered`);
      }
      await close();
    }
  }
});

test("a click on the row of a lane tells this lane, until its next chapter", async (t) => {
  const { page, problems } = await visit(t, "#");
  const narration = page.locator("[data-part=narration] b");
  for (const [lane, name] of [["cold", "Cold"], ["live", "Live"], ["suspended", "Held"], ["cold", "Cold"]]) {
    const { x, y, width, height } = await box(page.locator(`svg.row[data-of=${lane}]`));
    await page.mouse.click(x + width * 0.06, y + height * 0.5);
    assert.equal((await narration.innerText()).trim(), `${name}:`, lane);
  }
  await page.keyboard.press("End");
  assert.doesNotMatch(await page.locator("[data-part=narration]").innerText(), /^Cold: .*shut/);
  // Of a whole bar, too.
  const bar = page.locator("svg.row[data-of=live] g.bar").first();
  const { x, y, height } = await box(bar);
  await page.mouse.dblclick(x + 5, y + height * 0.5);
  assert.equal((await narration.innerText()).trim(), "Live:");
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
  assert.match(await readout(page).innerText(), /shut down/);
  await page.locator(".topbar").tap({ position: { x: 3, y: 3 } });
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

/** What of the Lab has to tell what it is; of each kind there is something on every page that moves memory. */
const PARTS = {
  "row names": ".lane .name",
  "maps of memory": ".lane .map",
  hosts: ".lane .meta",
  badges: ".lane .chip",
  wires: ".lane .wire",
  clients: ".lane .clients",
  figures: ".lane .outcome dl > div",
  "bars of the clock": "g.bar",
  key: ".legend li",
  "headings of charts": ".chart figcaption b",
  "parts of bars": "[data-chart=downtime] .spots path, [data-chart=traffic] .spots path",
  threshold: "[data-chart=memory] .spots path[data-tip]",
  "axes of the map": "[data-chart=map] .axis-name",
};

test("every part of the Lab has a sentence, in every language, on hover, on focus and on a tap", async (t) => {
  const { page } = await visit(t, "#t=12s", { viewport: { width: 1440, height: 900 }, hasTouch: true });
  const told = {};
  for (const lang of ["en", "de", "es"]) {
    await page.evaluate((lang) => (location.hash = `lang=${lang}&t=12s`), lang);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    told[lang] = {};
    for (const [name, selector] of Object.entries(PARTS)) {
      const parts = await page.locator(selector).evaluateAll((parts) =>
        parts.map((part) => ({ tip: part.closest("[data-tip]")?.dataset.tip ?? "", stop: part.closest("[tabindex]") !== null })),
      );
      assert.ok(parts.length > 0, `${lang}: ${name}`);
      for (const { tip, stop } of parts) {
        // A figure is words that a number follows; all else is a sentence.
        assert.match(tip, name === "figures" ? /\p{L}.*\d|\d.*\p{L}/u : /\p{L}+ \p{L}+.*\p{L}{4}/su, `${lang}: ${name}`);
        assert.ok(stop, `${name} can have the focus`);
      }
      told[lang][name] = parts[0].tip;
    }
  }
  for (const lang of ["de", "es"]) {
    for (const name of Object.keys(PARTS)) assert.notEqual(told[lang][name], told.en[name], `${lang}: ${name} is said in English`);
  }
  await page.evaluate(() => (location.hash = "t=12s"));
  await page.waitForFunction(() => document.documentElement.lang === "en");
  for (const [name, selector] of Object.entries(PARTS)) {
    const part = page.locator(selector).first();
    const tip = await part.evaluate((part) => part.closest("[data-tip]").dataset.tip);
    await page.keyboard.press("Escape");
    await part.evaluate((part) => part.closest("[tabindex]").focus());
    assert.ok(await readout(page).isVisible(), `${name}: focus`);
    if (["maps of memory", "bars of the clock"].includes(name)) continue;
    await page.keyboard.press("Escape");
    await part.tap();
    assert.ok((await readout(page).innerText()).length > 10, `${name}: ${tip}`);
  }
});

test("the arrow keys go from part to part of a lane, and are for the clock where a pointer has put the focus", async (t) => {
  const { page } = await visit(t, "#t=12s");
  const focused = () => page.evaluate(() => document.activeElement.className.baseVal ?? document.activeElement.className);
  await page.locator("[data-lane=live] .name").focus();
  const seen = [await focused()];
  for (let step = 0; step < 10; step += 1) {
    await page.keyboard.press("ArrowRight");
    seen.push(await focused());
  }
  for (const part of ["name", "chip", "map", "meta", "wire", "outcome"]) assert.ok(seen.some((name) => name.includes(part)), `${part} among ${seen}`);
  assert.equal(await clock(page), 12, "the clock stays");
  await page.locator("[data-lane=cold] .name").click();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await clock(page), 12, "after a click the arrows are for the clock");
});

test("a click on a chart goes to the nearest turn, one on a bar to its beginning, and no ring covers it", async (t) => {
  const { page, problems } = await visit(t);
  for (const name of ["memory", "speeds"]) {
    const plot = page.locator(`[data-chart=${name}] [data-plot]`);
    const { x, y, width, height } = await box(plot);
    await page.mouse.click(x + width * 0.4, y + height * 0.3);
    const there = await clock(page);
    assert.ok(there > 0, name);
    assert.match(await readout(page).innerText(), /Live: /);
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle + document.activeElement.outerHTML.slice(0, 80));
    assert.match(ring, /^none/);
    await page.keyboard.press("Home");
  }
  // The end of the live migration, some pixels beside.
  const plot = page.locator("[data-chart=memory] [data-plot]");
  const { x, y, width, height } = await box(plot);
  await page.mouse.click(x + 3, y + height * 0.5);
  const turn = await clock(page);
  await page.keyboard.press("Home");
  await page.mouse.click(x + 4, y + height * 0.5);
  assert.equal(await clock(page), turn, "two places beside the same turn");
  await page.locator("[data-chart=downtime] .spots path[data-of=live]").first().click();
  const paused = await clock(page);
  assert.match(await page.locator("[data-lane=live] .chip").innerText(), /paused/);
  assert.ok(paused > 0 && width > 0);
  assert.deepEqual(problems, []);
});

test("the numbers of every chart open in a sheet in which no column is cut", async (t) => {
  const { page } = await visit(t, "#t=12s", { viewport: { width: 1280, height: 720 } });
  for (const lang of ["en", "de", "es"]) {
    await page.evaluate((lang) => (location.hash = `lang=${lang}&storage=local&disk=20GiB`), lang);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    for (const name of ["downtime", "traffic", "memory", "speeds", "map"]) {
      await page.locator(`[data-chart=${name}] figcaption button`).click();
      const table = page.locator(`[data-chart=${name}] .table`);
      await table.waitFor();
      const cut = await table.evaluate((table) => table.scrollWidth - table.clientWidth);
      assert.ok(cut <= 0, `${lang}: ${name} is ${cut} px too wide`);
      await page.keyboard.press("Escape");
      await table.waitFor({ state: "detached" });
    }
  }
});

test("a long record is a short story: rounds are told in groups, so the sheet has some hundred lines at most", async (t) => {
  const holds = Array.from({ length: 32 }, (_, index) => `hold@${index * 20 + 5}s%2B3s:compliance`).join(",");
  for (const [link, least] of [["#lanes=live&writes=random:64MiB@400MiB/s", 10], ["#rule=textbook&writes=random:64MiB@400MiB/s", 10], [`#writes=random:2GiB@300MiB/s&at=${holds}`, 100]]) {
    const { page, problems, close } = await visit(t, link);
    await page.locator("[data-action=read]").click();
    const lines = page.locator("#transcript .transcript li");
    // It is drawn in parts.
    await page.locator("#transcript .transcript[aria-busy=false]").waitFor();
    const [count, nodes] = [await lines.count(), await page.locator("#transcript *").count()];
    assert.ok(count >= least && count <= 250 && nodes <= 1200, `${link.slice(0, 60)}: ${count} lines, ${nodes} nodes`);
    assert.deepEqual(problems, []);
    await close();
  }
});
