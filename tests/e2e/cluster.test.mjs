// The screen of clusters: two runs on one clock, the log, the way into the Lab, large runs, hostile links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { screen } from "./laboratory.mjs";

const SIZES = { laptop: { width: 1440, height: 900 }, projector: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };
const DRAIN = "hosts=3x16:64GiB:10Gbps&vms=6xweb@h1&do=drain:h1@10s";

const visit = screen("cluster", { before, after });

const shown = (page) => page.locator("#stage[data-cluster=shown]").waitFor({ timeout: 30_000 });
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));
const headline = (page) => page.locator("[data-part=headline]").innerText();

test("each story is a choice away, has two runs and says what they differ in", async (t) => {
  const { page, problems } = await visit(t);
  const stories = page.locator("select[data-action=preset] option:not([value=''])");
  const all = await stories.count();
  assert.ok(all >= 12, `${all} stories`);
  for (let index = 0; index < all; index += 1) {
    await page.locator("select[data-action=preset]").selectOption(String(index));
    await shown(page);
    assert.equal(await page.locator("[data-run]").count(), 2);
    assert.match(await headline(page), /\bA\b[^]*\bB\b|\bB\b[^]*\bA\b|Both|Neither/);
    assert.ok((await page.locator("[data-part=story]").innerText()).length > 40);
  }
  assert.deepEqual(problems, []);
});

test("from the Lab the way leads to a story", async (t) => {
  const { page, problems } = await visit(t);
  await page.locator("nav.screens [data-screen=lab]").click();
  await page.goto(page.url().split("#")[0] + "#ram=8GiB");
  await page.reload();
  await page.locator("nav.screens [data-screen=cluster]").click();
  await shown(page);
  assert.match(await headline(page), /A empties h1 after 6 min 29 s, B never does/);
  assert.deepEqual(problems, []);
});

test("the clock plays, keys move it, and a line of the log leads to its moment", async (t) => {
  const { page, problems } = await visit(t, DRAIN);
  await shown(page);
  await page.keyboard.press("Shift+ArrowRight");
  assert.equal(await clock(page), 10);
  assert.match(await page.locator(".cluster-now").innerText(), /1 is on its way, 5 wait/);
  await page.keyboard.press("End");
  const end = await clock(page);
  assert.ok(end > 20 && end < 120, `${end} s`);
  await page.locator("[data-action=all-lines]").click();
  await page.locator("[data-log=A] [data-action=line]").first().click();
  assert.equal(await clock(page), 10);
  await page.locator("[data-action=play]").click();
  await page.waitForTimeout(800);
  assert.ok((await clock(page)) > 10);
  assert.deepEqual(problems, []);
});

test("large runs come in slices, with progress, and another link takes their place", async (t) => {
  const { page, problems } = await visit(t, "hosts=1000x16:64GiB:10Gbps&vms=7000xmail&policy=thresholds&every=10s&until=24h");
  await page.locator("#stage[data-cluster=sought] progress").waitFor();
  await page.locator("select[data-action=preset]").selectOption("0");
  await shown(page);
  assert.equal(await page.locator("[data-run]").count(), 2);
  await page.goBack();
  await shown(page);
  assert.deepEqual(problems, []);
});

test("what cannot be is told, and the rest is shown", async (t) => {
  const hostile = "hosts=0x16:64GiB:10Gbps&vms=1000000000xweb@h1&racks=999&slots=out:0&do=drain:h99@1s,move:web9999999:h1@1s,drain:h1@10s,drain:h2@10s,drain:h3@10s,drain:h4@10s";
  const { page, problems } = await visit(t, hostile);
  await shown(page);
  const told = await page.locator(".notices").innerText();
  for (const part of ["hosts: there is no host", "VMs are too many", "racks:", "there is no host h99", "there is no VM web9999999"]) {
    assert.ok(told.includes(part), `${part}: ${told}`);
  }
  assert.deepEqual(problems, []);
  // An address of two megabytes is one notice, and not so many rows of events.
  const long = await visit(t, `do=${"drain:h1@1s,".repeat(150_000)}`);
  await shown(long.page);
  assert.match(await long.page.locator(".notices").innerText(), /do: 150000 entries are too many, so the first 64 are used/);
  assert.equal(await long.page.locator("[data-row=do] [data-event]").count(), 64);
  assert.deepEqual(long.problems, []);
});

test("what would be observed for ever is cut, told, and shown to its end", async (t) => {
  const { page, problems } = await visit(t, "hosts=4x16:64GiB:10Gbps&vms=16xweb&policy=thresholds&every=1s&until=1e9h");
  await shown(page);
  assert.match(await page.locator(".notices").innerText(), /until: in \S+ the policy would look.* more than 200000 times, so the cluster is observed for 200000s/);
  await page.keyboard.press("End");
  assert.equal(await clock(page), 200_000);
  assert.deepEqual(problems, []);
});

test("nothing goes sideways and nothing is unreachable, on a laptop, a projector and a phone, in German", async (t) => {
  for (const [name, viewport] of Object.entries(SIZES)) {
    const { page, problems } = await visit(t, `${DRAIN}&vs.slots=out:6&lang=de&t=12s`, { viewport });
    await shown(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${name}: ${over} px too wide`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html).slice(0, 2)]), [], name);
    assert.deepEqual(problems, []);
  }
});

test("the sheet gives the link with its code, a text, a frame, tables and a citation", async (t) => {
  const { page, problems } = await visit(t, `${DRAIN}&theme=dark`, { viewport: SIZES.laptop });
  await shown(page);
  const share = (name) => page.locator(`[data-share=${name}]`).inputValue();
  const tab = (name) => page.locator(`#share .tabs input[value=${name}]`).check();
  await page.locator("[data-action=share]").click();
  assert.match(await share("link"), /#screen=cluster&hosts=3x16:64GiB:10Gbps&vms=6xweb@h1&do=drain:h1@10s$/, "without the theme of this screen");
  assert.equal(await page.locator("#share svg.qr").count(), 1);
  assert.match(await share("told"), /^6 VMs have moved[^]*\n\S+#screen=cluster/);
  await tab("embed");
  assert.match(await share("embed"), /^<iframe src="\S+screen=cluster\S*do=drain:h1@10s\S*hide=rail\S*embed=on/);
  await page.locator("#share [data-embed=narration]").uncheck();
  assert.match(await share("embed"), /hide=\S*narration/);
  await tab("files");
  assert.equal(await page.locator("#share [data-file]").count(), 6);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#share [data-file='migrascope-migrations.csv']").click()]);
  assert.equal(file.suggestedFilename(), "migrascope-migrations.csv");
  await tab("cite");
  assert.match(await share("citation"), /Migrascope, version .*#screen=cluster/);
  assert.deepEqual(problems, []);
});
