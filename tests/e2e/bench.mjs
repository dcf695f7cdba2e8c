// How quickly the page answers: prints `KEY FIGURE`, or `KEY - REASON` where there is nothing to measure.
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { scriptTimes } from "./trace.mjs";

const KEY_PRESSES = 60;
const PLAY_MS = 6000;
const WARM_UP_MS = 500;

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function print(key, values, missing) {
  if (values.length === 0) console.log(`${key} - ${missing}`);
  else console.log(`${key} ${percentile(values, 0.95).toFixed(2)}`);
}

/** Times from each key press on a slider to the paint of the last picture that it changed, in ms. */
async function inputTimes(page) {
  const slider = page.locator("input[type=range]").filter({ visible: true }).first();
  if ((await slider.count()) === 0) return [];
  await page.evaluate(() => {
    let current;
    // A task posted in a frame's callback runs after that frame has been painted.
    const painted = () =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        const timed = current;
        port1.onmessage = () => (timed.painted = performance.now());
        port2.postMessage(0);
      });
    addEventListener("input", (event) => {
      current = { start: event.timeStamp };
      painted();
    }, true);
    // Pictures may follow in a later frame than the slider itself. The map of 4096 migrations has a budget of its own.
    const counts = ({ target }) => !(target.parentElement ?? target).closest("[data-chart=map]");
    new MutationObserver((changes) => current && changes.some(counts) && painted()).observe(document.getElementById("app"), {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
    window.lastInput = () => current && current.painted - current.start;
  });
  await slider.focus();
  const times = [];
  for (let press = 0; press < KEY_PRESSES; press += 1) {
    // There and back in runs of ten, so that the slider does not stick at an end.
    await slider.press(Math.floor(press / 10) % 2 === 0 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(120);
    const time = await page.evaluate(() => window.lastInput());
    if (Number.isFinite(time)) times.push(time);
  }
  return times;
}

// Most hosts with a bin of their own: four are drained, and a balancer looks on.
const CLUSTER =
  "#screen=cluster&hosts=200x16:64GiB:10Gbps&racks=8&uplink=40Gbps&vms=2000xweb&do=drain:h1@10s,drain:h2@10s,drain:h26@20s,drain:h199@20s&slots=out:2&policy=proxmox&until=10min";

/** Script time of each frame while all lanes play, in ms; of those in which nothing is done, none. */
async function frameTimes(page) {
  const play = page.getByRole("button", { name: /^play/i }).filter({ visible: true }).first();
  if ((await play.count()) === 0) return [];
  await play.click();
  await page.waitForTimeout(WARM_UP_MS);
  const times = await scriptTimes(page, () => page.waitForTimeout(PLAY_MS));
  return times.filter((time) => time > 0);
}

const [browser, server] = await Promise.all([launch(), serve()]);
const { page, problems } = await open(browser, `${server.url}#`, { viewport: { width: 1440, height: 900 } });
await ready(page);
print("input", await inputTimes(page), "there is no slider on the page");
await page.goto("about:blank");
await page.goto(`${server.url}#`); // a page without the observers above
await ready(page);
print("frame", await frameTimes(page), "there is no button named Play on the page");
await page.goto("about:blank");
await page.goto(server.url + CLUSTER);
await ready(page);
print("frame/cluster", await frameTimes(page), "there is no button named Play on the page");
for (const problem of problems) console.error(problem);
await browser.close();
await server.close();
