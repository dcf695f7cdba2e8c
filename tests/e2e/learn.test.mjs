// Lessons in the page: a reader goes through all of them by mouse, and through one with each kind of bet by keyboard alone.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { ready } from "./browser.mjs";
import { screen } from "./laboratory.mjs";

const SIZES = { laptop: { width: 1440, height: 900 }, projector: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

const visit = screen("learn", { before, after });

/** The lessons as the project has them: name, and for each step its kind and the places of its right choices. */
function lessons(language) {
  const folder = new URL(`../../lessons/${language}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      const steps = text.split(/^## /m).slice(1).map((step) => {
        const choices = [...step.matchAll(/^- [([](.)[)\]]/gm)].map(([, mark]) => mark === "x");
        const [, number] = step.match(/^(answer|moment|place): /m) ?? [];
        return { kind: step.split(":")[0], choices, order: /^order: /m.test(step), number };
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
  evacuate: (page) => page.locator("#p-by-more").selectOption("batch"),
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

/** All lessons at each size: all answers wrong, which says most; on a laptop then once more with all right. */
const READERS = Object.entries(SIZES).flatMap(([size, viewport]) => {
  const visits = size === "laptop" ? [true, false] : [true];
  return lessons("en").map((lesson) => ({ size, viewport, lesson, visits }));
});

for (const { size, viewport, lesson, visits } of READERS) {
  test(`${size}: a reader does the lesson ${lesson.name} by mouse`, async (t) => {
    const { page, problems } = await visit(t, `learn=${lesson.name}`, { viewport });
    const right = {};
    // The first time every answer is wrong, and the page says what would have been right.
    for (const wrong of visits) {
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
          const seen = await feedback(page).locator("h3").evaluate((heading) => [heading.getBoundingClientRect().top, heading.getBoundingClientRect().bottom, innerHeight]);
          assert.ok(seen[0] >= 0 && seen[1] <= seen[2], `${index}: what is said is on the screen: ${seen}`);
        }
        if (step.kind === "show" && lesson.steps[index - 1]?.kind === "bet") {
          assert.equal(await page.locator("[data-part=bet]").count(), 1, `${index}: the bet stays beside the result`);
        }
        if (step.kind === "do") {
          assert.equal(await page.locator(".reached").getAttribute("data-done"), "false", `${index}`);
          await GOALS[lesson.name](page);
          await page.locator(".reached[data-done=true]").waitFor({ timeout: 5_000 });
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${index}: ${wide} px too wide`);
        await page.locator("a[data-action=next]").click();
      }
      await page.locator('section.lesson[data-step="end"]').waitFor();
      const number = lessons("en").findIndex(({ name }) => name === lesson.name) + 1;
      assert.match(page.url(), new RegExp(`learn=${lesson.name}&step=${lesson.steps.length + 1}&done=${number}$`));
      assert.doesNotMatch(page.url(), /guess|answer|bet/);
      if (wrong) {
        // Another visit knows nothing of the first.
        await page.goto("about:blank");
        await page.goto(`${visit.address()}#screen=learn&learn=${lesson.name}`);
        await ready(page);
      }
    }
    assert.deepEqual(problems, []);
  });
}

/** One lesson with each kind of bet: what is pressed until the answer can be checked. */
const BETS = {
  // A choice: its radio buttons have the arrow keys.
  "cold&step=2": async (page) => {
    await tab(page, '[data-choice="0"] input');
    await page.keyboard.press("ArrowDown");
  },
  "saved&step=2": async (page) => {
    await tab(page, ".typed input");
    await page.keyboard.type("2,75 s");
  },
  "order&step=2": async (page) => {
    await tab(page, ".parts [data-move=down]");
    await page.keyboard.press("Enter");
  },
  "where&step=2": async (page) => {
    await tab(page, ".axis-field input");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("PageUp");
  },
  "race&step=2": async (page) => {
    await tab(page, ".axis-field input");
    for (let index = 0; index < 3; index++) await page.keyboard.press("PageUp");
  },
};

/** Presses Tab until something that the selector names has the focus. */
async function tab(page, selector) {
  for (let index = 0; index < 60; index++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`${selector} is not reached by Tab`);
}

const TYPISTS = Object.entries(SIZES).flatMap(([size, viewport]) => Object.entries(BETS).map(([keys, answer]) => ({ size, viewport, keys, answer })));

