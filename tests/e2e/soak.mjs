// 640 actions of what visitors do, as fast as the page takes them; then nothing may have been left behind in memory.
// Prints what was measured; fails if something grew.
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

/** Of 40 actions each: a visitor who does something every two seconds takes 20 minutes for all of them. */
const CYCLES = 16;
/** Caches and pools fill during the first cycles. */
const SETTLED = 4;
/** What may be more at the end than when all had settled: numbers on the page differ in length, and so do their nodes. */
const TOLERANCE = { heap: 1.1, wasm: 1.15, nodes: 1.05, listeners: 1.05 };

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const stories = (page) => page.locator("select[data-action=preset]");
const names = (page) => stories(page).locator("option").evaluateAll((options) => options.map((option) => option.value).filter(Boolean));

/** Each story is opened once before: what the largest of them needs is no growth. */
async function openAll(page) {
  for (const name of await names(page)) {
    await stories(page).selectOption(name);
    await stories(page).blur();
    await page.keyboard.press("End");
  }
}

/** One round through the page; answers how many things were done. */
async function cycle(page, number) {
  let done = 0;
  const act = async (action) => {
    await action();
    done += 1;
  };
  const press = (key) => act(() => page.keyboard.press(key));
  await page.setViewportSize(sizes[number % sizes.length]);
  const values = await names(page);
  await act(() => stories(page).selectOption(values[number % values.length]));
  await act(() => stories(page).blur());
  await press("Home");
  await press(" ");
  await page.waitForTimeout(1500);
  await press(" ");
  for (const key of [".", ".", ".", ",", "ArrowRight", "ArrowLeft", "End"]) await press(key);
  const sliders = page.locator("input[type=range]").filter({ visible: true });
  const count = Math.min(await sliders.count(), 6);
  for (let index = 0; index < count; index += 1) {
    await sliders.nth(index).focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"]) await press(key);
  }
  await page.evaluate(() => document.activeElement?.blur());
  for (const sheet of ["?", "a"]) {
    await press(sheet);
    await press("Escape");
  }
  await act(() => page.locator("[data-action=share]").click());
  await press("Escape");
  for (let theme = 0; theme < 4; theme += 1) await press("t");
  await act(() => page.evaluate(() => history.back()));
  await act(() => page.evaluate((link) => (location.hash = link), `ram=${(number % SETTLED) + 1}GiB&at=hold@2s+3s,cancel@90s&junk`));
  return done;
}

async function memory(page, session) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const figure = (name) => metrics.find((metric) => metric.name === name).value;
  const wasm = await page.evaluate(async () => {
    const script = document.querySelector("script[data-js]");
    // Asked again, the glue answers with what it has already started.
    const exports = await (await import(new URL(script.dataset.js, document.baseURI).href)).default();
    const memory = Object.values(exports).find((exported) => exported instanceof WebAssembly.Memory);
    return memory.buffer.byteLength;
  });
  return { heap: figure("JSHeapUsedSize"), wasm, nodes: figure("Nodes"), listeners: figure("JSEventListeners") };
}

const [browser, server] = await Promise.all([launch(), serve()]);
const { page, problems } = await open(browser, `${server.url}#`, { viewport: sizes[0] });
await ready(page);
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable");
await session.send("HeapProfiler.enable");

await openAll(page);
let done = 0;
let settled;
for (let number = 0; number < CYCLES; number += 1) {
  done += await cycle(page, number);
  if (number % 2 === 1) await page.setViewportSize(sizes[0]);
  const now = await memory(page, session);
  console.log(`after ${done} actions: ${JSON.stringify(now)}`);
  if (number + 1 === SETTLED) settled = now;
}
const last = await memory(page, session);
const grown = Object.keys(TOLERANCE).filter((key) => last[key] > settled[key] * TOLERANCE[key]);
for (const key of grown) console.log(`${key} grew from ${settled[key]} to ${last[key]}`);
for (const problem of problems) console.log(problem);
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`${done} actions, heap ${megabytes(last.heap)}, wasm ${megabytes(last.wasm)}, ${last.nodes} nodes`);
await browser.close();
await server.close();
process.exitCode = grown.length > 0 || problems.length > 0 ? 1 : 0;
