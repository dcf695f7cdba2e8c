// Lessons in the page: a reader goes through all of them by mouse, and through one with each kind of bet by keyboard alone.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

const LAPTOP = { width: 1440, height: 900 };
const SIZES = { laptop: LAPTOP, projector: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(t, keys = "", options = { viewport: LAPTOP }) {
  const visitor = await open(browser, `${server.url}#screen=learn${keys && `&${keys}`}`, options);
  t.after(visitor.close);
  await ready(visitor.page);
  return visitor;
}

/** The lessons as the project has them: name, and for each step its kind and the places of its right choices. */
function lessons(language) {
  const folder = new URL(`../../lessons/${language}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      const steps = text.split(/^## /m).slice(1).map((step) => {
        const choices = [...step.matchAll(/^- [([](.)[)\]]/gm)].map(([, mark]) => mark === "x");
        return { kind: step.split(":")[0], choices, order: /^order: /m.test(step), number: /^(answer|moment|place): /m.test(step) };
      });
      return { name: text.match(/^lesson: (.+)$/m)[1], steps };
    });
}

const panel = (page) => page.locator("section.lesson");
const feedback = (page) => page.locator("[data-part=feedback]");
const typed = (page) => page.locator("section.lesson .typed input");
const set = (page, key, text) => page.locator(`.doing [data-param="${key}"] input[type=text]`).first().fill(text).then(() => page.keyboard.press("Enter"));
const pick = (page, key, word) => page.locator(`.doing [data-param="${key}"] select`).first().selectOption(word);

/** How the goal of each lesson is reached with the controls that it shows. */
const GOALS = {
  where: (page) => pick(page, "live", "postcopy"),
  cold: (page) => pick(page, "storage", "local"),
  saved: (page) => set(page, "link", "10 Gbit/s"),
  held: (page) => page.locator('.doing [data-event="0"] input').first().fill("27.2 s").then(() => page.keyboard.press("Enter")),
  order: (page) => set(page, "state", "1 GiB"),
  twice: (page) => page.locator('.doing [data-param="writes.rate"] input[type=text]').first().fill("100 kB/s").then(() => page.keyboard.press("Enter")),
  milliseconds: (page) => set(page, "downtime", "40 s"),
  race: (page) => set(page, "link", "2 Gbit/s"),
  region: (page) => set(page, "writes.region", "64 MiB"),
  postcopy: (page) => pick(page, "live", "precopy"),
  outage: async (page) => {
    const event = page.locator('.doing [data-event="0"]');
    await event.locator("input").first().fill("27 s");
    await page.keyboard.press("Enter");
    await event.locator("button.plain").first().click();
    await event.locator("input").nth(1).fill("1 s");
    await page.keyboard.press("Enter");
  },
  disk: (page) => set(page, "link", "10 Gbit/s"),
  promise: (page) => set(page, "link", "2 Gbit/s"),
  evacuate: (page) => pick(page, "live", "postcopy"),
};

/** Puts the parts of an order where they belong, by clicks on their buttons. */
async function sort(page) {
  const parts = page.locator(".parts li");
  for (let place = 0; place < (await parts.count()); place++) {
    for (;;) {
      const all = await parts.evaluateAll((items) => items.map((item) => Number(item.dataset.partOf)));
      if (all[place] === place) break;
      await parts.nth(all.indexOf(place)).locator("[data-move=up]").click();
    }
  }
}

/** Answers wrongly until the solution is told, and returns the number in it. */
async function solution(page) {
  const tries = (await page.locator("[data-action=tell]").innerText()) === "Without a bet" ? 1 : 2;
  for (let index = 0; index < tries; index++) {
    const unit = (await page.locator(".echo").innerText()).replace(/^[^\d]*[\d.,]+/, "").trim();
    await typed(page).fill(`0.${index + 1}1 ${unit}`);
    await page.locator("[data-action=check]").click();
  }
  const told = await feedback(page).innerText();
  return told.match(/It is(?: after)? (.+?)\.(?:\s|$)/)[1];
}

for (const lesson of lessons("en")) {
  test(`a reader does the lesson ${lesson.name} by mouse`, async (t) => {
    const { page, problems } = await visit(t, `learn=${lesson.name}`);
    const right = {};
    // The first time every answer is wrong, and the page says what would have been right.
    for (const wrong of [true, false]) {
      for (const [index, step] of lesson.steps.entries()) {
        await page.locator(`section.lesson[data-step="${index}"]`).waitFor();
        if (step.kind === "bet" || step.kind === "ask") {
          assert.equal(await page.locator(".sealed").count(), 1, `${index}: what would tell the answer is covered`);
          assert.equal(await page.locator("[data-result]").count(), 0, `${index}: no figure of the run is seen`);
          if (step.number && wrong) {
            right[index] = await solution(page);
          } else if (step.number) {
            await typed(page).fill(right[index]);
            await page.locator("[data-action=check]").click();
          } else if (step.order) {
            if (!wrong) await sort(page);
            await page.locator("[data-action=check]").click();
          } else {
            for (let tries = 0; tries < (wrong && step.kind === "ask" ? 2 : 1); tries++) {
              const places = [...step.choices.keys()].filter((place) => step.choices[place] !== wrong);
              await page.locator(`[data-choice="${places[wrong ? tries % places.length : 0]}"]`).click();
              await page.locator("[data-action=check]").click();
            }
          }
          assert.equal(await feedback(page).getAttribute("data-right"), String(!wrong), `${index}: ${await feedback(page).innerText()}`);
          assert.equal(await page.locator(".sealed").count(), 0, `${index}: then it is seen`);
          assert.ok(await page.evaluate(() => document.activeElement.closest("[data-part=feedback]") !== null), `${index}: focus`);
        }
        if (step.kind === "show" && lesson.steps[index - 1]?.kind === "bet") {
          assert.equal(await page.locator("[data-part=bet]").count(), 1, `${index}: the bet stays beside the result`);
        }
        if (step.kind === "do") {
          assert.equal(await page.locator(".reached").getAttribute("data-done"), "false", `${index}`);
          await GOALS[lesson.name](page);
          await page.locator(".reached[data-done=true]").waitFor({ timeout: 5_000 });
        }
        await page.locator("a[data-action=next]").click();
      }
      await page.locator('section.lesson[data-step="end"]').waitFor();
      const number = lessons("en").findIndex(({ name }) => name === lesson.name) + 1;
      assert.match(page.url(), new RegExp(`learn=${lesson.name}&step=${lesson.steps.length + 1}&done=${number}$`));
      assert.doesNotMatch(page.url(), /guess|answer|bet/);
      if (wrong) {
        // Another visit knows nothing of the first.
        await page.goto("about:blank");
        await page.goto(`${server.url}#screen=learn&learn=${lesson.name}`);
        await ready(page);
      }
    }
    assert.deepEqual(problems, []);
  });
}
