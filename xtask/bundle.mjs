// Makes one HTML file of the built page: `node xtask/bundle.mjs dist FILE`. It opens by a double click and asks for nothing.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

/** What the start script does to load the program, and what it does instead when the program is in the page. */
const LOAD = /Promise\.all\(\[import\([^)]*\.js\)\),\s*[\w$]+\([\w$]+\.wasm\)\]\)/;
const UNPACK = `(async () => {
const packed = Uint8Array.from(atob(document.getElementById("program").textContent), (letter) => letter.charCodeAt(0));
const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
return [globalThis.migrascope, new Response(plain)];
})()`;

/** Replaces what must be there exactly once. */
function replace(text, what, by) {
  const parts = text.split(what);
  if (parts.length !== 2) throw new Error(`the page has ${parts.length - 1} places with \`${what}\`, not one`);
  return parts.join(by);
}

/** The glue as a script that others in the page can use. */
function inside(glue) {
  const exported = /\bexport\s*\{[^}]*?([\w$]+) as default[^}]*\};?/;
  const name = glue.match(exported)?.[1];
  if (!name) throw new Error("the glue exports no start function");
  const script = `${glue.replace(exported, "")}globalThis.migrascope = { default: ${name} };\n`;
  if (/\b(import|export)\b(?!\.meta)/.test(script)) throw new Error("the glue needs other files");
  return script;
}

/** The content policy for a page without any files beside it: what it trusted from its server is now named by its hash. */
function policy(old, scripts, styles) {
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const own = { "script-src": scripts.map(hash).join(" "), "style-src": styles.map(hash).join(" "), "img-src": "data:" };
  const rules = old.split(";").map((rule) => {
    const [name, ...sources] = rule.trim().split(" ");
    const kept = sources.map((source) => (source === "'self'" ? own[name] : source)).filter(Boolean);
    return kept.length > 0 ? [name, ...kept].join(" ") : `${name} 'none'`;
  });
  return rules.join("; ");
}

/** The page in `folder` as one text. */
export function bundle(folder) {
  const read = (name) => readFileSync(join(folder, name));
  const find = (pattern) => readdirSync(folder).find((name) => pattern.test(name));
  const style = read(find(/\.css$/)).toString();
  const glue = inside(read(find(/^migrascope-.*\.js$/)).toString());
  const boot = replace(read(find(/^boot-.*\.js$/)).toString(), LOAD, UNPACK);
  const texts = readdirSync(folder).flatMap((name) => {
    const id = name.match(/^((?:texts|lessons)-.+|examples)-[0-9a-f]{16}\.txt$/)?.[1];
    return id ? [[id, read(name).toString()]] : [];
  });
  for (const script of [glue, boot, ...texts.flat()]) if (/<!--|<\/?script/i.test(script)) throw new Error("a script would end early in a page");
  const program = gzipSync(read(find(/\.wasm$/)), { level: 9 }).toString("base64");
  const icon = read(find(/^icon-.*\.svg$/)).toString("base64");

  let html = read("index.html").toString();
  const [start, size] = html.match(/<script type="module"[^>]* data-size="(\d+)"[^>]*><\/script>/);
  const [sheet] = html.match(/<link rel="stylesheet"[^>]*>/);
  const [, old] = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
  const scripts = [
    ...texts.map(([id, text]) => `<script type="text/plain" id="${id}">${text}</script>`),
    `<script type="application/octet-stream" id="program">${program}</script>`,
    `<script type="module">${glue}</script>`,
    `<script type="module" data-size="${size}" data-texts data-wasm>${boot}</script>`,
  ];
  html = replace(html, start, scripts.join("\n"));
  html = replace(html, /<script src="[^"]*missing-[^"]*"><\/script>/, "");
  html = replace(html, sheet, `<link rel="icon" href="data:image/svg+xml;base64,${icon}">\n<style>${style}</style>`);
  html = html.replace(/ *<link rel="(?:icon" href="\.|apple-touch-icon|manifest|modulepreload|preload)[^>]*>\n?/g, "");
  return replace(html, old, policy(old, [glue, boot], [style]));
}

if (import.meta.url === pathToFileURL(argv[1]).href) {
  const [folder, file] = argv.slice(2);
  const html = bundle(folder);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
}
