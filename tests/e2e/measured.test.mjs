// Measured migrations in the page: examples, what is pasted or dropped, hostile texts, small and large screens.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { screen } from "./laboratory.mjs";

const SIZES = { laptop: { width: 1440, height: 900 }, tablet: { width: 1024, height: 768 }, projector: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

const visit = screen("measured", { before, after });

const stage = (page) => page.locator("#stage");
const found = (page) => page.locator("#stage[data-measured=found]").waitFor({ timeout: 20_000 });
const verdict = (page) => page.locator("[data-part=verdict]").innerText();
const give = async (page, text) => {
  if ((await stage(page).getAttribute("data-measured")) !== "empty") await page.locator("[data-action=another]").click();
  await page.locator("#measured-text").fill(text);
  await page.locator("[data-action=read]").click();
};

test("each example is a click away and gives its sentence, and nothing is asked of anybody", async (t) => {
  const { page, problems } = await visit(t);
  const requests = [];
  // With each new address the browser asks for the icon again; the examples are a file of the page, asked for once.
  page.on("request", (request) => /\/(icon|examples)-[^/]*$/.test(request.url()) || requests.push(request.url()));
  await page.locator("[data-action=example]").first().waitFor();
  const examples = page.locator("[data-action=example]");
  const all = await examples.count();
  assert.ok(all >= 14, `${all} examples`);
  for (let index = 0; index < all; index += 1) {
    const name = await examples.nth(index).getAttribute("href");
    await examples.nth(index).click();
    await found(page);
    assert.ok((await verdict(page)).length > 20, name);
    assert.ok((await page.locator("[data-part=told] mark").count()) > 0, `${name}: nothing is marked`);
    await page.goBack();
    await page.locator("#stage[data-measured=empty]").waitFor();
  }
  assert.deepEqual(requests, []);
  assert.deepEqual(problems, []);
});

test("a log says why, where from, and opens in the Lab with what was found and what was measured behind it", async (t) => {
  const { page, problems } = await visit(t, "example=nova-log");
  await found(page);
  assert.match(await verdict(page), /never converge/);
  const origins = await page.locator("[data-part=values] [data-origin]").evaluateAll((rows) => rows.map((row) => row.dataset.origin));
  assert.deepEqual([...new Set(origins)].sort(), ["assumed", "derived", "read"]);
  assert.match(await page.locator("[data-part=why]").innerText(), /lines? \d/);
  await page.locator("[data-advice=found] [data-action=apply]").first().waitFor({ timeout: 20_000 });
  await page.locator("[data-action=to-lab]").click();
  await page.locator('[data-param="ram"]').first().waitFor();
  assert.match(page.url(), /#ram=.*writes=/);
  // What was measured stands behind it, and can be taken away.
  assert.match(await page.locator("[data-part=beside]").innerText(), /Measured run/);
  assert.match(await page.locator("[data-result=compared]").textContent(), /Compared with the measured run\. Live: .*sent was /);
  assert.ok((await page.locator(".bars rect.ghost").count()) > 0);
  assert.doesNotMatch(page.url(), /record=/);
  await page.locator("[data-action=unpin]").click();
  await page.locator("[data-part=beside]").waitFor({ state: "detached" });
  assert.deepEqual(problems, []);
});

test("advice is unfolded where a migration does not end, and stays as it was folded", async (t) => {
  const { page, problems } = await visit(t, "example=nova-log");
  await found(page);
  const isOpen = () => page.locator(".advice").evaluate((fold) => fold.open);
  assert.ok(await isOpen());
  await page.locator("[data-advice=found] [data-action=apply]").first().waitFor({ timeout: 20_000 });
  await page.locator(".advice summary").click();
  await page.locator(".advice .answers").waitFor({ state: "detached" });
  // Whatever else is drawn anew.
  await page.locator("[data-part=courses] summary").click();
  await page.locator("select[data-action=language]").selectOption("es");
  assert.ok(!(await isOpen()));
  const { page: ended } = await visit(t, "example=qmp-query-migrate");
  await found(ended);
  assert.ok(!(await ended.locator(".advice").evaluate((fold) => fold.open)), "it has ended");
  assert.deepEqual(problems, []);
});

test("what the text leaves open is a curve on a map, and a table", async (t) => {
  const { page, problems } = await visit(t, "example=proxmox-task-log");
  await found(page);
  const map = page.locator("[data-chart=open] .svg");
  await map.locator("svg").waitFor({ timeout: 20_000 });
  assert.match(await map.getAttribute("aria-label"), /What fits goes from .* at .*never ends.* to /);
  await page.locator("[data-chart=open] figcaption button").click();
  assert.ok((await page.locator("#table-open tbody tr").count()) >= 3);
  assert.deepEqual(problems, []);
});

test("what was told more than once is drawn over its predicted line", async (t) => {
  const { page, problems } = await visit(t, "example=migrascope-record");
  await found(page);
  await page.locator("[data-part=courses] summary").click();
  for (const name of ["sent", "wire", "dirtied"]) {
    const chart = page.locator(`[data-chart=measured-${name}] .svg`);
    await chart.locator("svg").waitFor();
    assert.match(await chart.getAttribute("aria-label"), /at most were measured, .* predicted/);
  }
  assert.deepEqual(problems, []);
});

test("a saved record is read as the same migration, and has no name of anybody in it", async (t) => {
  const { page, problems } = await visit(t, "example=nova-log");
  await found(page);
  const before = await verdict(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-action=save-record]").click()]);
  assert.equal(download.suggestedFilename(), "migrascope-record.jsonl");
  const saved = await readFile(await download.path(), "utf8");
  assert.doesNotMatch(saved, /instance|nova\.virt/);
  await page.locator("[data-action=another]").click();
  await page.locator("[data-action=open-file]").setInputFiles({ name: "saved.jsonl", mimeType: "text/plain", buffer: Buffer.from(saved) });
  await found(page);
  assert.equal(await verdict(page), before);
  assert.deepEqual(problems, []);
});

test("what the text leaves open is asked for, with what is likely", async (t) => {
  const { page, problems } = await visit(t, "example=hyper-v-events");
  await found(page);
  assert.match(await verdict(page), /does not say how much memory/);
  const field = page.locator("[data-part=ask] input");
  await field.fill("blue");
  await page.keyboard.press("Tab");
  assert.match(await page.locator("[data-part=ask] .complaint").innerText(), /blue/);
  await field.fill("12 GiB");
  await page.keyboard.press("Enter");
  // It does not say how much was sent either.
  await page.locator("#ask-link").waitFor();
  await page.locator("[data-action=say]").click();
  await page.locator("[data-part=values]").waitFor();
  assert.equal(await page.locator("[data-part=values] [data-origin=assumed]", { hasText: "as you say" }).count(), 2);
  assert.match(await page.locator("[data-part=values]").innerText(), /12 GiB/);
  await page.keyboard.press("Control+z");
  await page.locator("#ask-link").waitFor();
  assert.deepEqual(problems, []);
});

test("a remedy opens in the Lab with what was measured pinned behind it", async (t) => {
  const { page, problems } = await visit(t, "example=nova-log");
  await found(page);
  await page.locator("[data-advice=found] [data-action=apply]").first().click({ timeout: 20_000 });
  await page.locator('[data-param="ram"]').first().waitFor();
  assert.match(page.url(), /#ram=.*&vs\./);
  assert.deepEqual(problems, []);
});

test("the text goes into a link only if that is asked for", async (t) => {
  const { page } = await visit(t, "example=virsh-domjobinfo");
  await found(page);
  await page.locator("[data-part=measured-share] summary").click();
  assert.doesNotMatch(await page.locator("[data-share=fitted]").inputValue(), /record=/);
  await page.locator("[data-action=with-text]").check();
  const link = await page.locator("[data-share=record]").inputValue();
  assert.match(link, /screen=measured&record=/);
  assert.ok(link.length <= 2000, `${link.length} characters`);
  const text = await page.locator("[data-part=told]").innerText();
  await page.goto("about:blank");
  await page.goto(link);
  await found(page);
  assert.equal(await page.locator("[data-part=told]").innerText(), text);
});

test("what is no migration gets a sentence and stays in its field", async (t) => {
  const { page, problems } = await visit(t);
  const said = page.locator("[data-part=measured-said]");
  for (const [text, sentence] of [
    ["2 kg flour\nmilk", /Nothing in this text is known/],
    ["迁移已完成，用时三分钟。", /Nothing in this text is known/],
    ["#ram=8GiB&link=10Gbps", /This is a link/],
    ["   ", /There is no text/],
    ['{"return": {"status": "active", "ram": {"total": -5, "remaining": 9223372036854775808, "transferred": NaN', /./],
  ]) {
    await give(page, text);
    const isEmpty = (await stage(page).getAttribute("data-measured")) === "empty";
    assert.match(isEmpty ? await said.innerText() : await verdict(page), sentence, text);
    if (isEmpty && text.trim()) assert.equal(await page.locator("#measured-text").inputValue(), text);
  }
  assert.deepEqual(problems, []);
});

test("a long log and a picture do not freeze the page", async (t) => {
  const { page, problems } = await visit(t);
  const file = page.locator("[data-action=open-file]");
  const noise = "2026-01-02 03:04:05 something { happened: \"again\nMem: 12 GiB of 24\n".repeat(140_000);
  const task = await readFile(new URL("../../crates/measured/specimens/proxmox-task-ok.txt", import.meta.url), "utf8");
  const log = { name: "task.log", mimeType: "text/plain", buffer: Buffer.from(noise + task) };
  const looking = page.locator("[data-part=looking]");
  await file.setInputFiles(log);
  await looking.getByText(/task\.log: .* of it has been looked at/).waitFor();
  // It can be left at any time, and nothing comes of it later.
  await page.locator("[data-action=stop-looking]").click();
  await looking.waitFor({ state: "detached" });
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const look = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const begin = Date.now();
  await file.setInputFiles(log);
  await found(page);
  const longest = await page.evaluate(() => window.longest);
  t.diagnostic(`a log of ${Math.round(log.buffer.length / 1e6)} MB was answered after ${Date.now() - begin} ms, the longest frame took ${Math.round(longest)} ms`);
  assert.match(await page.locator("[data-part=measured-notices]").innerText(), /^Of .* MiB only the lines stand here that are known/);
  assert.match(await page.locator("[data-part=told]").innerText(), /average migration speed: 457\.0 MiB\/s/);
  await page.locator("[data-action=another]").click();
  const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 193) % 256));
  await file.setInputFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: bytes });
  await page.getByText("no text but a file of another kind").waitFor();
  assert.deepEqual(problems, []);
});

