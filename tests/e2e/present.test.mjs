// A lecture room: one screen that is whole, a remote, and a moment that outlives F5.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });

const ROOM = { viewport: { width: 1280, height: 720 } };
const action = (page, name) => page.locator(`[data-action=${name}]`);
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));
const blank = (page) => page.locator(".blank");

test("the point of a remote hides the screen, and whatever comes next shows it and does no more", async (t) => {
  const { page, problems } = await visit(t, "#present=on&t=12s", ROOM);
  for (const hide of [".", "b", "B"]) {
    for (const show of [".", "b", "PageDown", "Escape", "5", "a", " "]) {
      await page.keyboard.press(hide);
      await blank(page).waitFor();
      await page.keyboard.press(show);
      await blank(page).waitFor({ state: "detached" });
    }
  }
  await page.keyboard.press(".");
  await blank(page).waitFor();
  const play = await action(page, "play").boundingBox();
  await page.mouse.click(play.x + 5, play.y + 5);
  await blank(page).waitFor({ state: "detached" });
  assert.equal(await clock(page), 12, "nothing has moved the clock");
  assert.equal(await page.getByRole("button", { name: "Play" }).count(), 1, "nor started it");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.locator("html").getAttribute("data-present"), "on", "it still presents");
  await page.keyboard.press("PageDown");
  assert.ok((await clock(page)) > 12, "then the remote steps again");
  assert.deepEqual(problems, []);
});

test("what nobody sees is not done: neither by a button that has the focus nor by keys of the page", async (t) => {
  const { page } = await visit(t, "#present=on&t=12s", ROOM);
  await page.locator("[data-action=preset]").selectOption("1");
  await page.waitForFunction(() => /writes=.*present=on/.test(location.hash));
  const link = await page.evaluate(() => location.hash.replace(/&t=[^&]*/, ""));
  for (const key of ["Control+z", "Control+Shift+z", "Enter", " "]) {
    await action(page, "play").focus();
    await page.keyboard.press("b");
    await blank(page).waitFor();
    await page.keyboard.press(key);
    if (key.startsWith("Control")) await page.keyboard.press("Escape");
    await blank(page).waitFor({ state: "detached" });
    assert.equal(await page.getByRole("button", { name: "Play" }).count(), 1, `${key} does not start the clock`);
    await page.waitForTimeout(600); // the address follows after a moment
    assert.equal(await page.evaluate(() => location.hash.replace(/&t=[^&]*/, "")), link, `${key} changes nothing`);
  }
});

test("while nothing is shown, the clock stands still", async (t) => {
  const { page } = await visit(t, "#present=on", ROOM);
  await page.keyboard.press(" ");
  await page.waitForFunction(() => Number(document.querySelector("[data-clock]").dataset.clock) > 0);
  await page.keyboard.press("b");
  await page.locator("[data-action=play][aria-label=Play]").waitFor();
  const then = await clock(page);
  await page.waitForTimeout(300);
  assert.equal(await blank(page).count(), 1);
  await page.keyboard.press("b");
  await blank(page).waitFor({ state: "detached" });
  assert.equal(await clock(page), then);
});

test("without a presentation the point steps to the next event", async (t) => {
  const { page } = await visit(t, "", ROOM);
  await page.keyboard.press(".");
  assert.ok((await clock(page)) > 0);
  assert.equal(await blank(page).count(), 0);
});

test("the address keeps the moment while presenting: F5 goes on there", async (t) => {
  const { page } = await visit(t, "#present=on&ram=8GiB", ROOM);
  await page.keyboard.press("PageDown");
  const moment = await clock(page);
  await page.waitForFunction((moment) => location.hash.includes(`&t=${moment}s`), moment);
  await page.reload();
  await page.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  assert.ok(Math.abs((await clock(page)) - moment) < 0.1, `${await clock(page)} s instead of ${moment} s`);
  assert.equal(await page.locator("html").getAttribute("data-present"), "on");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => location.hash === "#ram=8GiB");
});

const ROOMS = [
  [1024, 768],
  [1280, 720],
  [1280, 800],
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
];

