// The exam: somebody who has never heard of migration answers fourteen questions with nothing but the page. Each walk begins at the
// first view, opens no address, and after the entrance is left takes at most three actions; the answer then stands in the window of a small
// projector, without scrolling. EXAM_SHOTS names a folder for the pictures: a stranger who sees one must know what happens.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

let browser, server;
const folder = process.env.EXAM_SHOTS;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  if (folder) await mkdir(folder, { recursive: true });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const MOST_ACTIONS = 3;

/** All words that can be read in the window: in it as a whole, not covered, not hidden. */
const readable = () => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest(".hidden, script, style, option, [data-say]")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, top, right, bottom, width, height } = range.getBoundingClientRect();
    if (width < 2 || height < 2 || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) continue;
    const [x, y] = [left + Math.min(width / 2, 40), (top + bottom) / 2];
    // What lets the pointer through still covers; the readout does, and is itself read.
    const there = document.elementsFromPoint(x, y)[0];
    const sheet = (part) => part?.closest("dialog") ?? null;
    const seen = element.closest("#readout") || (element.closest("svg") ? sheet(there) === sheet(element) : there && (element.contains(there) || there.contains(element)));
    const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "hidden";
    if (seen && !cut) found.push(walker.currentNode.data.trim());
  }
  return found.join(" ").replace(/\s+/g, " ");
};