test("with the keyboard alone a text is given and what comes of it is reached", async (t) => {
  const { page, problems } = await visit(t);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.action);
  for (let step = 0; step < 20 && (await focused()) !== "measured-text"; step += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("Job type: Unbounded\nTime elapsed: 294105 ms\nMemory processed: 29.6 GiB\nMemory remaining: 25.7 GiB\nMemory total: 32.0 GiB\n");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "read");
  await page.keyboard.press("Enter");
  await found(page);
  assert.equal(await focused(), "stage", "the focus is in what was read");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "to-lab");
  assert.deepEqual(problems, []);
});

test("a file that is dropped is read", async (t) => {
  const { page } = await visit(t);
  await page.evaluate(() => {
    const data = new DataTransfer();
    const text = "Job type: Unbounded\nTime elapsed: 294105 ms\nMemory processed: 29.6 GiB\nMemory remaining: 25.7 GiB\nMemory total: 32.0 GiB\n";
    data.items.add(new File([text], "job.txt", { type: "text/plain" }));
    document.querySelector("#stage").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await found(page);
  await page.getByRole("heading", { name: "job.txt" }).waitFor();
});

test("nothing is in the way of anybody, and nothing goes sideways", async (t) => {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const keys of ["", "example=nova-log", "example=qmp-query-migrate&lang=de"]) {
      const { page, close } = await visit(t, keys, { viewport });
      if (keys) await found(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`), [], `${size} ${keys}`);
      const wide = await page.evaluate(() => ["html", "#stage", ".over", ".measured-why", ".measured-text"].filter((name) => {
        const part = document.querySelector(name);
        return part && part.scrollWidth > part.clientWidth;
      }));
      assert.deepEqual(wide, [], `${size} ${keys}`);
      if (viewport.width > 859) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        assert.equal(height, viewport.height, `${size} ${keys}: the stage scrolls, and not the page`);
        // Whoever goes through it with Tab goes the way that the eye goes.
        const places = await page.locator("#stage > section").evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).map(({ top, left }) => [top, left]));
        assert.deepEqual(places, places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]), `${size} ${keys}`);
      }
      await close();
    }
  }
});
