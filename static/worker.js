// Keeps one version of the page for use without a network. The build fills in its files, those that are kept once a tab has
// loaded them (texts, lessons and examples, by name), and their common hash.
const VERSION = "";
const FILES = [];
const LATER = {};

const PREFIX = `migrascope ${registration.scope} `;
const CACHE = PREFIX + VERSION;

// A name with a hash in it always means the same content; the others are asked for again.
const fresh = (file) => new Request(file, { cache: /[0-9a-f]{16}/.test(file) ? "default" : "no-cache" });

async function install() {
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map(fresh));
    const response = await cache.match("./");
    const page = await response.text();
    const named = (file) => file === "./" || page.includes(file);
    if (![...FILES, ...Object.values(LATER)].every(named)) throw new Error("the server has files of several versions");
    // Made anew, because a page that came by a redirection may not be shown.
    await cache.put("./", new Response(page, { headers: response.headers }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(name) {
  const cache = await caches.open(CACHE);
  const file = LATER[name];
  if (file && !(await cache.match(file))) await cache.add(fresh(file));
}

// The version before stays: a tab may still be loading it.
async function tidy() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function answer(request) {
  const { origin, pathname } = new URL(request.url);
  const asked = origin + pathname.replace(/\/index\.html$/, "/");
  const how = { ignoreSearch: true, ignoreVary: true };
  return (await caches.match(asked, { ...how, cacheName: CACHE })) ?? (await caches.match(asked, how)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("message", (event) => (event.data === "take over" ? skipWaiting() : event.waitUntil(keep(event.data))));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});
