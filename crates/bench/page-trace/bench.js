// Measures traces in the module that is built as the site is.

import init, { measure_traces } from './module/module.js';

/** Rows of work, name, value. */
globalThis.bench = async (rounds) => {
  await init();
  const lines = measure_traces(rounds).trimEnd().split('\n');
  return lines.map((line) => {
    const [work, name, value] = line.split('\t');
    return [work, name, Number(value)];
  });
};
