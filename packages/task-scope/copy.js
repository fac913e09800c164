#!/usr/bin/env node
// Copies the element's files to where a page finds them: those that every element needs, and those of the demos it shows.

import { cp, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HELP = `task-scope copy FOLDER DEMO …   copies what a page with these demos needs
task-scope copy FOLDER --all    copies all of it

Tell the page where FOLDER is: configure({ base: '/its/address/' }) or <meta name="task-scope-base" content="/its/address/">.
`;
const PACKAGE = dirname(fileURLToPath(import.meta.url));
/** What is loaded from there whatever an element shows; the packs are for elements that name no demo. */
const ALWAYS = [
  'task-scope.js', 'task-scope.css', 'taskscope.js', 'taskscope_bg.wasm', 'jobs.js', 'jobs_bg.wasm', 'runner.js',
  'demos/counting.pack', 'pictures/counting.pack', 'pages',
];

const [command, folder, ...demos] = process.argv.slice(2);
if (command !== 'copy' || !folder || demos.length === 0) end(HELP);
const files = JSON.parse(await readFile(join(PACKAGE, 'demos/files.json'), 'utf8'));
const wanted = demos.includes('--all') ? Object.keys(files) : demos;
const unknown = wanted.filter((demo) => !Object.hasOwn(files, demo));
if (unknown.length > 0) end(`task-scope: there is no demo ${unknown.join(', ')}; there are ${Object.keys(files).join(', ')}\n`);
const locales = (await readdir(PACKAGE)).filter((name) => name === 'locales');
const copied = new Set([...ALWAYS, ...locales, ...wanted.flatMap((demo) => files[demo])]);
for (const file of copied) await cp(join(PACKAGE, file), join(folder, file), { recursive: true });

function end(text) {
  process.stderr.write(text);
  process.exit(1);
}
