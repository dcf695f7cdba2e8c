// Lighthouse on the built page: prints `SCREEN CATEGORY SCORE` a line and what fell short; fails below the budget.
import lighthouse, { defaultConfig, desktopConfig } from "lighthouse";
import { launch } from "./browser.mjs";
import { AS_A_HOST, dist, serve } from "./serve.mjs";

const [least = "95", phone = "90", desktop = "95"] = process.argv.slice(2);
const SPEED = { phone, desktop };
/** Loading is timed while the machine does other things too: the best of a few runs says what the page can do. */
const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const { throttling } = defaultConfig.settings;
const SCREENS = { phone: { extends: "lighthouse:default", settings: { throttling } }, desktop: desktopConfig };
/**
 * A phone is so many times as slow as the machine that Lighthouse expects, whose index this is: it warns of one half as
 * fast, below 1000. On a slower machine the phone stays the same, so the factor is less.
 */
const EXPECTED_INDEX = 2_000;
const PORT = 9_000 + (process.pid % 1_000);

/** Speed has limits of its own. */
const leastOf = (screen, name) => Number(name === "performance" ? SPEED[screen] : least);

const score = (category) => Math.round(category.score * 100);

/** What keeps a category below a full score, worst first. */
function shortcomings(report, category) {
  return category.auditRefs
    .map(({ id, weight }) => ({ weight, audit: report.audits[id] }))
    .filter(({ weight, audit }) => weight > 0 && audit.score !== null && audit.score < 0.9)
    .map(({ audit }) => `${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ""}`);
}

const server = await serve(dist, "/", AS_A_HOST);
const browser = await launch([`--remote-debugging-port=${PORT}`]);
const indices = [];
let bad = false;

/** The same screen on this machine, as far as it is known. */
function calibrated(config) {
  const { throttling } = config.settings;
  const index = indices.reduce((sum, one) => sum + one, 0) / indices.length || EXPECTED_INDEX;
  const cpuSlowdownMultiplier = Math.max(1, throttling.cpuSlowdownMultiplier * Math.min(1, index / EXPECTED_INDEX));
  return { ...config, settings: { ...config.settings, throttling: { ...throttling, cpuSlowdownMultiplier } } };
}

for (const [screen, config] of Object.entries(SCREENS)) {
  let best;
  for (let run = 0; run < RUNS; run += 1) {
    const flags = { port: PORT, logLevel: "error", onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(server.url, flags, calibrated(config));
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    indices.push(lhr.environment.benchmarkIndex);
    if (!best || lhr.categories.performance.score > best.categories.performance.score) best = lhr;
    if (CATEGORIES.every((name) => score(best.categories[name]) >= leastOf(screen, name))) break;
  }
  for (const name of CATEGORIES) {
    const category = best.categories[name];
    const low = score(category) < leastOf(screen, name);
    console.log(`${screen} ${name} ${score(category)}${low ? `, less than ${leastOf(screen, name)}` : ""}`);
    if (low) console.log(shortcomings(best, category).map((text) => `  - ${text}`).join("\n"));
    bad ||= low;
  }
}
await browser.close();
await server.close();
process.exitCode = bad ? 1 : 0;
