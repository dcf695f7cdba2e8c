import { launch, open, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

// The Lab in a browser of the test file's own, with its charts drawn: `visit(t, hash, options)`. Without a hash it is the
// experiment with all defaults; what a page without an address shows is for `entrance.test.mjs`.
export function laboratory({ before, after }) {
  let browser, server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), serve()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return async (t, hash = "", options = { viewport: { width: 1440, height: 900 } }) => {
    const visitor = await open(browser, server.url + (hash || "#"), options);
    t.after(visitor.close);
    await ready(visitor.page);
    // Charts are drawn when their place has a size: one frame later.
    await visitor.page.locator("[data-chart=memory] svg").first().waitFor();
    return visitor;
  };
}

/** Shows the settings that are one click away. */
export function unfold(page) {
  return page.locator(".more > summary").click();
}
