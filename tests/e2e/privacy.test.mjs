// Whatever a visitor does, the page keeps to its content policy, talks to nobody and remembers nothing but theme and language.
import assert from "node:assert/strict";
import { test, before, after } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });

/** What may be remembered. */
const REMEMBERED = ["lang", "theme"];

/** Marks the first control that can be reached and is none of `done`; answers what it is, or that a sheet is open without any. */
function reach(done) {
  const sheet = [...document.querySelectorAll("dialog[open]")].at(-1);
  const name = (control) => {
    const words = control.getAttribute("aria-label") ?? control.textContent;
    return [control.tagName, control.type, control.dataset.action, words, control.id].join(" ").replace(/[\d.,]+/g, "0");
  };
  const reachable = [...(sheet ?? document).querySelectorAll("button, a[href^='#'], summary, select, input, textarea")].filter(
    (control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled && !(sheet && /close/i.test(name(control))),
  );
  const control = reachable.find((control) => !done.includes(name(control)));
  document.querySelectorAll("[data-walk]").forEach((marked) => marked.removeAttribute("data-walk"));
  control?.setAttribute("data-walk", "");
  return { name: control && name(control), tag: control?.tagName, type: control?.type, sheet: Boolean(sheet) };
}

/** Uses every control that can be seen, and what that brings up, but not `spared`; `done` grows. */
async function walk(page, done, spared = []) {
  let opener;
  for (let turn = 0; turn < 600; turn += 1) {
    const next = await page.evaluate(reach, [...done, ...spared]);
    if (!next.name && !next.sheet) return;
    if (!next.name) {
      await page.keyboard.press("Escape");
      continue;
    }
    done.add(next.name);
    const control = page.locator("[data-walk]");
    const timeout = 1000;
    try {
      if (next.tag === "SELECT") await control.selectOption({ index: (await control.locator("option").count()) - 1 }, { timeout });
      else if (next.type === "range") await control.press("ArrowRight", { timeout });
      else if (["text", "search", "number"].includes(next.type)) await control.press("End", { timeout });
      else await control.click({ timeout });
    } catch (error) {
      if (error.name !== "TimeoutError") throw error; // it went away
    }
    await page.evaluate(() => new Promise(requestAnimationFrame));
    // What closes its sheet may not have been all of it.
    const open = (await page.locator("dialog[open]").count()) > 0;
    if (!next.sheet && open) opener = next.name;
    if (next.sheet && !open) done.delete(opener);
  }
  throw new Error(`the walk does not end: ${[...done].join("; ")}`);
}

test("in a walk through all controls the policy holds and nothing leaves the page", async (t) => {
  const requests = new Set();
  const { page, problems } = await visit(t, "#t=1s", {
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
    before: (page) => {
      page.on("request", (request) => requests.add(request.url()));
      page.context().on("serviceworker", (worker) => requests.add(worker.url()));
    },
  });
  const done = new Set();
  // Presenting folds the parameters away, so it comes last.
  const present = await page.locator("[data-action=present]").evaluate((button) => button.textContent);
  await walk(page, done, [`BUTTON button present ${present} `]);
  await walk(page, done);
  t.diagnostic(`${done.size} controls, ${requests.size} addresses asked for`);
  assert.ok(done.size > 60, `only ${done.size} controls were found: ${[...done].join("; ")}`);
  assert.ok([...done].some((name) => name.includes("copy")), "the share dialog was among them");
  const home = new URL(page.url()).origin;
  const strange = [...requests].filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== home);
  assert.deepEqual(strange, []);
  assert.deepEqual(problems, []);
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => document.cookie), "");
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: await indexedDB.databases(),
  }));
  assert.deepEqual(kept.local.filter((key) => !REMEMBERED.includes(key)), []);
  assert.deepEqual(kept.session, []);
  assert.deepEqual(kept.databases, []);
});

test("the policy forbids what it should", async (t) => {
  const { page } = await visit(t);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  // Not only written down: the browser acts on it.
  const forbidden = await page.evaluate(async () => {
    const broken = [];
    addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.body.append(script);
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    document.body.append(style);
    await fetch("https://elsewhere.example/").catch(() => undefined);
    // Not at once: what a test does itself is exempt from the policy.
    const evaluated = await new Promise((tell) =>
      setTimeout(() => {
        try {
          tell(new Function("return true")());
        } catch {
          tell(false);
        }
      }),
    );
    await new Promise((later) => setTimeout(later, 100));
    return { broken: broken.sort(), inline: window.inline ?? false, evaluated };
  });
  assert.deepEqual(forbidden, {
    broken: ["connect-src", "script-src", "script-src-elem", "style-src-elem"],
    inline: false,
    evaluated: false,
  });
});