for (const { size, viewport, keys, answer } of TYPISTS) {
  test(`${size}: by keyboard alone: ${keys}`, async (t) => {
    const { page, problems } = await visit(t, `learn=${keys}`, { viewport });
    await panel(page).waitFor();
    await answer(page);
    await tab(page, "[data-action=check]");
    await page.keyboard.press("Enter");
    await feedback(page).waitFor();
    assert.ok(await page.evaluate(() => document.activeElement.matches("[data-part=feedback] h3")), "the feedback has the focus");
    await tab(page, "a[data-action=next]");
    await page.keyboard.press("Enter");
    await page.locator('section.lesson[data-kind="show"]').waitFor();
    await page.waitForFunction(() => document.activeElement.matches("section.lesson h2"), null, { timeout: 5_000 });
    assert.equal(await page.locator("[data-part=bet]").count(), 1, "the bet stays");
    await page.goBack();
    await page.locator('section.lesson[data-kind="bet"]').waitFor();
    assert.equal(await feedback(page).count(), 1, "Back finds the bet as it was");
    assert.deepEqual(problems, []);
  });
}

for (const [name, viewport] of Object.entries(SIZES)) {
  test(`${name}: nothing scrolls sideways, and axe finds nothing`, async (t) => {
    for (const keys of ["", "learn=cold", "learn=cold&step=2", "learn=order&step=2", "learn=race&step=2", "learn=cold&step=4", "learn=cold&step=7", "learn=cold&step=9", "exercise=g1.1&seed=a", "learn=write", "learn=seeds"]) {
      const { page, close } = await visit(t, keys, { viewport });
      await page.locator("section.lesson, main.lessons h1").first().waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${keys}: ${wide} px too wide`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${keys} ${id}: ${nodes[0].html}`), []);
      await close();
    }
  });
}

test("in German the lessons are German, numbers with a comma are read, and guesses stay", async (t) => {
  const { page } = await visit(t, "learn=saved&step=2&lang=de");
  await page.getByRole("heading", { name: "3. Suspendiert" }).waitFor();
  await typed(page).fill("2,75 s");
  assert.match(await page.locator(".echo").innerText(), /gelesen als 2,75 s/);
  await page.locator("[data-action=check]").click();
  assert.match(await feedback(page).innerText(), /Tipp: 2,75 s/);
  await page.locator("[data-action=language]").selectOption("en");
  await page.getByRole("heading", { name: "3. Suspended" }).waitFor();
  assert.match(await feedback(page).innerText(), /Your bet: 2.75 s/);
});

test("on a phone the charts are folded away above the lesson, unless a place is marked on one of them", async (t) => {
  const { page } = await visit(t, "learn=cold", { viewport: SIZES.phone });
  const charts = page.locator(".stage .charts");
  await page.locator("[data-action=charts]").click();
  await charts.waitFor();
  await page.locator("[data-action=charts][aria-expanded=true]").click();
  await charts.waitFor({ state: "detached" });
  await page.goto(`${visit.address()}#screen=learn&learn=race&step=2`);
  await typed(page).fill("50 MiB/s");
  await page.locator("[data-action=check]").click();
  await charts.waitFor();
  assert.equal(await page.locator("[data-action=charts]").count(), 0);
});

test("a slide asks the room: nothing tells what is right until it is revealed", async (t) => {
  const { page, problems } = await visit(t, "learn=held&step=2&present=on", { viewport: SIZES.projector });
  const slide = page.locator(".slide");
  await slide.waitFor();
  assert.equal(await slide.locator(".right").count(), 0);
  assert.equal(await page.locator(".stage").count(), 0);
  await page.keyboard.press("2");
  assert.equal(await slide.locator(".right").count(), 0, "a digit does nothing by accident");
  await page.keyboard.press("v");
  for (const [index, votes] of ["24", "27", "4", "6"].entries()) await slide.locator(`[data-vote="0-${index}"]`).fill(votes);
  await slide.locator("[data-action=votes]").click();
  assert.match(await slide.locator(".band .now").innerText(), /discuss|explain/);
  await page.locator(".slide h2").click();
  await page.keyboard.press("r");
  await page.locator(".slide .slide-options .right").waitFor();
  await page.locator(".stage [data-result]").first().waitFor();
  assert.match(await slide.locator(".band p").innerText(), /vote 1: 9.8 % right/);
  assert.doesNotMatch(new URL(page.url()).hash, /24|27/);
  assert.deepEqual(problems, []);
});

