// Screenshots for people to look at: `node tests/e2e/shots.mjs FOLDER [LINK]`. One file a screen, theme and moment.
import { join } from "node:path";
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, link = ""] = process.argv.slice(2);
if (!folder) throw new Error("usage: node tests/e2e/shots.mjs FOLDER [LINK]");

const SCREENS = [
  { name: "laptop-light", width: 1440, height: 900, theme: "light" },
  { name: "laptop-dark", width: 1440, height: 900, theme: "dark" },
  { name: "projector", width: 1280, height: 720, theme: "projector" },
  { name: "wide", width: 2560, height: 1440, theme: "light" },
  { name: "phone", width: 390, height: 844, theme: "light", fullPage: true },
  { name: "small-phone", width: 360, height: 640, theme: "dark", fullPage: true },
];
/** Before anything moves, in the first pass, near the end of a usual live migration. */
const MOMENTS = ["0s", "12s", "30s"];

function address(url, theme, moment) {
  const keys = [link.replace(/^[#?]/, ""), `theme=${theme}`, `t=${moment}`];
  return `${url}#${keys.filter(Boolean).join("&")}`;
}

const [browser, server] = await Promise.all([launch(), serve()]);
let bad = false;
for (const { name, width, height, theme, fullPage } of SCREENS) {
  for (const moment of MOMENTS) {
    const { page, problems, close } = await open(browser, address(server.url, theme, moment), {
      viewport: { width, height },
      colorScheme: theme === "dark" ? "dark" : "light",
      deviceScaleFactor: width < 600 ? 2 : 1,
    });
    await ready(page);
    // Two frames: one to lay out what the link asked for, one to paint what is drawn after layout.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const file = join(folder, `${name}-${moment}.png`);
    await page.screenshot({ path: file });
    console.log(file);
    if (fullPage) {
      const whole = join(folder, `${name}-${moment}-whole.png`);
      await page.screenshot({ path: whole, fullPage: true });
      console.log(whole);
    }
    for (const problem of problems) console.error(`  ${problem}`);
    bad ||= problems.length > 0;
    await close();
  }
}
await browser.close();
await server.close();
process.exitCode = bad ? 1 : 0;
