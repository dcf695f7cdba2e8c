// Screenshots for people to look at: `node tests/e2e/shots.mjs FOLDER [LINK]`. The link, or the start page, in each size and theme at
// some moments; without a link every story as well, from its beginning to its end. `index.html` in the folder shows all of them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, link = ""] = process.argv.slice(2);
if (!folder) throw new Error("usage: node tests/e2e/shots.mjs FOLDER [LINK]");

/** As many pages at a time as a small machine has processors. */
const AT_ONCE = 2;
const LAPTOP = { width: 1440, height: 900 };
const SCREENS = [
  { name: "laptop-light", ...LAPTOP, keys: "theme=light" },
  { name: "laptop-dark", ...LAPTOP, keys: "theme=dark" },
  { name: "laptop-german", ...LAPTOP, keys: "theme=light&lang=de" },
  { name: "projector", width: 1280, height: 720, keys: "theme=projector" },
  { name: "present", width: 1280, height: 720, keys: "present=on" },
  { name: "present-hd", width: 1920, height: 1080, keys: "present=on" },
  { name: "wide", width: 2560, height: 1440, keys: "theme=light" },
  { name: "four-k", width: 3840, height: 2160, keys: "theme=light" },
  { name: "tablet", width: 820, height: 1180, keys: "theme=light" },
  { name: "phone", width: 390, height: 844, keys: "theme=light", whole: true },
  { name: "phone-dark", width: 390, height: 844, keys: "theme=dark" },
  { name: "phone-lying", width: 844, height: 390, keys: "theme=light" },
  { name: "small-phone", width: 360, height: 640, keys: "theme=dark", whole: true },
];
/** Before anything moves, in the first pass, near the end of a usual live migration. */
const MOMENTS = ["0s", "12s", "30s"];
/** Where in a story, in percent of its clock. */
const STAGES = [0, 35, 70, 100];

const [browser, server] = await Promise.all([launch(), serve()]);
let bad = false;
const taken = [];

async function visit(keys, { width, height }, look) {
  const address = `${server.url}#${keys.filter(Boolean).join("&")}`;
  const dark = keys.includes("theme=dark");
  const { page, problems, close } = await open(browser, address, {
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    deviceScaleFactor: width < 600 ? 2 : 1,
  });
  await ready(page);
  await look(page);
  for (const problem of problems) console.error(`${address}: ${problem}`);
  bad ||= problems.length > 0;
  await close();
}

async function shoot(page, group, name, fullPage = false) {
  // Two frames: one to lay out what was asked for, one to paint what is drawn after layout.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const file = `${name}.png`;
  await page.screenshot({ path: join(folder, file), fullPage });
  taken.push({ group, file });
}

const screens = SCREENS.flatMap((screen) =>
  MOMENTS.map((moment) => () =>
    visit([link.replace(/^[#?]/, ""), ...screen.keys.split("&"), `t=${moment}`], screen, async (page) => {
      await shoot(page, screen.name, `${screen.name}-${moment}`);
      if (screen.whole) await shoot(page, screen.name, `${screen.name}-${moment}-whole`, true);
    }),
  ),
);

async function stories() {
  let names = [];
  await visit([], LAPTOP, async (page) => {
    const options = page.locator("select[data-action=preset] option:not([value=''])");
    names = await options.evaluateAll((found) => found.map(({ value, textContent }) => ({ value, name: textContent })));
  });
  return names.map(({ value, name }) => () =>
    visit(["theme=light"], LAPTOP, async (page) => {
      await page.locator("select[data-action=preset]").selectOption(value);
      const scrub = page.locator("[data-action=scrub]");
      for (const stage of STAGES) {
        await scrub.fill(String(Math.round((Number(await scrub.getAttribute("max")) * stage) / 100)));
        await shoot(page, name, `story-${value}-${stage}`);
      }
    }),
  );
}

/** A page with all pictures, those of one group beside each other. */
function contactSheet() {
  const order = [...taken].sort((a, b) => a.file.localeCompare(b.file, "en", { numeric: true }));
  const groups = new Map(order.map(({ group }) => [group, order.filter((shot) => shot.group === group)]));
  const rows = [...groups].map(([group, shots]) => {
    const pictures = shots.map(({ file }) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`);
    return `<h2>${group}</h2><p>${pictures.join("")}</p>`;
  });
  const style = "body{font:14px sans-serif;margin:16px}p{display:flex;gap:8px;overflow:auto}img{height:320px;border:1px solid #aaa}";
  return `<!doctype html><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>${rows.join("\n")}\n`;
}

const work = [...screens, ...(link ? [] : await stories())];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = work.shift(); next; next = work.shift()) await next();
  }),
);
writeFileSync(join(folder, "index.html"), contactSheet());
console.log(`${taken.length} pictures: ${join(folder, "index.html")}`);
await browser.close();
await server.close();
process.exitCode = bad ? 1 : 0;