test("a lesson of one's own is opened, told what is wrong in it, written, and carried in a link", async (t) => {
  const { page, problems } = await visit(t);
  await page.locator("[data-action=list], .lessons-head").first().waitFor();
  const text = "lesson: mine\ntitle: Mine\n\n## look: <b>Bold</b> {a.live.total / 0}\nrun a: #ram=8GiB&nonsense=1\nshow: a\n";
  await page.locator("[data-action=open-file]").setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: "Mine" }).waitFor();
  assert.match(await page.locator("[data-part=lesson-notices]").innerText(), /own, line 5: /);
  assert.match(await panel(page).innerText(), /<b>Bold<\/b>/, "markup is text");
  await page.locator("a[data-action=list]").click();
  await page.locator("a[data-action=write]").click();
  await page.locator("[data-action=step]").click();
  assert.match(await page.locator("#lesson-text").inputValue(), /run run1: #\n|run run1: #/);
  await page.locator("[data-action=pack]").click();
  const link = await page.locator("[data-share=lesson]").inputValue();
  assert.match(link, /#screen=learn&lesson=[\w-]+$/);
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("heading", { name: "Mine" }).waitFor();
  assert.deepEqual(problems, []);
});

test("what the Lab and the cluster show becomes a step of a lesson, from their sheet Share", async (t) => {
  const { page, problems } = await visit(t);
  const text = page.locator("#lesson-text");
  for (const [keys, run] of [["lanes=cold&ram=8GiB", "run run1: #ram=8GiB&lanes=cold"], ["screen=cluster&vms=4xweb@h1&do=drain:h1@0s", "run run2: #screen=cluster&"]]) {
    await page.goto(`${visit.address()}#${keys}`);
    await page.locator("[data-action=share]").first().click();
    await page.locator("[data-action=make-step]").click();
    await text.waitFor();
    assert.ok((await text.inputValue()).includes(run), await text.inputValue());
    assert.match(page.url(), /#screen=learn&learn=write/);
  }
  assert.match(await text.inputValue(), /run run1: [\s\S]*run run2: /, "both are in one lesson");
  assert.equal(await page.locator("[data-part=lesson-notices]").count(), 0);
  assert.equal(await page.locator(".preview .prose").count(), 2);
  await page.locator("a[data-action=try]").click();
  await page.locator('section.lesson[data-step="0"]').waitFor();
  assert.deepEqual(problems, []);
});

for (const [keys, axis] of Object.entries({ "where&step=2": ".bars", "race&step=2": ".plot" })) {
  test(`a bet's mark and the right one stand on the axis of the stage: ${keys}`, async (t) => {
    const { page, problems } = await visit(t, `learn=${keys}`);
    await typed(page).fill(axis === ".bars" ? "2 s" : "50 MiB/s");
    await page.locator("[data-action=check]").click();
    const marks = page.locator(`.stage ${axis} [data-part=expected] :is(.at, line:not(.halo))`);
    await marks.nth(1).waitFor({ state: "attached" });
    await page.locator("a[data-action=next]").click();
    await page.locator('section.lesson[data-kind="show"]').waitFor();
    await marks.nth(1).waitFor({ state: "attached" });
    const [bet, right] = await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().left));
    assert.ok(bet < right - 10, `what was too early or too little stands before it: ${bet}, ${right}`);
    await page.locator("a[data-action=next]").click();
    await page.locator('section.lesson[data-kind="do"]').waitFor();
    assert.equal(await marks.count(), 0, "another step has no bet");
    assert.deepEqual(problems, []);
  });
}

