// The built modules in Node, on the runner's own host: no browser takes part.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const dist = resolve(fileURLToPath(new URL('.', import.meta.url)), process.env.TASKSCOPE_DIST ?? '../dist');

/** Node takes a script for a module only by its name. */
const folder = mkdtempSync(join(tmpdir(), 'taskscope-'));
process.once('exit', () => rmSync(folder, { recursive: true }));
function script(path) {
  const copy = join(folder, path.replace(/^.*\//, '').replace('.js', '.mjs'));
  copyFileSync(join(dist, path), copy);
  return pathToFileURL(copy).href;
}

export const { start } = await import(script('runner.js'));

const loaded = new Map();

/** The module of a section, and its glue if it has some. */
export function load(section) {
  if (!loaded.has(section)) {
    const glue = existsSync(join(dist, `programs/${section}.js`)) ? script(`programs/${section}.js`) : undefined;
    const bytes = readFileSync(join(dist, `programs/${section}${glue ? '_bg' : ''}.wasm`));
    loaded.set(section, { module: new WebAssembly.Module(bytes), glue });
  }
  return loaded.get(section);
}

/** What starts each variant that repeats: its section, the hash of its words, and the text. */
export const starts = readFileSync(new URL('../tests/golden/starts.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split(' '))
  .map(([section, words, text]) => ({ section, words, text }));

/** Runs a program to its end, be it a panic, and gives it with the hash of its words, as in `tests/starts.rs`. */
export async function run(asked) {
  let hash = 0xcbf29ce484222325n;
  const running = await start(asked, (words) => {
    for (const word of words) hash = BigInt.asUintN(64, (hash ^ BigInt(word)) * 0x100000001b3n);
  });
  while (running.goesOn) await new Promise(setImmediate);
  running.step();
  running.free();
  return { running, words: hash.toString(16).padStart(16, '0') };
}
