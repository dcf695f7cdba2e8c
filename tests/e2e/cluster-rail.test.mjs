// The parameters of a cluster: lists that can be changed, a second run that differs in one of them, what is mistyped.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { screen } from "./laboratory.mjs";

const SMALL = "hosts=4x16:64GiB:10Gbps&vms=16xweb";

const visit = screen("cluster", { before, after });

const row = (page, key) => page.locator(`.cluster-rail [data-row="${key}"]`);
const address = (page) => decodeURIComponent(new URL(page.url()).hash.slice(1));
const says = (page, part) => page.waitForFunction((part) => decodeURIComponent(location.hash).includes(part), part);
const lacks = (page, part) => page.waitForFunction((part) => !decodeURIComponent(location.hash).includes(part), part);
const type = async (field, text) => {
  await field.fill(text);
  await field.press("Enter");
};

test("an event is a click, can be changed and taken away, and each click is a step back", async (t) => {
  const { page, problems } = await visit(t, SMALL);
  await row(page, "do").locator("[data-add=drain]").click();
  await says(page, "do=drain:h1@10s");
  await row(page, "do").locator("[data-add=drain]").click();
  await says(page, "do=drain:h1@10s,drain:h2@10s");
  await page.locator("[data-action=undo]").click();
  await lacks(page, "drain:h2");
  assert.match(address(page), /do=drain:h1@10s/, "one click, one step");
  await row(page, "do").locator("[data-event='0'] select").selectOption("h3");
  await type(row(page, "do").locator("[data-event='0'] input").first(), "1 min");
  await says(page, "do=drain:h3@1min");
  await row(page, "do").locator("[data-action=remove-event]").click();
  await lacks(page, "do=");
  await page.locator("[data-action=undo]").click();
  await says(page, "do=drain:h3@1min");
  assert.deepEqual(problems, []);
});

test("every kind of event is added in a form that a link has", async (t) => {
  const { page, problems } = await visit(t, SMALL);
  const buttons = row(page, "do").locator("[data-add]");
  const kinds = await buttons.evaluateAll((all) => all.map((button) => button.dataset.add));
  assert.ok(kinds.length >= 10, kinds.join());
  for (const kind of kinds) {
    await row(page, "do").locator(`[data-add=${kind}]`).click();
    await says(page, `${kind}:`);
  }
  assert.equal(await row(page, "do").locator("[data-event]").count(), kinds.length);
  const here = new URL(page.url()).hash.replace("#screen=cluster&", "");
  const again = await visit(t, here);
  assert.equal(await row(again.page, "do").locator("[data-event]").count(), kinds.length, "the link has them all");
  assert.equal(await again.page.locator(".notices li").count(), 0);
  assert.deepEqual(problems, []);
});

test("three more VMs are a number, and another class is a click", async (t) => {
  const { page, problems } = await visit(t, `${SMALL}&do=drain:h1@10s`);
  await type(row(page, "vms").locator("[data-vms='0'] input").first(), "19");
  await says(page, "vms=19xweb");
  await row(page, "vms").locator("[data-action=add-vms]").click();
  await says(page, "vms=19xweb,4xidle");
  await row(page, "vms").locator("[data-vms='1'] select").nth(1).selectOption("h2");
  await says(page, "4xidle@h2");
  await row(page, "vms").locator("[data-vms='1'] select").nth(2).selectOption("h4");
  await says(page, "4xidle@h2-h4");
  assert.deepEqual(problems, []);
});

