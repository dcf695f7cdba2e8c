// Events: something happens at the moment on the clock, can be moved, changed and undone, and is all in the link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { laboratory, unfold } from "./laboratory.mjs";

const visit = laboratory({ before, after });

const action = (page, name) => page.locator(`[data-action=${name}]`);
const marks = (page) => page.locator(".mark:not(.own)");
const hash = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(decodeURIComponent(location.hash)), pattern);
const clock = async (page) => Number(await page.locator("[data-clock]").getAttribute("data-clock"));

test("with the mouse: hold now, move it, change it, take it away, undo", async (t) => {
  const { page, problems } = await visit(t, "#t=12s");
  await action(page, "act").click();
  const sheet = page.getByRole("dialog", { name: /0:12.0/ });
  await sheet.waitFor();
  assert.equal(await sheet.locator("[data-act]").count(), 25, "ten acts and fifteen reasons to hold");
  await sheet.locator("[data-act=compliance]").click();
  await sheet.waitFor({ state: "hidden" });
  await hash(page, "at=hold@12s\\+1min:compliance");
  assert.equal(await clock(page), 12, "the clock stays");
  assert.match(await page.locator("[data-part=narration]").innerText(), /hold/i);
  assert.equal(await marks(page).count(), 1);

  const grip = await page.locator(".mark:not(.own) .flag").boundingBox();
  await page.mouse.move(grip.x + 6, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x - 60, grip.y + 8, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction(() => !decodeURIComponent(location.hash).includes("@12s"));
  const moved = Number(await marks(page).getAttribute("aria-valuenow"));
  assert.ok(moved < 12 && moved > 0, `${moved}`);
  assert.equal(await clock(page), 12, "a drag of a mark is none of the clock");

  const list = page.locator("[data-param=at] [data-event]");
  await list.getByLabel("For", { exact: true }).fill("5 s");
  await list.getByLabel("For", { exact: true }).press("Enter");
  await hash(page, "\\+5s:compliance");
  await list.getByLabel("Reason").selectOption("budget");
  await hash(page, ":budget");
  await list.getByRole("button", { name: /^Remove/ }).click();
  await hash(page, "^$|^#t");
  assert.equal(await marks(page).count(), 0);
  await page.goBack();
  await hash(page, ":budget");
  assert.equal(await marks(page).count(), 1, "Back brings it again");
  assert.equal(await clock(page), 12, "and the clock stays");
  assert.deepEqual(problems, []);
});

test("what cannot work now is greyed, says why, and does nothing", async (t) => {
  const { page, problems } = await visit(t, "#lanes=live&t=5s");
  await action(page, "act").click();
  const resume = page.locator("[data-act=resume]");
  assert.equal(await resume.getAttribute("aria-disabled"), "true");
  assert.match(await page.locator(`#${await resume.getAttribute("aria-describedby")}`).innerText(), /Not now: .*no hold/);
  assert.equal(await page.locator("[data-act=cancel]").getAttribute("aria-disabled"), null);
  await resume.click({ force: true });
  await page.waitForTimeout(200);
  assert.equal(await page.locator("dialog[open]").count(), 1);
  assert.equal(await marks(page).count(), 0);
  assert.deepEqual(problems, []);
});

test("the suspended lane's own hold: drag it in its row, move it with keys, take it away", async (t) => {
  const { page, problems } = await visit(t, "");
  const own = page.locator(".mark.own");
  const grip = await own.locator(".flag").boundingBox();
  await page.mouse.move(grip.x + 6, grip.y + 4);
  await page.mouse.down();
  await page.mouse.move(grip.x + 66, grip.y + 4, { steps: 5 });
  await page.mouse.up();
  await hash(page, "suspend=hold:bandwidth@");
  const moved = Number(await own.getAttribute("aria-valuenow"));
  assert.ok(moved > 10, `${moved}`);
  assert.equal(await clock(page), 0, "a drag of a mark is none of the clock");
  await own.focus();
  await page.keyboard.press("Home");
  await hash(page, "suspend=hold:bandwidth@0s");
  await page.keyboard.press("Delete");
  await hash(page, "suspend=save");
  assert.equal(await own.count(), 0);
  await page.goBack();
  await hash(page, "suspend=hold");
  assert.equal(await own.count(), 1, "Back brings it again");
  assert.deepEqual(problems, []);
});

test("with the keyboard alone", async (t) => {
  const { page, problems } = await visit(t, "#t=20s");
  await page.locator("#stage").focus();
  await page.keyboard.press("a");
  await page.getByRole("dialog", { name: /0:20.0/ }).waitFor();
  await page.locator("[data-act=linkdown]").focus();
  await page.keyboard.press("Enter");
  await hash(page, "at=linkdown@20s");
  await marks(page).focus();
  const value = () => marks(page).getAttribute("aria-valuenow");
  const before = Number(await value());
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((old) => Number(document.querySelector(".mark:not(.own)").getAttribute("aria-valuenow")) > old, before);
  await page.keyboard.press("Home");
  await hash(page, "at=linkdown@0s");
  assert.equal(await clock(page), 20);
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => !location.hash.includes("linkdown"));
  assert.equal(await marks(page).count(), 0);
  assert.deepEqual(problems, []);
});

