// What is given to others: links, codes, frames, files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { laboratory } from "./laboratory.mjs";
import { launch, open, ready } from "./browser.mjs";
import { dist, serve } from "./serve.mjs";

const visit = laboratory({ before, after });
const share = async (page) => page.locator("[data-action=share]").click();
const tab = (page, name) => page.locator(`#share .tabs input[value=${name}]`).check();
const text = (page, name) => page.locator(`[data-share=${name}]`).inputValue();
const said = (page) => page.locator("#share .said");

/** What a camera reads on a screenshot of `place`. */
async function decode(page, place) {
  const picture = (await place.screenshot()).toString("base64");
  const context = await page.context().browser().newContext();
  const blank = await context.newPage();
  await blank.addScriptTag({ path: fileURLToPath(import.meta.resolve("jsqr")) });
  const text = await blank.evaluate(async (picture) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return globalThis.jsQR(data, width, height)?.data;
  }, picture);
  await context.close();
  return text;
}

test("a link to this moment or to this setup is copied, and the sheet says which", async (t) => {
  const { page, problems } = await visit(t, "#ram=8GiB&theme=dark", {
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.locator("[data-action=scrub]").fill("3000");
  await share(page);
  const moment = await text(page, "link");
  assert.match(moment, /^http:\/\/localhost:\d+\/#ram=8GiB&t=[\d.]+m?s$/, "without the theme of this screen");
  await page.locator("[data-action=copy-link]").click();
  await said(page).getByText(/Copied: the link opens this setup at \d:/).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), moment);
  await page.locator("#share input[value=setup]").check();
  assert.match(await text(page, "link"), /#ram=8GiB$/);
  await page.locator("[data-action=copy-link]").click();
  await said(page).getByText("Copied: the link opens this setup.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#ram=8GiB$/);
  assert.deepEqual(problems, []);
});

test("where copying is denied the text is selected, and the sheet says so", async (t) => {
  const { page, problems } = await visit(t, "", {
    viewport: { width: 1440, height: 900 },
    before: (page) =>
      page.addInitScript(() => (Clipboard.prototype.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError")))),
  });
  await share(page);
  await page.locator("[data-action=copy-link]").click();
  await said(page).getByText("Ctrl+C").waitFor();
  const selected = await page.locator("[data-share=link]").evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.equal(selected, await text(page, "link"));
  assert.deepEqual(problems, []);
});

for (const theme of ["light", "dark", "projector"]) {
  test(`the code holds the link, small and large (${theme})`, async (t) => {
    const { page, problems } = await visit(t, `#ram=32GiB&used=85%25&writes=random:6GiB@420MiB/s&theme=${theme}`);
    await page.locator("[data-action=scrub]").fill("5000");
    await share(page);
    const link = await text(page, "link");
    assert.equal(await decode(page, page.locator("#share .qr").first()), link);
    await page.locator("[data-action=large-code]").click();
    const large = page.locator("#code .qr");
    const { height, width } = await large.boundingBox();
    assert.ok(Math.min(height, width) > 600, "it fills the screen");
    assert.equal(await decode(page, large), link);
    assert.ok((await page.locator("#code p").innerText()).includes(link), "and the link can be read");
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "detached" });
    assert.equal(await page.locator("#share").isVisible(), true, "the sheet is still there");
    assert.deepEqual(problems, []);
  });
}

test("the sheet tells what differs from the defaults", async (t) => {
  const { page } = await visit(t, "#ram=8GiB&stop=textbook&theme=dark");
  await share(page);
  const rows = page.locator("[data-share=differences] tbody tr");
  assert.deepEqual(await rows.allInnerTexts(), ["Memory\t8GiB\t4GiB", "Stop rule\ttextbook\tqemu"]);
});

const PNG = "89504e470d0a1a0a";

/** Chromium lets a page save ten files in a row; then it wants another visit. */
const IN_A_ROW = 10;

/** Saves the files that a fresh visit offers, of these places in the list. */
async function savedBy(t, link, from, to) {
  const { page, problems } = await visit(t, link);
  await page.locator("[data-action=scrub]").fill("4000");
  await share(page);
  await tab(page, "files");
  const saved = [];
  for (const button of (await page.locator("#share [data-file]").all()).slice(from, to)) {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const name = download.suggestedFilename();
    await said(page).getByText(`Saved: ${name}.`).waitFor();
    saved.push([name, readFileSync(await download.path())]);
  }
  assert.deepEqual(problems, []);
  return saved;
}

test("files are what their names say", async (t) => {
  const link = "#lanes=cold,live";
  const saved = new Map([...(await savedBy(t, link, 0, IN_A_ROW)), ...(await savedBy(t, link, IN_A_ROW))]);
  const charts = ["lab", "downtime", "traffic", "memory", "speeds", "map"].flatMap((name) => [`${name}.png`, `${name}.svg`]);
  const names = [...charts, "map.csv", "results.csv", "results.json", "trace.csv"].map((name) => `migrascope-cold-live-${name}`);
  assert.deepEqual([...saved.keys()].sort(), [...names].sort());
  for (const [name, bytes] of saved) {
    const content = bytes.toString();
    if (name.endsWith(".png")) {
      assert.equal(bytes.subarray(0, 8).toString("hex"), PNG, name);
      const svg = saved.get(name.replace(".png", ".svg")).toString();
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg);
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [width * 2, height * 2], `${name}: two pixels to each of the SVG`);
      assert.ok(bytes.length > 8_000, `${name} is not empty`);
    } else if (name.endsWith(".svg")) {
      assert.match(content, /^<svg xmlns/, name);
      assert.ok(content.includes("lanes=cold,live"), `${name} names its link`);
    } else if (name.endsWith(".json")) {
      const words = JSON.parse(content).lanes.map(({ lane, ended_by, primary }) => [lane, ended_by, primary].join(" "));
      assert.deepEqual(words, ["cold finished destination", "live finished destination"]);
    } else {
      assert.match(content, /^link,lane,/, name);
    }
  }
});

/** How many of the pixels of two pictures of the same size differ clearly. */
async function difference(page, pictures) {
  return page.evaluate(async (pictures) => {
    const pixels = await Promise.all(
      pictures.map(async (picture) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      }),
    );
    const [a, b] = pixels.map(({ data }) => data);
    if (a.length !== b.length) return 1;
    let differ = 0;
    for (let at = 0; at < a.length; at += 4) {
      differ += Math.abs(a[at] - b[at]) + Math.abs(a[at + 1] - b[at + 1]) + Math.abs(a[at + 2] - b[at + 2]) > 150;
    }
    return differ / (a.length / 4);
  }, pictures);
}

