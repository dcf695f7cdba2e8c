// A picture of each step of each lesson, for people to look at with the question "would I know this from the picture?":
// `node tests/e2e/steps.mjs FOLDER [KEYS [LESSONS]]`. What is asked is taken twice: as it is asked, and as it is told.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, keys = "theme=light", only = ""] = process.argv.slice(2);
if (!folder) throw new Error("usage: node tests/e2e/steps.mjs FOLDER [KEYS [LESSONS]]");

const lessons = new URL("../../lessons/en/", import.meta.url);
const [browser, server] = await Promise.all([launch(), serve()]);
let taken = 0;
let bad = false;

/** Where the clock stands at its end, as after somebody has watched. */
async function shoot(page, name) {
  const end = page.locator("[data-action=scrub]");
  if (await end.count()) await end.fill(await end.getAttribute("max"));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: join(folder, `${name}.png`) });
  taken += 1;
}

for (const file of readdirSync(lessons).sort()) {
  const text = readFileSync(new URL(file, lessons), "utf8");
  const name = text.match(/^lesson: (.+)$/m)[1];
  if (only && !only.split(",").includes(name)) continue;
  const kinds = [...text.matchAll(/^## (\w+):/gm)].map(([, kind]) => kind);
  const address = `${server.url}#screen=learn&learn=${name}&${keys}`;
  const { page, problems, close } = await open(browser, address, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await ready(page);
  for (const [index, kind] of kinds.entries()) {
    await page.locator(`section.lesson[data-step="${index}"]`).waitFor();
    const picture = `${file.slice(0, 2)}-${name}-${index + 1}-${kind}`;
    await shoot(page, picture);
    if (kind === "bet" || kind === "ask") {
      const typed = page.locator("section.lesson .typed input");
      const choice = page.locator("section.lesson [data-choice] input");
      if (await typed.count()) await typed.fill((await page.locator(".echo").innerText()).replace(/^\D*/, ""));
      else if (await choice.count()) await choice.first().check();
      await page.locator("[data-action=check]").click();
      const tell = page.locator("[data-action=tell]");
      if (await tell.count()) await tell.click();
      await page.locator("[data-result], .cluster-stage:not(.sealed)").first().waitFor();
      await shoot(page, `${picture}-told`);
    }
    await page.locator("a[data-action=next]").click();
  }
  for (const problem of problems) console.error(`${name}: ${problem}`);
  bad ||= problems.length > 0;
  await close();
}
console.log(`${taken} pictures in ${folder}`);
await browser.close();
await server.close();
process.exitCode = bad ? 1 : 0;