test("one parameter is otherwise in the second run, and alike again", async (t) => {
  const { page, problems } = await visit(t, `${SMALL}&do=drain:h1@10s`);
  await row(page, "slots").locator("[data-action=otherwise]").click();
  await says(page, "vs.slots=out:8");
  await page.locator("#stage[data-lanes='2']").waitFor();
  const second = row(page, "slots").locator("[data-mark=B]");
  await type(second.locator("[data-limit=out] input"), "4");
  await says(page, "vs.slots=out:4");
  assert.ok(!address(page).includes("&slots="), "the first run is as it was");
  // What is alike stays alike.
  await type(row(page, "vms").locator("[data-vms='0'] input").first(), "12");
  await says(page, "vms=12xweb");
  assert.ok(!address(page).includes("vs.vms"));
  await second.locator("[data-action=alike]").click();
  await lacks(page, "vs.");
  await page.locator("#stage[data-lanes='1']").waitFor();
  await page.locator("[data-part=alike]").waitFor();
  await page.locator("[data-action=compare]").click();
  await page.locator("[data-part=alike]").waitFor({ state: "detached" });
  assert.deepEqual(problems, []);
});

test("what cannot be understood is told, and what held before holds", async (t) => {
  const { page, problems } = await visit(t, `${SMALL}&do=move:web1:h2@10s`);
  const vm = row(page, "do").locator("[data-event='0'] input").nth(1);
  await type(vm, "nobody");
  await row(page, "do").locator(".complaint:visible").waitFor();
  assert.match(address(page), /move:web1:h2@10s/);
  await type(vm, "web2");
  await says(page, "move:web2:h2@10s");
  assert.equal(await row(page, "do").locator(".complaint:visible").count(), 0);
  // What is understood but cannot be had is told below its list.
  await type(row(page, "vms").locator("[data-vms='0'] input").first(), "2000");
  await row(page, "vms").locator(".complaint:visible").waitFor();
  assert.match(await row(page, "vms").locator(".complaint:visible").innerText(), /web/);
  assert.deepEqual(problems, []);
});

test("settings of the policy, of the classes and of each migration are behind their folds", async (t) => {
  const { page, problems } = await visit(t, SMALL);
  const folds = page.locator(".cluster-rail .more > summary");
  await folds.nth(0).click();
  await row(page, "order").locator("select").selectOption("wws");
  await says(page, "order=wws");
  await row(page, "class.NAME").locator("select").selectOption("web");
  await says(page, "class.web=2:4GiB:60%");
  await type(row(page, "class.NAME").locator("[data-described=web] input").first(), "shop");
  await says(page, "class.shop=");
  assert.match(address(page), /vms=16xshop/, "it is called so wherever it is named");
  await folds.nth(1).click();
  await row(page, "live").locator("select").selectOption("postcopy");
  await says(page, "live=postcopy");
  assert.deepEqual(problems, []);
});

for (const [name, options] of Object.entries({
  laptop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 } },
})) {
  test(`on a ${name} all of it has a name and room`, async (t) => {
    const all = "do=drain:h1@10s,alarm:h2@10s%2B2min,move:web1:h3@10s,crowd:web@10s%2B1min:x2.5,link:h1@10s%2B1min:1Gbps,add:4xdb@h2-h4@10s";
    const { page, problems } = await visit(t, `${SMALL},4xdb@h2-h4&${all}&by=live,db:cold&class.web=2:4GiB&vs.slots=nova&vs.order=wws`, options);
    if (name === "phone") await page.locator(".rail-title").click();
    await row(page, "do").waitFor();
    const found = await new AxeBuilder({ page }).include(".cluster-rail").analyze();
    assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`), []);
    const over = await page.locator(".cluster-rail :is(input, select, button)").evaluateAll((all) => {
      const edge = document.querySelector(".cluster-rail").getBoundingClientRect().right;
      const wide = all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge + 1);
      return wide.map((one) => one.outerHTML);
    });
    assert.deepEqual(over, [], "nothing sticks out");
    assert.deepEqual(problems, []);
  });
}

test("while presenting the parameters are behind a handle", async (t) => {
  const { page, problems } = await visit(t, `${SMALL}&present=on`);
  assert.equal(await page.locator(".cluster-rail").count(), 0);
  await page.locator("[data-action=rail]").click();
  await row(page, "slots").waitFor();
  assert.deepEqual(problems, []);
});
