import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";
// args: name link WxH [js steps]
const [browser, server] = await Promise.all([launch(), serve()]);
const jobs = JSON.parse(process.argv[2]);
for (const { name, link, size = [1440, 900], act, dark } of jobs) {
  const { page, problems, close } = await open(browser, `${server.url}#${link}`, { viewport: { width: size[0], height: size[1] }, colorScheme: dark ? "dark" : "light" });
  await ready(page).catch((e) => console.log(name, e.message));
  await page.waitForTimeout(400);
  for (const step of act ?? []) {
    try {
      if (step.click) await page.click(step.click, { timeout: 3000 });
      if (step.fill) await page.fill(step.fill[0], step.fill[1]);
      if (step.press) await page.keyboard.press(step.press);
      if (step.eval) console.log(name, await page.evaluate(step.eval));
      await page.waitForTimeout(step.wait ?? 250);
    } catch (e) { console.log(name, String(e.message).slice(0, 300)); }
  }
  await page.screenshot({ path: `/tmp/shots/learn/${name}.png`, fullPage: size[0] < 600 });
  for (const p of problems) console.log(name, p);
  await close();
}
await browser.close(); server.close?.(); process.exit(0);
