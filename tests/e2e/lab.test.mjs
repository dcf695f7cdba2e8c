// The Lab: a parameter changes everything at once, the clock plays, links restore, mistakes are answered in words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { laboratory, unfold } from "./laboratory.mjs";

const HOSTILE = "#ram=-1&used=NaN&writes=random:9e99TiB@x&foo&%&v=99";

const visit = laboratory({ before, after });

const result = (page, lane, name) => page.locator(`[data-lane=${lane}] [data-result=${name}]`);
const chart = (page, name) => page.locator(`[data-chart=${name}] .svg`).innerHTML();
const field = (page, key) => page.locator(`[data-param="${key}"] input[type=text]`);
const slider = (page, key) => page.locator(`[data-param="${key}"] input[type=range]`);
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));
const action = (page, name) => page.locator(`[data-action=${name}]`);

async function fill(page, key, text) {
  await field(page, key).fill(text);
  await field(page, key).press("Enter");
}

/** Waits until `probe()` no longer answers `old`. */
async function changed(probe, old) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const now = await probe();
    if (now !== old) return now;
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.fail(`it stayed at ${old}`);
}

test("a slider changes the numbers, the charts and the address", async (t) => {
  const { page, problems } = await visit(t);
  const downtime = await result(page, "suspended", "downtime").innerText();
  const pictures = await Promise.all(["downtime", "traffic", "memory"].map((name) => chart(page, name)));
  await slider(page, "ram").fill("800");
  await changed(() => result(page, "suspended", "downtime").innerText(), downtime);
  for (const [index, name] of ["downtime", "traffic", "memory"].entries()) {
    assert.notEqual(await chart(page, name), pictures[index], `the chart ${name} is drawn again`);
  }
  await page.waitForFunction(() => location.hash.startsWith("#ram="));
  assert.match(await slider(page, "ram").getAttribute("aria-valuetext"), /gibibytes/);
  await page.getByRole("button", { name: "Reset: Memory" }).click();
  await page.waitForFunction(() => location.hash === "");
  assert.equal(await result(page, "suspended", "downtime").innerText(), downtime);
  assert.deepEqual(problems, []);
});

test("it plays until the VM has arrived in every lane", async (t) => {
  const { page, problems } = await visit(t, "#speed=10");
  const places = () => page.locator("[data-lane]").evaluateAll((lanes) => lanes.map((lane) => lane.dataset.place).join(" "));
  assert.equal(await places(), "0.000 0.000 0.000");
  assert.equal(await clock(page), 0, "it starts paused");
  await action(page, "play").click();
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.getByRole("button", { name: "Play" }).waitFor({ timeout: 30_000 });
  assert.equal(await places(), "1.000 1.000 1.000");
  assert.match(await page.locator("[data-lane=live] .chip:not(.ghost)").innerText(), /running/);
  await action(page, "prev").click();
  assert.ok((await clock(page)) > 0, "it goes back by an event");
  await action(page, "start").click();
  assert.equal(await places(), "0.000 0.000 0.000");
  assert.deepEqual(problems, []);
});

test("scrubbing goes both ways, the charts stay", async (t) => {
  const { page } = await visit(t);
  await page.evaluate(() => {
    window.redrawn = 0;
    const watch = new MutationObserver((changes) => (window.redrawn += changes.length));
    for (const svg of document.querySelectorAll("[data-chart] .svg")) watch.observe(svg, { childList: true, subtree: true });
  });
  await action(page, "scrub").fill("5000");
  const middle = await clock(page);
  await action(page, "scrub").fill("2000");
  assert.ok((await clock(page)) < middle);
  assert.equal(await page.evaluate(() => window.redrawn), 0, "no chart is drawn again");
});