test("the PNG shows what the browser shows of the SVG", async (t) => {
  const { page } = await visit(t, "#live=postcopy&at=linkdown@5s%2B9s");
  await page.locator("[data-action=scrub]").fill("6000");
  await share(page);
  await tab(page, "files");
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#share [data-file="${name}"]`).click()]);
    return readFileSync(await download.path());
  };
  const browser = page.context().browser();
  for (const name of ["lab", "downtime", "memory", "speeds", "map"]) {
    const [png, svg] = [await save(`${name}.png`), await save(`${name}.svg`)];
    const viewport = { width: png.readUInt32BE(16) / 2, height: png.readUInt32BE(20) / 2 };
    const context = await browser.newContext({ viewport, deviceScaleFactor: 2 });
    const other = await context.newPage();
    await other.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    const shot = await other.screenshot();
    const part = await difference(other, [png, shot].map((bytes) => bytes.toString("base64")));
    assert.ok(part < 0.01, `${name}: ${part}`);
    await context.close();
  }
});

test("with the public address of the page, link, code, frame, citation and files lead there, for this visit", async (t) => {
  const { page, problems } = await visit(t, "#ram=8GiB");
  await share(page);
  await page.locator("[data-share=public]").fill("C:\\lab.html");
  await page.locator("[data-share=public]").blur();
  assert.match(await page.locator("#public-told").innerText(), /“C:\\lab\.html” is no address/);
  assert.match(await text(page, "link"), /^http:\/\/localhost/, "and is not used");
  await page.locator("[data-share=public]").fill("uni.example/lab/#old");
  await page.locator("[data-share=public]").blur();
  const link = "https://uni.example/lab/#ram=8GiB";
  assert.equal(await text(page, "link"), link);
  assert.equal(await decode(page, page.locator("#share .qr").first()), link);
  await tab(page, "embed");
  assert.match(await text(page, "embed"), /src="https:\/\/uni\.example\/lab\/#ram=8GiB&amp;/);
  await tab(page, "cite");
  assert.ok((await text(page, "citation")).includes(link));
  await page.keyboard.press("Escape");
  await share(page);
  assert.equal(await text(page, "link"), link, "kept");
  assert.deepEqual(problems, []);
});

test("the saved Lab has the events and the holds in it", async (t) => {
  const { page } = await visit(t, "#at=linkslow@5s%2B9s:200Mbps,burst@6s%2B2s:200MiB/s&t=4s");
  await share(page);
  await tab(page, "files");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('#share [data-file="lab.svg"]').click()]);
  const svg = readFileSync(await download.path()).toString();
  for (const label of ["link slower", "burst of writes", "hold: not enough bandwidth"]) assert.ok(svg.includes(`>${label}<`), label);
});

