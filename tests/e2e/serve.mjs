// A small server for one folder, on a free port of this machine.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { createBrotliCompress } from "node:zlib";

/** The built page. */
export const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

function fileFor(folder, url) {
  try {
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    return statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined; // a malformed address, or no such file
  }
}

/** What a usual host for static files does, for measurements: it compresses, and what has a hash in its name may be kept. */
export const AS_A_HOST = { compresses: true };

/** Lets pages of other origins read the files, as GitHub Pages does. */
export const FOR_ALL = { shares: true };

/** Serves `folder` below the path `base`; answers `{ url, close }`. */
export async function serve(folder = dist, base = "/", { compresses = false, shares = false } = {}) {
  const server = createServer((request, response) => {
    const file = request.url.startsWith(base) && fileFor(folder, `/${request.url.slice(base.length)}`);
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.\n");
      return;
    }
    if (shares) response.setHeader("access-control-allow-origin", "*");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    if (compresses && type !== "image/png") {
      const age = /[0-9a-f]{16}/.test(file) ? "max-age=31536000, immutable" : "no-cache";
      response.writeHead(200, { "content-type": type, "content-encoding": "br", "cache-control": age });
      createReadStream(file).pipe(createBrotliCompress()).pipe(response);
      return;
    }
    response.writeHead(200, { "content-type": type, "content-length": statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://localhost:${server.address().port}${base}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