test("the address under an exercise, and that of each seed, opens this very exercise", async (t) => {
  const { page, problems } = await visit(t, "exercise=g1&seed=Group%20A,%20Mo");
  const question = page.locator("h1.asked");
  await question.waitFor();
  const told = await question.innerText();
  const [link] = await page.locator("a[data-action=exercise]").evaluateAll((links) => links.map(({ href }) => href));
  assert.match(link, /exercise=g1\.\d+&seed=/, "with its version");
  await page.goto("about:blank");
  await page.goto(link);
  await question.waitFor();
  assert.equal(await question.innerText(), told);
  await page.goto("about:blank");
  await page.goto(`${visit.address()}#screen=learn&learn=seeds`);
  await page.locator("#seeds-text").fill("  Group A, Mo \n2026001\n\n=1+1");
  const rows = page.locator(".asked-table tbody tr");
  assert.equal(await rows.count(), 3);
  assert.equal(await rows.first().locator("td").first().innerText(), told);
  const asked = await rows.nth(1).locator("td").first().innerText();
  await rows.nth(1).locator("a").click();
  await question.waitFor();
  assert.equal(await question.innerText(), asked);
  assert.deepEqual(problems, []);
});

test("the sheet of seeds is printed as a table with addresses, and nothing else", async (t) => {
  const { page } = await visit(t, "learn=seeds");
  await page.locator("#seeds-text").fill("a\nb");
  await page.locator(".asked-table tbody tr").nth(1).waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#seeds-text").isVisible(), false);
  assert.equal(await page.locator(".asked-table").isVisible(), true);
  const address = await page.locator(".asked-table th a").first().evaluate((link) => getComputedStyle(link, "::after").content);
  assert.match(address, /exercise=g1.*seed=a/);
});

test("a lesson beside the page is read; one that is too long, or not there, is told", async (t) => {
  const { page } = await visit(t);
  const text = "lesson: beside\ntitle: Beside the page\n\n## look: One\nrun a: #lanes=cold\nshow: a\n";
  await page.route("**/course/*.md", (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop();
    if (name === "none.md") return route.fulfill({ status: 404, body: "" });
    return route.fulfill({ contentType: "text/markdown", body: name === "long.md" ? text + "x".repeat(256 * 1024) : text });
  });
  await page.goto(`${visit.address()}#screen=learn&learn=course/lesson4.md`);
  await page.getByRole("heading", { name: "Beside the page" }).waitFor();
  for (const name of ["long.md", "none.md"]) {
    await page.goto(`${visit.address()}#screen=learn&learn=course/${name}`);
    await page.getByText("256 KB at most").waitFor();
  }
  await page.goto(`${visit.address()}#screen=learn&learn=../secret.md`);
  await page.locator(".lessons-head").waitFor();
  assert.match(await page.locator("body").innerText(), /\.\.\/secret\.md/, "what is no name is told");
});

test("a hostile lesson of 5 MB is shown as far as it goes, and nothing in it is a link or a script", async (t) => {
  const { page, problems } = await visit(t);
  await page.locator("[data-action=open-file]").first().waitFor({ state: "attached" });
  const step = "## look: [here](javascript:alert(1))\nrun a: javascript:alert(1)\nrun b: #screen=learn&learn=own\nshow: a\n<img src=x onerror=alert(1)> [a](https://evil.example/) {a.live.total / 0} {no.such.figure}\n";
  const text = `lesson: evil\ntitle: Evil\n\n${step.repeat(Math.ceil(5e6 / step.length))}`;
  await page.locator("[data-action=open-file]").setInputFiles({ name: "evil.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: "Evil" }).waitFor();
  assert.match(await page.locator("[data-part=lesson-notices]").innerText(), /own, line \d+: /);
  assert.equal(await panel(page).locator("img, script").count(), 0);
  const outside = await page.locator("main a, section a").evaluateAll((links) => links.map(({ href }) => href).filter((href) => !href.startsWith(location.origin)));
  assert.deepEqual(outside, [], "every link stays in the page");
  await page.locator("a[data-action=next]").click();
  await page.locator('section.lesson[data-step="1"]').waitFor();
  assert.deepEqual(problems, []);
});

test("in a language that is longer than any nothing scrolls sideways", async (t) => {
  for (const viewport of Object.values(SIZES)) {
    const { page } = await visit(t, "lang=en-XA", { viewport });
    for (const keys of ["", "learn=cold&step=2", "learn=race&step=3", "learn=cold&step=4", "exercise=g12.1&seed=a", "learn=seeds", "learn=write"]) {
      await page.goto(`${visit.address()}#screen=learn&lang=en-XA&${keys}`);
      await page.locator("section.lesson, main.lessons h1").first().waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${keys} at ${viewport.width}: ${wide} px too wide`);
    }
  }
});