test("a link restores the experiment, Back returns to it after a story", async (t) => {
  const hash = "#ram=8GiB&link=10Gbps&downtime=50ms&theme=dark";
  const { page, problems } = await visit(t, hash);
  assert.equal(await field(page, "ram").inputValue(), "8 GiB");
  assert.equal(await field(page, "link").inputValue(), "10 Gbit/s");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.evaluate(() => location.hash), hash);

  await fill(page, "ram", "16 GiB");
  const story = await action(page, "preset").locator("option").nth(2).getAttribute("value");
  await action(page, "preset").selectOption(story);
  await changed(() => field(page, "ram").inputValue(), "16 GiB");
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes("ram=16GiB"));
  await changed(() => field(page, "ram").inputValue(), "4 GiB");
  assert.equal(await field(page, "ram").inputValue(), "16 GiB", "also what was changed just before");
  assert.equal(await field(page, "link").inputValue(), "10 Gbit/s");
  await page.goForward();
  await changed(() => field(page, "ram").inputValue(), "16 GiB");
  assert.deepEqual(problems, []);
});

test("the link to share holds the moment and opens the same page", async (t) => {
  const { page } = await visit(t);
  await unfold(page);
  await fill(page, "used", "40 %");
  await action(page, "scrub").fill("2500");
  const moment = await clock(page);
  await action(page, "share").click();
  const link = await page.locator("[data-share=link]").inputValue();
  const other = await visit(t, new URL(link).hash);
  assert.equal(await field(other.page, "used").inputValue(), "40 %");
  assert.ok(Math.abs((await clock(other.page)) - moment) <= 0.005, "to a hundredth, as the clock of this run is tidied");
});

test("a hostile link gives a page that works, and says what was wrong", async (t) => {
  const { page, problems } = await visit(t, HOSTILE);
  const notices = page.locator("[data-part=notices]");
  const text = await notices.innerText();
  for (const key of ["ram", "used", "writes", "foo", "v"]) {
    assert.ok((await notices.locator(`[data-notice="${key}"]`).count()) > 0, `${key} is named`);
  }
  assert.match(text, /4\s?MiB to 256\s?TiB/, "it says what is allowed");
  assert.equal(await field(page, "ram").inputValue(), "4 GiB");
  await fill(page, "ram", "2 GiB");
  assert.equal(await notices.isVisible(), true, "they stay until they are dismissed");
  await action(page, "dismiss").click();
  assert.equal(await notices.isVisible(), false);
  assert.equal(await field(page, "ram").inputValue(), "2 GiB", "and nothing is lost");
  assert.deepEqual(problems, []);
});

test("a mistake in a field is answered beside it, and the old value stays", async (t) => {
  const { page, problems } = await visit(t);
  await unfold(page);
  const ram = field(page, "ram");
  const before = await result(page, "suspended", "downtime").innerText();
  for (const mistake of ["a lot", "99999 TiB", "", "-3 GiB", "3 s"]) {
    await fill(page, "ram", mistake);
    assert.equal(await ram.getAttribute("aria-invalid"), "true", mistake);
    assert.equal(await ram.inputValue(), mistake, "what was typed is not lost");
    const complaint = page.locator(`#${await ram.getAttribute("aria-describedby")}`);
    assert.match(await complaint.innerText(), /4 MiB to 256 TiB.*4 GiB stays in force/s);
    assert.equal(await result(page, "suspended", "downtime").innerText(), before);
  }
  await ram.press("Escape");
  assert.equal(await ram.inputValue(), "4 GiB");
  assert.equal(await ram.getAttribute("aria-invalid"), null);
  await fill(page, "ram", "4096 MiB");
  assert.equal(await ram.inputValue(), "4 GiB", "one form for the same value");
  await fill(page, "used", "1,5 GiB");
  assert.equal(await field(page, "used").inputValue(), "1.5 GiB", "a size stands for a share");
  await fill(page, "ram", "1 GiB");
  assert.match(await page.locator('[data-param="used"]').innerText(), /1\s?GiB/, "it says what gave way");
  await fill(page, "ram", "4 GiB");
  assert.equal(await field(page, "used").inputValue(), "1.5 GiB", "and what gave way comes back");
  assert.deepEqual(problems, []);
});

