// Every screen, theme and way to use it: nothing is too wide, too small, hidden, or jumps.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { laboratory } from "./laboratory.mjs";

const visit = laboratory({ before, after });

const action = (page, name) => page.locator(`[data-action=${name}]`);
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];
const THEMES = ["light", "dark", "projector"];

for (const viewport of SIZES) {
  for (const theme of THEMES) {
    test(`${viewport.width} × ${viewport.height}, ${theme}: axe finds nothing`, async (t) => {
      const { page, problems } = await visit(t, `#theme=${theme}&t=12s`, { viewport, hasTouch: viewport.width < 600 });
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`), []);
      assert.deepEqual(problems, []);
    });
  }
}

test("no size scrolls sideways: small phones, a phone on its side, zoom of 400 %, a wall", async (t) => {
  const { page } = await visit(t, "#t=12s");
  for (const [width, height] of [[320, 256], [360, 640], [844, 390], [720, 450], [820, 1180], [1024, 768], [1920, 1080], [2560, 1440], [3840, 2160]]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(50);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${width} × ${height}: ${over} px too wide`);
  }
});

/** The least width of a wire between two hosts, where it does not lie between their maps, and where it does. */
const WIRE = { beside: 120, stacked: 40 };

/** What of the lanes is cut off, and which wires are too short to show anything. */
const squeezed = (least) => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth - innerWidth} px too wide`);
  const stage = document.querySelector(".stage").getBoundingClientRect();
  for (const lane of document.querySelectorAll("section.lane")) {
    const { left, right } = lane.getBoundingClientRect();
    if (left < stage.left || right > stage.right) found.push(`${lane.dataset.lane} goes beyond the stage`);
    for (const host of lane.querySelectorAll(".host")) {
      const box = host.getBoundingClientRect();
      if (box.left < left || box.right > right) found.push(`${lane.dataset.lane}: a host goes beyond the lane`);
    }
    const stacked = getComputedStyle(lane.querySelector(".host")).flexDirection === "column";
    const note = lane.querySelector(".wire .note").getBoundingClientRect();
    for (const meta of lane.querySelectorAll(".meta")) {
      const { left, right, top, bottom } = meta.getBoundingClientRect();
      if (note.width && note.bottom > top + 1 && note.top < bottom && note.right > left && note.left < right) found.push(`${lane.dataset.lane}: what goes over the wire stands on what a host says`);
    }
    const { width } = lane.querySelector(".wire").getBoundingClientRect();
    if (width < (stacked ? least.stacked : least.beside)) found.push(`${lane.dataset.lane}: a wire of ${width} px${stacked ? ", stacked" : ""}`);
  }
  const moments = document.createRange();
  moments.selectNodeContents(document.querySelector(".clock"));
  const [buttons, clock] = [document.querySelector(".buttons > :last-child"), moments].map((part) => part.getBoundingClientRect());
  if (buttons.right > clock.left && buttons.bottom > clock.top && clock.bottom > buttons.top) found.push("the buttons reach into the clock");
  return found;
};

test("between the hosts is a wire at every width, and nothing is cut off", async (t) => {
  const widths = [...Array.from({ length: 30 }, (_, step) => 320 + 40 * step), 390, 759, 768, 1024, 1366, 1799, 1800, 1920, 2299, 2300, 2560, 3199, 3200, 3840];
  const rooms = [[1024, 768], [1280, 720], [1280, 800], [1366, 768]];
  const { page } = await visit(t, "#t=12s");
  // A low screen has small maps, a high one has large maps.
  for (const [lang, shape] of [["en", 0.4], ["de", 0.75]]) {
    const everywhere = widths.map((width) => [width, Math.max(640, Math.round(width * shape))]);
    for (const [keys, sizes] of [["", everywhere], ["&theme=projector", rooms], ["&present=on", rooms]]) {
      await page.evaluate((link) => (location.hash = link), `lang=${lang}${keys}&t=12s`);
      await page.waitForFunction(
        ([lang, present]) => document.documentElement.lang === lang && (document.documentElement.dataset.present === "on") === present,
        [lang, keys.includes("present")],
      );
      assert.equal(await clock(page), 12, "something is held, something moves");
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        // Charts follow one frame later.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        assert.deepEqual(await page.evaluate(squeezed, WIRE), [], `${width} × ${height}, ${lang}${keys}`);
      }
    }
  }
});

/** All visible text with its size on the screen, letters of charts at the scale of their picture. */
const textSizes = () => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || element.closest(".hidden, option") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { width, height } = range.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    const scale = element.getScreenCTM?.().a ?? 1;
    found.push({ text, size: Number.parseFloat(getComputedStyle(element).fontSize) * scale });
  }
  return found;
};

test("the back row can read everything of a presentation", async (t) => {
  for (const [width, height, least] of [[1920, 1080, 20], [1280, 720, (20 * 720) / 1080]]) {
    const { page } = await visit(t, "#present=on&t=12s", { viewport: { width, height } });
    const small = (await page.evaluate(textSizes)).filter(({ size }) => size < least - 0.05);
    assert.deepEqual(small.map(({ text, size }) => `${size.toFixed(1)} px: ${text}`), [], `${width} × ${height}`);
  }
});

test("nothing jumps while the numbers run", async (t) => {
  for (const [viewport, hash] of [
    [{ width: 1440, height: 900 }, "#t=0s"],
    [{ width: 1280, height: 720 }, "#present=on&t=0s"],
    [{ width: 390, height: 844 }, "#t=0s"],
  ]) {
    const { page } = await visit(t, hash, { viewport });
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("section.lane, .lane h2, .lane .map, .outcome dd, .transport, .bars, .clock, [data-part=narration], [data-chart]")].map((element) => {
          const { top, left, height } = element.getBoundingClientRect();
          return `${element.className?.baseVal ?? element.className} ${element.closest("[data-lane]")?.dataset.lane ?? ""} ${[top, height].map(Math.round)}`;
        }),
      );
    // The first touch of the clock may scroll it into view.
    await action(page, "scrub").fill("0");
    const still = await places();
    const most = Number(await action(page, "scrub").getAttribute("max"));
    for (let step = 0; step <= 40; step += 1) {
      await action(page, "scrub").fill(String(Math.round((most * step) / 40)));
      const now = await places();
      const moved = now.filter((place, index) => place !== still[index]).map((place) => `${place}, was ${still[now.indexOf(place)]}`);
      assert.deepEqual(moved, [], `${viewport.width} × ${viewport.height} at ${await clock(page)} s`);
    }
  }
});

/** A finger that goes from one place to another. */
async function drag(page, from, to) {
  const session = await page.context().newCDPSession(page);
  const touch = (type, point) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [{ x: point.x, y: point.y }] : [] });
  await touch("touchStart", from);
  for (let step = 1; step <= 8; step += 1) {
    await touch("touchMove", { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 });
  }
  await touch("touchEnd");
}

const middle = async (locator) => {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};

test("with a finger: play, scrub, a parameter, a story, something happens, its mark is moved", async (t) => {
  const { page, problems } = await visit(t, "", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await action(page, "play").tap();
  await page.waitForFunction(() => Number(document.querySelector("[data-clock]").dataset.clock) > 0);
  await action(page, "play").tap();
  const scrub = await middle(action(page, "scrub"));
  await drag(page, { x: 60, y: scrub.y }, { x: 300, y: scrub.y });
  assert.ok((await clock(page)) > 20, `the finger moved the clock to ${await clock(page)} s`);
  await action(page, "act").tap();
  await page.locator("[data-act=linkdown]").tap();
  await page.waitForFunction(() => decodeURIComponent(location.hash).includes("linkdown@"));
  const before = Number(await page.locator(".mark:not(.own)").getAttribute("aria-valuenow"));
  const mark = await middle(page.locator(".mark:not(.own) .flag"));
  await drag(page, mark, { x: mark.x - 80, y: mark.y });
  await page.waitForFunction((old) => Number(document.querySelector(".mark:not(.own)").getAttribute("aria-valuenow")) < old, before);
  // A tap right after a drag belongs to the same gesture.
  await page.waitForTimeout(500);
  await page.locator(".rail-title").tap();
  const slider = page.locator('[data-param="ram"] input[type=range]');
  // Not at the lower edge, where the clock sticks.
  await slider.evaluate((range) => range.scrollIntoView({ block: "center" }));
  const place = await middle(slider);
  await page.touchscreen.tap(place.x + 60, place.y);
  await page.waitForFunction(() => location.hash.includes("ram="));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0);
  assert.deepEqual(problems, []);
});

test("on small screens play and the clock stay in sight while the lanes are scrolled", async (t) => {
  const { page } = await visit(t);
  for (const lang of ["en", "de"]) {
    await page.evaluate((lang) => (location.hash = `lang=${lang}&t=12s`), lang);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    for (const [width, height] of [[320, 568], [360, 640], [375, 667], [390, 844], [844, 390], [768, 1024], [800, 600], [1024, 1366]]) {
      await page.setViewportSize({ width, height });
      for (const lane of ["cold", "suspended"]) {
        await page.locator(`section[data-lane=${lane}]`).evaluate((lane) => lane.scrollIntoView());
        const hidden = await page.evaluate(() =>
          [".buttons", ".scrub", ".clock"].filter((place) => {
            const { top, bottom } = document.querySelector(place).getBoundingClientRect();
            return top < 0 || bottom > innerHeight;
          }),
        );
        assert.deepEqual(hidden, [], `${width} × ${height}, ${lang}, at ${lane}`);
      }
    }
  }
});

test("on a phone three lanes, the clock with named bars and the sentence are one screen, also below what a story says", async (t) => {
  const { page } = await visit(t, "#t=12s", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const beyond = () =>
    page.evaluate(() => {
      const clock = document.querySelector(".timeline").getBoundingClientRect();
      const hidden = [...document.querySelectorAll("section.lane")].filter((lane) => lane.getBoundingClientRect().bottom > clock.top + 1);
      const gone = [".buttons", ".scrub", ".bars", ".narration"].filter((place) => document.querySelector(place).getBoundingClientRect().bottom > innerHeight);
      const nameless = [...document.querySelectorAll(".names span")].filter((name) => name.getBoundingClientRect().width === 0 || name.scrollWidth > name.clientWidth);
      return { lanes: hidden.map((lane) => lane.dataset.lane), gone, nameless: nameless.length };
    });
  for (const lang of ["en", "de", "es"]) {
    await page.evaluate((lang) => (location.hash = `lang=${lang}&t=12s`), lang);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    assert.deepEqual(await beyond(), { lanes: [], gone: [], nameless: 0 }, lang);
    const stories = await page.locator("[data-action=preset] option:not([value=''])").evaluateAll((found) => found.map(({ value }) => value));
    for (const story of stories) {
      await page.locator("[data-action=preset]").selectOption(story);
      await page.locator("[data-part=story]").waitFor();
      assert.deepEqual(await beyond(), { lanes: [], gone: [], nameless: 0 }, `${lang}, story ${story}`);
    }
  }
});

test("on a phone the downtimes stay in sight while a parameter is dragged, and follow it", async (t) => {
  const { page } = await visit(t, "#lang=en", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.locator(".rail-title").tap();
  const numbers = page.locator(".numbers");
  const before = await numbers.innerText();
  for (const key of ["ram", "link"]) {
    const slider = page.locator(`[data-param="${key}"] input[type=range]`);
    await slider.evaluate((range) => range.scrollIntoView({ block: "center" }));
    const { x, y, width, height } = await slider.boundingBox();
    await drag(page, { x: x + width / 2, y: y + height / 2 }, { x: x + width / 4, y: y + height / 2 });
    await page.waitForFunction((key) => location.hash.includes(`${key}=`), key);
    const { top, bottom } = await numbers.evaluate((numbers) => numbers.getBoundingClientRect().toJSON());
    assert.ok(top >= 0 && bottom <= 844, `${key}: the numbers are at ${top} to ${bottom}`);
    for (const lane of ["cold", "live"]) {
      const figure = await page.locator(`[data-lane=${lane}] .big dd`).first().innerText();
      assert.ok((await numbers.innerText()).includes(figure), `${lane}: ${figure}`);
    }
  }
  assert.notEqual(await numbers.innerText(), before);
});

test("on paper: parameters with their values, the lanes, charts that are whole", async (t) => {
  const { page } = await visit(t, "#t=12s", { viewport: { width: 1440, height: 900 } });
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 760, height: 1050 });
  const seen = await page.evaluate(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length;
    const style = (selector, name) => [...new Set([...document.querySelectorAll(selector)].map((element) => getComputedStyle(element)[name]))];
    const { bottom } = document.querySelector(".charts").getBoundingClientRect();
    return {
      fields: shown(".rail input[type=text]") > 3,
      pressed: shown(".page button, .page input[type=range]"),
      cut: bottom > document.documentElement.scrollHeight + 1 || document.querySelector(".stage").scrollHeight > document.querySelector(".stage").clientHeight + 1,
      torn: style(".chart, .lane, .timeline", "breakInside"),
      scans: shown(".printed .qr"),
      link: document.querySelector(".printed")?.textContent.replace(/^.*\/#/, "#"),
    };
  });
  assert.deepEqual(seen, { fields: true, pressed: 0, cut: false, torn: ["avoid"], scans: 1, link: "#t=12s" });
});

test("on paper an open sheet is whole, and alone", async (t) => {
  const { page } = await visit(t, "#t=12s", { viewport: { width: 760, height: 600 } });
  await action(page, "read").click();
  await page.locator("#transcript .transcript[aria-busy=false]").waitFor();
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(() => {
    const sheet = document.querySelector("#transcript");
    const [top, last] = [sheet.getBoundingClientRect(), sheet.querySelector("li:last-child").getBoundingClientRect()];
    return {
      whole: top.bottom >= last.bottom && last.bottom > innerHeight,
      placed: getComputedStyle(sheet).position,
      below: [...document.querySelectorAll(".lane, .chart, .topbar")].filter((part) => part.checkVisibility({ visibilityProperty: true })).length,
      pages: document.documentElement.scrollHeight - Math.round(top.bottom),
    };
  });
  assert.ok(seen.pages <= 20, `${seen.pages} px of nothing below it`);
  assert.deepEqual({ ...seen, pages: 0 }, { whole: true, placed: "absolute", below: 0, pages: 0 });
});

test("with high contrast of the system, maps, bars and chips keep their colours and text its own", async (t) => {
  const { page } = await visit(t, "#t=12s", { viewport: { width: 1440, height: 900 }, forcedColors: "active", colorScheme: "dark" });
  const seen = await page.evaluate(() => {
    const chip = getComputedStyle(document.querySelector(".chip"));
    const bar = getComputedStyle(document.querySelector(".bars rect"));
    const [on, off] = ["true", "false"].map((pressed) => getComputedStyle(document.querySelector(`button[aria-pressed=${pressed}]:not(.plain)`)));
    return {
      chip: chip.backgroundColor !== chip.color,
      bar: bar.fill !== "none",
      pressed: on.backgroundColor !== off.backgroundColor && on.backgroundColor !== on.color,
      forced: matchMedia("(forced-colors: active)").matches,
    };
  });
  assert.deepEqual(seen, { chip: true, bar: true, pressed: true, forced: true });
  // The end of a slider, away from its thumb: the styles of its parts cannot be asked for.
  const { x, y, width, height } = await page.locator('[data-param="link"] input[type=range]').boundingBox();
  const picture = await page.screenshot({ clip: { x: x + width - 30, y, width: 20, height } });
  const paper = await page.context().newPage();
  const colours = await paper.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return new Set(new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, `data:image/png;base64,${picture.toString("base64")}`);
  assert.ok(colours > 1, "a slider has a track");
});

test("the focus is always seen: nothing lies over a control that has it", async (t) => {
  for (const viewport of [SIZES[0], SIZES[2]]) {
    const { page } = await visit(t, "#t=12s", { viewport });
    const covered = new Set();
    for (let press = 0; press < 90; press += 1) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return "end";
        const { left, top, width, height } = focused.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        const seen = there && (focused.contains(there) || there.contains(focused) || there.closest("label")?.control === focused);
        return seen ? "" : `${focused.tagName} ${focused.className?.baseVal ?? focused.className} ${focused.getAttribute("aria-label") ?? focused.id}`;
      });
      if (name === "end") break;
      if (name) covered.add(name);
    }
    assert.deepEqual([...covered], [], `${viewport.width} × ${viewport.height}`);
  }
});
