// Draws the icons of the installed page from static/icon.svg: `node xtask/icons.mjs`, after a change of the picture.
// A palette of 16 colours keeps them small.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { launch } from "../tests/e2e/browser.mjs";

const SIZES = { 192: [192, 1], 512: [512, 1], apple: [180, 1], maskable: [512, 0.72] };
const PAPER = "#fcfbf8";

const svg = readFileSync(new URL("../static/icon.svg", import.meta.url), "utf8");
const browser = await launch();
const page = await browser.newPage();

/** The pixels of the icon, `part` of the picture's width, on paper. */
const draw = (size, part) =>
  page.evaluate(
    async ({ svg, size, part, paper }) => {
      const image = new Image();
      const sized = svg.replace("<svg", `<svg width="${size}" height="${size}"`);
      image.src = `data:image/svg+xml,${encodeURIComponent(sized)}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
      const context = canvas.getContext("2d");
      context.fillStyle = paper;
      context.fillRect(0, 0, size, size);
      const width = size * part;
      context.drawImage(image, (size - width) / 2, (size - width) / 2, width, width);
      return [...context.getImageData(0, 0, size, size).data];
    },
    { svg, size, part, paper: PAPER },
  );

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** The sixteen colours that occur most. */
function palette(pixels) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 16).map(([colour]) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

function png(pixels, size) {
  const colours = palette(pixels);
  const nearest = (at) => {
    const distance = (colour) => colour.reduce((sum, value, index) => sum + (value - pixels[at + index]) ** 2, 0);
    return colours.reduce((best, colour, index) => (distance(colour) < distance(colours[best]) ? index : best), 0);
  };
  const row = 1 + Math.ceil(size / 2);
  const rows = Buffer.alloc(row * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rows[y * row + 1 + (x >> 1)] |= nearest(4 * (y * size + x)) << (x % 2 ? 0 : 4);
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 4, 3, 0, 0, 0]); // four bits a pixel, a palette
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(colours.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const folder = new URL("../static/icons/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, [size, part]] of Object.entries(SIZES)) {
  writeFileSync(new URL(`${name}.png`, folder), png(await draw(size, part), size));
}
await browser.close();