test("what can be read in several ways is asked back, in a link and in a field", async (t) => {
  const { page, problems } = await visit(t, "#ram=16384&cap=10G");
  const offers = (key) => page.locator(`[data-notice="${key}"] [data-offer]`);
  assert.deepEqual(await offers("ram").allInnerTexts(), ["ram=16GiB", "ram=16MiB"]);
  assert.equal(await offers("ram").first().getAttribute("href"), "#ram=16GiB");
  await offers("ram").first().click();
  assert.equal(await field(page, "ram").inputValue(), "16 GiB");
  assert.equal(await offers("ram").count(), 0, "it is answered");
  assert.equal(await offers("cap").count(), 2, "the other question stays");
  await offers("cap").last().press("Enter");
  assert.equal(await field(page, "cap").inputValue(), "10 GiB/s");
  assert.equal(await page.locator("[data-part=notices]").isVisible(), false);

  await fill(page, "ram", "8192");
  const readings = page.locator('[data-param="ram"] [data-action=reading]');
  assert.deepEqual(await readings.allInnerTexts(), ["8 GiB", "8 MiB"]);
  assert.match(await page.locator('[data-param="ram"] .complaint').first().innerText(), /8192” has no unit.*16 GiB stays in force/s);
  await readings.first().click();
  assert.equal(await field(page, "ram").inputValue(), "8 GiB");
  assert.equal(await readings.count(), 0);
  await fill(page, "cap", "0");
  await field(page, "cap").waitFor({ state: "detached" });
  assert.equal(await page.locator("#p-cap").isChecked(), false, "no limit switches it off");
  assert.deepEqual(problems, []);
});

test("settings are drawn when they are first unfolded, and what stands half typed in them outlives folding", async (t) => {
  const { page, problems } = await visit(t);
  const used = field(page, "used");
  assert.equal(await used.count(), 0, "nobody has asked for it");
  await unfold(page);
  await fill(page, "used", "a lot");
  await unfold(page);
  await used.waitFor({ state: "hidden" });
  await unfold(page);
  assert.equal(await used.inputValue(), "a lot");
  assert.deepEqual(problems, []);
});

test("everything can be done with the keyboard", async (t) => {
  const { page, problems } = await visit(t);
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    const type = await page.evaluate(() => document.activeElement.type);
    if (type === "range") break;
  }
  const value = () => page.evaluate(() => document.activeElement.getAttribute("aria-valuetext"));
  const before = await value();
  await page.keyboard.press("ArrowRight");
  const after = await changed(value, before);
  await page.keyboard.press("ArrowLeft");
  await changed(value, after);

  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play" }).waitFor();
  await page.locator("#stage").focus();
  await page.keyboard.press("Home");
  assert.equal(await clock(page), 0);
  await page.keyboard.press(".");
  const event = await clock(page);
  assert.ok(event > 0);
  await page.keyboard.press("ArrowRight");
  assert.ok((await clock(page)) > event);
  await page.keyboard.press(",");
  await page.keyboard.press("End");
  await page.keyboard.press("k");
  const help = page.getByRole("dialog", { name: "Keys" });
  await help.waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("t");
  await page.waitForFunction(() => location.hash.includes("theme=light"));
  const address = page.url();
  await field(page, "link").focus();
  await page.keyboard.type("t?. ");
  await page.waitForTimeout(600);
  assert.equal(page.url(), address, "typing is typing");
  assert.deepEqual(problems, []);
});

test("the arrows of a slider always lead to another value", async (t) => {
  const { page } = await visit(t, "#cap=100MiB/s");
  await page.locator(".more > summary").click({ trial: true });
  const sliders = page.locator("[data-param] input[type=range]");
  for (const one of await sliders.all()) {
    if (!(await one.isVisible())) continue;
    const before = await one.getAttribute("aria-valuetext");
    const full = (await one.inputValue()) === (await one.getAttribute("max"));
    await one.press(full ? "Shift+ArrowLeft" : "Shift+ArrowRight");
    await changed(() => one.getAttribute("aria-valuetext"), before);
  }
});

