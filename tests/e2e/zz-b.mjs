import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { readFileSync } from "node:fs";
const source = readFileSync(new URL("../../crates/link/src/cluster/presets.rs", import.meta.url), "utf8") + readFileSync(new URL("../../crates/link/src/cluster/presets.rs", import.meta.url), "utf8");
let links = [...new Set([...source.matchAll(/link: "([^"]+)"/g)].map((m) => m[1]))];
const want = (process.argv[2] ?? "all");
const mode = process.argv[3] ?? "1440";
const size = { 1440: [1440, 900], 1280: [1280, 720], 390: [390, 844], dark: [1440, 900], de: [1440, 900] }[mode];
const extra = { 1440: "", 1280: "&present=on&theme=projector", 390: "", dark: "&theme=dark", de: "&lang=de" }[mode];
const server = await serve();
const browser = await launch();
const list = want === "all" ? links.map((l, i) => [i, l]) : want.split(",").map((i) => [i, links[i]]);
for (const [i, link] of list) {
  const { page, problems, close } = await open(browser, `${server.url ?? server.address ?? server}#${link}${extra}`, { viewport: { width: size[0], height: size[1] } });
  await ready(page);
  try {
  await page.locator(".cluster-drawing g").first().waitFor({ timeout: 8000 });
  await page.waitForTimeout(300);
  const clip = process.argv[4] === "view" ? null : page.locator(".cluster-time");
  if (process.argv[5]) { await page.keyboard.press("End"); }
  if (clip) await clip.screenshot({ path: `/tmp/shots/b/${mode}-${i}.png` });
  else await page.screenshot({ path: `/tmp/shots/b/${mode}-view-${i}.png` });
  } catch (e) { console.log(i, e.message.slice(0, 200)); await page.screenshot({ path: `/tmp/shots/b/${mode}-fail-${i}.png` }); }
  if (problems.length) console.log(i, problems);
  await close();
}
await browser.close();
await server.close?.();
process.exit(0);
