import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

const LAPTOP = { width: 1440, height: 900 };

// The page in a browser of the test file's own: `visit(t, hash, options)`; `visit.address()` is where it is served.
export function browsing({ before, after }) {
  let browser, server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), serve()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const visit = async (t, hash, options = { viewport: LAPTOP }) => {
    const visitor = await open(browser, server.url + hash, options);
    t.after(visitor.close);
    await ready(visitor.page);
    return visitor;
  };
  return Object.assign(visit, { address: () => server.url });
}

// A screen by its name: `visit(t, keys, options)`.
export function screen(name, hooks) {
  const visit = browsing(hooks);
  const address = (keys) => `#screen=${name}${keys && `&${keys}`}`;
  return Object.assign((t, keys = "", options) => visit(t, address(keys), options), { address: visit.address });
}

// The Lab with its charts drawn. Without a hash it is the experiment with all defaults; what a page without an address shows is for
// `entrance.test.mjs`.
export function laboratory(hooks) {
  const visit = browsing(hooks);
  return async (t, hash = "", options) => {
    const visitor = await visit(t, hash || "#", options);
    // Charts are drawn when their place has a size: one frame later.
    await visitor.page.locator("[data-chart=memory] svg").first().waitFor();
    return visitor;
  };
}

/** Shows the settings that are one click away. */
export function unfold(page) {
  return page.locator(".more > summary").click();
}