test("each chart is also a table", async (t) => {
  const { page } = await visit(t);
  for (const name of ["downtime", "traffic", "memory", "speeds"]) {
    const figure = page.locator(`figure[data-chart=${name}]`);
    await figure.getByRole("button", { name: /as table/ }).click();
    await figure.locator("tbody tr").nth(1).waitFor();
    await page.keyboard.press("Escape");
    await figure.locator("tbody").waitFor({ state: "detached" });
  }
});

test("what a link hides is not there, and a frame keeps its address", async (t) => {
  const { page } = await visit(t, "#hide=rail,header&embed=on&lanes=live");
  assert.equal(await page.locator("[data-part=rail], [data-part=header]").count(), 0);
  assert.equal(await page.locator("section[data-lane]").count(), 1);
  const address = page.url();
  await page.keyboard.press("t");
  await page.waitForTimeout(600);
  assert.equal(page.url(), address);
});

test("without motion the story is told in steps", async (t) => {
  const { page } = await visit(t, "", { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await action(page, "play").click();
  const seen = new Set();
  for (let look = 0; look < 20; look += 1) {
    seen.add(await clock(page));
    await page.waitForTimeout(100);
  }
  assert.ok(seen.size <= 3, `${seen.size} pictures in two seconds are motion`);
});

const SCREENS = [
  ["light", { viewport: { width: 1440, height: 900 } }, "#theme=light"],
  ["dark", { viewport: { width: 1440, height: 900 } }, "#theme=dark"],
  ["projector", { viewport: { width: 1280, height: 720 } }, "#theme=projector"],
  ["presenting", { viewport: { width: 1280, height: 720 } }, "#present=on"],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true }, "#t=20s"],
  ["small phone", { viewport: { width: 360, height: 640 }, hasTouch: true }, HOSTILE],
];

for (const [name, options, hash] of SCREENS) {
  test(`${name}: nothing scrolls sideways, and axe finds nothing`, async (t) => {
    const { page, problems } = await visit(t, hash, options);
    for (const fold of await page.locator("details").all()) await fold.evaluate((details) => (details.open = true));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `it is ${over} px too wide`);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`), []);
    assert.deepEqual(problems, []);
  });
}

test("a lecture room sees three lanes and the clock without scrolling", async (t) => {
  for (const hash of ["#present=on", "#theme=projector"]) {
    const { page } = await visit(t, hash, { viewport: { width: 1280, height: 720 } });
    const bottom = await page.locator(".bars").evaluate((bars) => bars.getBoundingClientRect().bottom);
    assert.ok(bottom <= 720, `${hash}: the bars end at ${bottom}`);
    const told = await page.locator("[data-part=narration]").evaluate((told) => told.getBoundingClientRect().bottom);
    assert.ok(told <= 720, `${hash}: the sentence ends at ${told}`);
  }
});

test("a lane that never ends is as high as the others", async (t) => {
  const { page } = await visit(t, "#writes=random:1GiB@400MiB/s");
  assert.equal(await result(page, "live", "outage").innerText(), "none yet");
  const heights = await page.locator("section[data-lane]").evaluateAll((lanes) => lanes.map((lane) => lane.clientHeight));
  assert.deepEqual(new Set(heights).size, 1, `${heights}`);
});

test("a presentation gives the theme back", async (t) => {
  const { page } = await visit(t, "#theme=dark");
  const theme = () => page.locator("html").getAttribute("data-theme");
  await action(page, "present").click();
  await changed(theme, "dark");
  assert.equal(await theme(), "projector");
  await action(page, "present").click();
  await changed(theme, "projector");
  assert.equal(await theme(), "dark");
});