test("an event that changes nothing says so", async (t) => {
  const { page } = await visit(t, "#lanes=live&at=hold@10s%2B30s:compliance,resume@12s");
  await marks(page).nth(1).focus();
  // Before the hold that it ends.
  await page.keyboard.press("Home");
  await page.locator(".complaints .complaint").waitFor();
  assert.match(await page.locator(".complaints").innerText(), /resume/);
  assert.equal(await page.locator(".mark.idle").count(), 1);
});

test("the suspended lane shows a hold, and the link says which", async (t) => {
  const { page, problems } = await visit(t);
  await unfold(page);
  await page.locator("[data-param=suspend] select").selectOption("hold");
  await page.locator("[data-hold]").waitFor();
  await page.locator("[data-hold]").getByLabel("At", { exact: true }).fill("3 s");
  await page.locator("[data-hold]").getByLabel("At", { exact: true }).press("Enter");
  await page.waitForFunction(() => /@3s/.test(decodeURIComponent(location.hash)) || location.hash === "");
  await page.locator("[data-param=suspend] select").selectOption("file");
  await hash(page, "suspend=file");
  assert.equal(await page.locator("[data-hold]").count(), 0);
  assert.deepEqual(problems, []);
});

for (const [name, options, theme] of [
  ["light", { viewport: { width: 1440, height: 900 } }, "light"],
  ["dark", { viewport: { width: 1440, height: 900 } }, "dark"],
  ["projector", { viewport: { width: 1280, height: 720 } }, "projector"],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true }, "light"],
]) {
  test(`${name}: with events nothing scrolls sideways, and axe finds nothing`, async (t) => {
    const link = `#suspend=hold:bandwidth@10s%2B30s&at=hold@5s%2B20s:staff,burst@3s%2B2s:200MiB/s,linkslow@30s%2B5s:100Mbps,resume@50s&theme=${theme}`;
    const { page, problems } = await visit(t, link, options);
    for (const fold of await page.locator("details").all()) await fold.evaluate((details) => (details.open = true));
    const check = async () => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `it is ${over} px too wide`);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`), []);
    };
    await check();
    await action(page, "act").click();
    await page.locator("#acts").waitFor();
    await check();
    assert.deepEqual(problems, []);
  });
}

test("many events stand one below the other, each flag apart and its words beside it", async (t) => {
  const events = Array.from({ length: 32 }, (_, index) => `burst@${index}s%2B500ms:200MiB/s`).join(",");
  const { page, problems } = await visit(t, `#at=${events}`, { viewport: { width: 1280, height: 720 } });
  assert.equal(await marks(page).count(), 32);
  const covered = await page.evaluate(() => {
    const flags = [...document.querySelectorAll(".mark:not(.own) .flag")].map((flag) => flag.getBoundingClientRect());
    const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    const rows = new Set(flags.map((flag) => Math.round(flag.top))).size;
    const names = document.querySelector(".names span").getBoundingClientRect();
    const row = document.querySelector("svg.row").getBoundingClientRect();
    return { rows, covered: flags.flatMap((flag, at) => flags.slice(at + 1).filter((other) => !apart(flag, other))).length, beside: Math.abs(names.top - row.top) < 4 };
  });
  assert.deepEqual(covered, { rows: 3, covered: 0, beside: true });
  assert.deepEqual(problems, []);
});
