// Prints for every file below a folder how many bytes a browser downloads when the server compresses with brotli. Nothing is
// left out: the icons, which only installing asks for, count too, and every language; the single file of `cargo xtask bundle` is not in the folder.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2];
const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((file) => {
    const content = readFileSync(file);
    const packed = brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    // A server sends a picture that is compressed already as it is.
    return { file, bytes: Math.min(content.length, packed.length) };
  });
rows.sort((a, b) => b.bytes - a.bytes);
for (const { file, bytes } of rows) console.log(`${bytes} ${file.replaceAll("\\", "/")}`);
