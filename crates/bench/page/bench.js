// Times every work on every variant, in turns, so that whatever disturbs the machine disturbs all of them.

import * as javascript from './javascript.js';
import { IDLE, VARIANTS, WORKS } from './works.js';

/** Rounds before those that count: the engine compiles what is hot, and executors allocate what they keep. */
const WARM_UP = 2;

/** Longer than any work takes on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

const compiled = new Map();
let instances = 0;

/** Medians in nanoseconds, or bytes, per operation: rows of work, variant, value. */
export async function bench(rounds) {
  const variants = [];
  for (const variant of VARIANTS) variants.push({ ...variant, instance: await instantiate(variant) });
  const rows = [];
  for (const work of WORKS) rows.push(...(await timed(work, variants, Math.ceil(rounds * (work.share ?? 1)))));
  for (const variant of VARIANTS) {
    if (variant.works.includes(IDLE.name)) rows.push([IDLE.name, variant.name, await bytes(variant)]);
  }
  return rows;
}

globalThis.bench = bench;

async function timed(work, variants, rounds) {
  const taking = variants.filter((variant) => variant.works.includes(work.name));
  const samples = taking.map(() => []);
  const records = taking.map(() => 0);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (let turn = 0; turn < taking.length; turn++) {
      // A different one goes first in every round.
      const index = (turn + round + WARM_UP) % taking.length;
      const result = await time(work, taking[index]);
      records[index] = result.records / work.operations;
      if (round >= 0) samples[index].push((result.milliseconds * 1e6) / work.operations);
    }
  }
  const recorded = taking.flatMap(({ name }, index) =>
    records[index] > 0 ? [[`records, ${work.name}`, name, records[index]]] : [],
  );
  return [...taking.map(({ name }, index) => [work.name, name, median(samples[index])]), ...recorded];
}

async function time(work, { name, executor, instance }) {
  globalThis.gc();
  const finished = whenDone(`${work.name} on ${name}`);
  instance.prepare(executor ?? name, work.name, finished.done);
  if (work.settles) await macrotask();
  const start = performance.now();
  instance.run();
  await finished.promise;
  const milliseconds = performance.now() - start;
  const [records, events] = instance.finish();
  // A poll and a message are three events at least: it is woken, it starts, it ends.
  const expected = name.includes('recording') ? 3 * work.operations : 0;
  if (events < expected || (expected === 0 && events > 0)) throw new Error(`${name} recorded ${events} events`);
  // What the executor left to the browser is not to disturb the next one.
  await macrotask();
  return { milliseconds, records };
}

/** How many bytes the memory of a fresh instance grows by, for a task. */
async function bytes(variant) {
  const instance = await instantiate(variant);
  const before = instance.memory();
  const finished = whenDone(`${IDLE.name} on ${variant.name}`);
  instance.prepare(variant.executor ?? variant.name, IDLE.name, finished.done);
  instance.run();
  await finished.promise;
  await macrotask();
  return (instance.memory() - before) / IDLE.operations;
}

/** Every variant has an instance of its own, so that none inherits the memory of another. */
async function instantiate({ module }) {
  if (!module) return javascript;
  if (!compiled.has(module)) {
    compiled.set(module, await WebAssembly.compileStreaming(fetch(`./${module}/module_bg.wasm`)));
  }
  // Another address makes another instance of the glue, which holds the instance of the module.
  const glue = await import(`./${module}/module.js?${instances++}`);
  const { memory } = await glue.default({ module_or_path: compiled.get(module) });
  return { ...glue, memory: () => memory.buffer.byteLength };
}

function whenDone(what) {
  let done;
  const promise = new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error(`${what} does not end`)), PATIENCE);
    done = () => {
      clearTimeout(timeout);
      resolve();
    };
  });
  return { promise, done };
}

function macrotask() {
  return new Promise((resolve) => setTimeout(resolve));
}

function median(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
