// Runs every variant in its module and prints those that tell other words than natively. A process of its own: a program that
// panics ends in an error that nobody catches.

import { load, run, starts } from './modules.js';

let traps = 0;
process.on('uncaughtException', (error) => {
  if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  traps += 1;
});

const differing = [];
for (const { section, words, text } of starts) {
  const told = await run({ ...load(section), text });
  if (told.words !== words) differing.push(text);
}
console.log(JSON.stringify({ count: starts.length, differing, traps }));