/** A walk: `doing` gets the page and `act`, which counts; `answers` are what can be read then. */
function question(name, doing, answers, check) {
  test(name, async (t) => {
    const { page, problems, close } = await open(browser, server.url, { viewport: { width: 1280, height: 720 }, locale: "en-GB" });
    t.after(close);
    await ready(page);
    let actions = 0;
    const act = async (what) => {
      actions += 1;
      await what;
    };
    await doing(page, act);
    await page.waitForTimeout(300);
    if (folder) await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, "-")}.png`) });
    const text = await page.evaluate(readable);
    for (const answer of answers) assert.match(text, answer);
    check?.(text);
    assert.ok(actions <= MOST_ACTIONS, `${actions} actions`);
    assert.deepEqual(problems, []);
  });
}

/** Out of the entrance, into the Lab. */
const enter = async (page) => {
  await page.keyboard.press("Escape");
  await page.locator("#entrance[open]").waitFor({ state: "detached" });
};
/** A first visit guesses first: this shows the whole run. */
const showAll = (page) => page.locator("[data-action=reveal]").click();
const lane = (page, name) => page.locator(`section[data-lane=${name}]`);
const story = (page, name) => page.locator("[data-action=preset]").selectOption({ label: name });
/** A click on a stage of a lane, on the bars of the clock. */
const bar = (page, name, what) => page.locator(`svg.row[data-of=${name}] g.bar[data-tip^="${what}"]`).first().click();
/** A click on the bars of a lane at a part of the clock. */
const moment = async (page, part, name = "cold") => {
  const { x, y, width, height } = await page.locator(`svg.row[data-of=${name}]`).boundingBox();
  await page.mouse.click(x + width * part, y + height / 2);
  await page.mouse.move(0, 0); // what is said there shall not cover what happens
};

question(
  "1 the kind that sends no memory is down for long all the same",
  async (page, act) => {
    await enter(page);
    await act(showAll(page));
    await act(bar(page, "cold", "boot"));
  },
  [/Cold/, /VM booting/, /downtime(?: , so far [\d.]+ s)? 55\.5 s/, /sent 64\.0 KiB/, /boot: 0:20\.5 to 0:55\.5, 35\.0 s The guest starts from nothing/],
);

question(
  "2 what went twice",
  async (page, act) => {
    await enter(page);
    await act(showAll(page));
    await act(bar(page, "live", "round 2"));
  },
  [/written during the first pass, again/, /Pages that were written during the round before go again while the VM runs/],
);

const toTheStop = async (page, act) => {
  await enter(page);
  await act(showAll(page));
  await act(bar(page, "live", "stop and copy"));
};

question("3 what ended the pre-copy, with the sum behind the number", toTheStop, [
  /Stop-and-copy: [\d.]+ MiB are left; at most [\d.]+ MiB, 300 ms × 112 MiB\/s, may be left/,
  /VM paused/,
]);

question("4 the downtime from amount and rate", toTheStop, [/the VM is paused for/], (text) => {
  const [, left] = text.match(/([\d.]+) MiB are left/);
  const [, rate] = text.match(/× ([\d.]+) MiB\/s/);
  const [, pause] = text.match(/paused for ([\d.]+) s/);
  const copied = left / rate;
  assert.ok(copied <= pause && copied > 0.9 * pause, `${left} MiB at ${rate} MiB/s take ${copied} s of ${pause} s`);
});

question(
  "5 why this one never ends",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Memory hog"));
    await act(moment(page, 0.6, "live"));
  },
  [/never ends/, /Live ?: Rounds \d+ to \d+: the VM writes about as fast as the wire carries/, /each round (?:still )?leaves [\d.]+ GiB, and at most [\d.]+ MiB may be left/],
);

question(
  "6 a setting that ends it, and its cost beside the pinned run",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Memory hog"));
    await act(page.locator("[data-action=pin]").first().click());
    await act(page.locator("[data-action=try]").first().click());
  },
  [
    /Auto-converge off → on/,
    /total over 10 min → 3 min \d+ s/,
    /\d+ % to \d+ % speed for 2 min \d+ s/,
    /sent [\d.]+ GiB → [\d.]+ GiB/,
  ],
);

question(
  "7 downtime against outage",
  async (page, act) => {
    await enter(page);
    await act(showAll(page));
    await act(bar(page, "live", "stop and copy"));
    await act(lane(page, "live").locator(".outage, [data-result=outage]").first().hover());
  },
  [/outage 0\.3\d s/, /downtime 0\.2\d s/, /until the network knows 50 ms/, /VM paused/],
);

question(
  "8 a minute on hold in each kind",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Compliance hold"));
    await act(moment(page, 0.3));
    await act(page.keyboard.press("Escape"));
  },
  [/Cold.*the VM stands still meanwhile.*Saved.*the VM stands still meanwhile.*Live.*the VM runs on at host A/, /held: compliance check, \d+ s more/],
);

question(
  "9 held against failed",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Held or failed?"));
    await act(page.locator("[data-action=end]").click());
  },
  [/Held/, /failed/],
);

question(
  "10 a page that is missing in post-copy",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Link failure in post-copy"));
    await act(bar(page, "live", "link down"));
  },
  [/link down/, /missing/, /VM paused/],
);

question(
  "11 a destination that dies",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Link failure in post-copy"));
    await act(page.locator("[data-action=try]").first().click());
    await act(moment(page, 0.5, "live"));
  },
  [/VM lost/, /Live ?: Failed after 10\.0 s: host B crashed/],
);

question(
  "12 who tells the network",
  async (page, act) => {
    await act(page.locator("[data-see=live]").click());
    await page.locator("#entrance[open]").waitFor({ state: "detached" });
    await act(page.locator("[data-action=end]").click());
    await act(page.locator("[data-action=prev]").click());
  },
  [/host B announces the VM/, /it takes 50 ms until the network knows/],
);

/** A story of the screen of clusters, at the end of its run. */
const clusters = (name) => async (page, act) => {
  await enter(page);
  await act(page.locator("[data-screen=cluster]").click());
  await act(story(page, name));
  await act(page.locator("[data-action=end]").first().click());
};

question("13a what migrations are for: fault tolerance", clusters("The alarm"), [/Fault tolerance/, /\d+ saved|saved/]);

question("13b what migrations are for: load balancing", clusters("Hot spot"), [/Load balancing/]);

question("13c what migrations are for: use of resources", clusters("Night shift"), [/Use of resources/, /host hours|kWh/]);

question(
  "13d advantage, disadvantage, when to choose each kind, as this run tells it",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Three kinds, one VM"));
    await act(page.locator("[data-action=end]").click());
    await act(page.locator("[data-action=choose]").click());
  },
  [
    /Cold The VM may be off for 55\.5 s, and its programs may begin anew\. sends the least: 64\.0 KiB stops the VM for the longest time: 55\.5 s/,
    /Saved The VM may stand still for 22\.1 s, and what is in its memory must stay\. is over the soonest: after 22\.1 s/,
    /Live The VM must go on running: it stops for 0\.29 s\. It writes less than the wire carries: .* stops the VM for the shortest time: 0\.29 s sends the most: 3\.0 GiB/,
  ],
);

question(
  "13e where the wire is too slow, live is not the one to choose",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Memory hog"));
    await act(page.locator("[data-action=choose]").click());
  },
  [/Live Not here: it never ends within 10 min: each round still leaves [\d.]+ GiB, and at most [\d.]+ MiB may be left; the write rate decides/],
);

question(
  "14 reasons for a hold",
  async (page, act) => {
    await enter(page);
    await act(story(page, "Reasons for a hold"));
    await act(moment(page, 0.5, "live"));
  },
  [/target incompatible/, /no budget/, /urgent business first/, /compliance check/, /validation is late/, /connected systems not ready/],
);