/** What of a presentation is not on the screen, or cut. */
const missing = () => {
  const found = [];
  const bar = document.querySelector(".topbar");
  if (bar.scrollWidth > bar.clientWidth) found.push(`the header is ${bar.scrollWidth - bar.clientWidth} px too wide`);
  for (const place of [".lanes", ".bars", ".clock", ".narration"]) {
    const { top, bottom } = document.querySelector(place).getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) found.push(`${place} from ${top} to ${bottom}`);
  }
  for (const lane of document.querySelectorAll("section.lane")) {
    const room = lane.getBoundingClientRect();
    for (const element of lane.querySelectorAll("h2, h3, p, dt:not(.hidden), dd:not(.hidden, .split), .chip")) {
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      const name = `${lane.dataset.lane}: ${element.textContent.slice(0, 40)}`;
      if (!width) continue;
      if (left < room.left - 1 || right > room.right + 1 || top < room.top - 1 || bottom > room.bottom + 1) found.push(`${name} goes beyond the lane`);
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline") found.push(`${name} is cut`);
    }
    for (const figure of lane.querySelectorAll(".outcome dl > div")) {
      const parts = [...figure.children].filter((part) => !part.matches(".hidden") && part.getBoundingClientRect().width > 0);
      const words = parts.map((part) => {
        const range = document.createRange();
        const shown = [...part.childNodes].filter((node) => !node.matches?.(".hidden"));
        range.setStartBefore(shown[0]);
        range.setEndAfter(shown.at(-1));
        return range.getBoundingClientRect();
      });
      const least = Number.parseFloat(getComputedStyle(figure).fontSize) / 4;
      const onOneLine = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.height, other.height) / 2;
      const stick = words.some((one) => words.some((other) => one.left < other.left && other.left - one.right < least && onOneLine(one, other)));
      if (stick) found.push(`${lane.dataset.lane}: ${figure.textContent} sticks together`);
    }
  }
  const [handle, icon] = [".handle", ".handle .icon"].map((part) => document.querySelector(part).getBoundingClientRect());
  if (icon.right > handle.right) found.push("the handle reaches into the lanes");
  return found;
};

test("every story is one screen: nothing is cut, the sentence is in sight", async (t) => {
  const { page } = await visit(t, "#present=on", ROOM);
  for (const lang of ["en", "de"]) {
    await page.evaluate((lang) => (location.hash = `lang=${lang}&present=on`), lang);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    const stories = await action(page, "preset").locator("option:not([value=''])").evaluateAll((found) => found.map(({ value }) => value));
    for (const story of stories) {
      await action(page, "preset").selectOption(story);
      await action(page, "scrub").fill("3300");
      for (const [width, height] of ROOMS) {
        await page.setViewportSize({ width, height });
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        assert.deepEqual(await page.evaluate(missing), [], `${width} × ${height}, ${lang}, story ${story}`);
      }
    }
  }
});

/** The height of letters as a part of the height of the screen, in per cent: the least of each kind; and what of the result is out of sight. */
const seen = () => {
  const percent = (element) => (100 * Number.parseFloat(getComputedStyle(element).fontSize) * (element.getScreenCTM?.().a ?? 1)) / innerHeight;
  const least = (selector) => Math.min(...[...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).map(percent));
  const whole = (selector) => {
    const { top, bottom, height } = document.querySelector(selector).getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  };
  const line = document.querySelector(".essentials");
  return {
    large: Object.fromEntries([".ranking", ".lane h2", ".big dd:not(.split)", ".narration", ".clock", ".clock b"].map((name) => [name, least(name)])),
    charts: least("[data-chart] .svg text"),
    whole: [".essentials", ".ranking", ".legend ul", ".narration"].filter((name) => !whole(name)),
    essentials: line.scrollWidth <= line.clientWidth && line.getBoundingClientRect().height < 2 * Number.parseFloat(getComputedStyle(line).fontSize),
  };
};

test("the back row reads the result, the names, the figures, the sentence and the clock, and the labels of the charts", async (t) => {
  for (const [width, height] of [[1280, 720], [1920, 1080], [3840, 2160]]) {
    for (const lang of ["en", "de", "es"]) {
      const { page } = await visit(t, `#present=on&t=12s&lang=${lang}`, { viewport: { width, height } });
      const { large, charts, whole, essentials } = await page.evaluate(seen);
      const small = Object.entries(large).filter(([, percent]) => percent < 2.5);
      assert.deepEqual(small, [], `${width} × ${height}, ${lang}`);
      assert.ok(charts >= 1.8, `${width} × ${height}, ${lang}: labels of charts have ${charts} %`);
      assert.deepEqual(whole, [], `${width} × ${height}, ${lang}: all of it is on the screen`);
      assert.ok(essentials, `${width} × ${height}, ${lang}: the parameters are one line`);
    }
  }
});
