// Assembles the npm package from the built site and packs it: node packages/pack.js SITE FOLDER. What lies in FOLDER/task-scope
// before is removed. The last line says what `npm pack` made.

import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Beside the site's script lies a playground; in a package there is none. */
const PLAYGROUND = ["const playground = new URL('./', import.meta.url).href;", "const playground = '';"];

const [site, folder] = process.argv.slice(2).map((path) => resolve(path));
if (!folder) throw new Error('usage: node packages/pack.js SITE FOLDER');
const made = join(folder, 'task-scope');
await rm(made, { recursive: true, force: true });
await mkdir(made, { recursive: true });

await cp(join(ROOT, 'packages/task-scope'), made, { recursive: true });
for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) await cp(join(ROOT, licence), join(made, licence));
for (const name of ['taskscope_bg.wasm', 'task-scope.css', 'pages']) await cp(join(site, name), join(made, name), { recursive: true });
await writeFile(join(made, 'task-scope.js'), replaced(await readFile(join(ROOT, 'www/task-scope.js'), 'utf8'), PLAYGROUND));
await writeFile(join(made, 'taskscope.js'), glueOf(await readFile(join(site, 'task-scope.js'), 'utf8')));

const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: made, encoding: 'utf8' });
const [{ filename, size, unpackedSize, files }] = Object.values(JSON.parse(packed));
for (const file of files) console.log(`${(file.size / 1000).toFixed(1).padStart(9)} kB  ${file.path}`);
console.log(`${join(folder, filename)}: ${(size / 1000).toFixed(1)} kB, ${(unpackedSize / 1000).toFixed(1)} kB unpacked`);

function replaced(text, [line, other]) {
  if (!text.includes(line)) throw new Error(`www/task-scope.js has no line \`${line}\``);
  return text.replace(line, other);
}

/**
 * The glue alone: workers import it, and in an app's bundle it has to stay a file of its own, or they would start the app
 * again. In the site's script it stands before the element, which follows a blank line, the only one.
 */
function glueOf(script) {
  const parts = script.split('\n\n{\n');
  if (parts.length !== 2) throw new Error('task-scope.js of the site is not the glue and the element, with a blank line between');
  return `${parts[0]}\n`;
}