test("a long value leaves what differs open and readable", async (t) => {
  const writes = Array.from({ length: 8 }, (_, index) => `random:${64 + index}MiB@${index + 1}MiB/s`).join(",");
  const { page } = await visit(t, `#ram=8GiB&writes=${writes}`, { viewport: { width: 1280, height: 720 } });
  await share(page);
  const table = page.locator("[data-share=differences]");
  assert.equal(await table.evaluate((table) => table.open), true);
  const cut = await table.evaluate((table) => [...table.querySelectorAll("th, td")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1 || cell.clientWidth < 60).map((cell) => cell.textContent));
  assert.deepEqual(cut, []);
});

test("a citation names the link, the version and the day", async (t) => {
  const { page } = await visit(t, "#ram=8GiB");
  await share(page);
  await tab(page, "cite");
  for (const name of ["citation", "bibtex"]) {
    assert.match(await text(page, name), /#ram=8GiB/);
    assert.match(await text(page, name), /version \d+\.\d+\.\d+/i);
    assert.match(await text(page, name), /\d{4}-\d\d-\d\d/);
  }
});

test("a frame shows what its code says, and never rewrites an address", async (t) => {
  const { page } = await visit(t, "#ram=8GiB");
  await share(page);
  await tab(page, "embed");
  await page.locator("#share [data-embed=charts]").uncheck();
  await page.locator("#share [data-embed=suspended]").uncheck();
  await page.locator("#share [data-embed=width]").fill("1100");
  await page.locator("#share [data-embed=width]").blur();
  const code = await text(page, "embed");
  assert.match(code, /width="1100"/);

  const [browser, site] = await Promise.all([launch(), serve(dist)]);
  t.after(() => Promise.all([browser.close(), site.close()]));
  const address = code.replace(/http:\/\/localhost:\d+\//, site.url);
  const host = await open(browser, `${site.url}lecture`, {
    viewport: { width: 1280, height: 900 },
    before: (page) =>
      page.route("**/lecture", (route) => route.fulfill({ contentType: "text/html", body: `<link rel="icon" href="data:,">${address}` })),
  });
  const element = await host.page.locator("iframe").elementHandle();
  const frame = await element.contentFrame();
  await ready(frame);
  const opened = await frame.evaluate(() => location.href);
  assert.match(opened, /#ram=8GiB&lanes=live,cold|lanes=cold,live/);
  const length = await host.page.evaluate(() => history.length);
  for (const part of ["rail", "charts"]) assert.equal(await frame.locator(`[data-part=${part}]`).count(), 0, part);
  assert.deepEqual(await frame.locator("[data-lane]").evaluateAll((lanes) => lanes.map((lane) => lane.dataset.lane)), ["cold", "live"]);
  for (const action of ["share", "present"]) assert.equal(await frame.locator(`[data-action=${action}]`).count(), 0, action);
  await frame.locator("select[data-action=preset]").selectOption({ index: 3 });
  await frame.locator("[data-action=scrub]").fill("2000");
  await frame.locator("[data-action=theme]").selectOption("dark");
  await host.page.waitForTimeout(800); // an address would follow after a moment
  assert.equal(await frame.evaluate(() => location.href), opened);
  assert.equal(await host.page.evaluate(() => location.href), `${site.url}lecture`);
  assert.equal(await host.page.evaluate(() => history.length), length);
  const whole = await frame.locator("[data-action=whole]").getAttribute("href");
  assert.ok(whole.startsWith(`${site.url}#`) && !/embed|hide/.test(whole), whole);
  assert.deepEqual(host.problems, []);
});
