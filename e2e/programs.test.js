// The modules of the built-in programs, without a browser: on the runner's own host in Node every variant tells the words that
// the native tests have written down; and modules that do what they must not come to a good end.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { module as made, PLAIN } from './wasm.js';

const dist = resolve(fileURLToPath(new URL('.', import.meta.url)), process.env.TASKSCOPE_DIST ?? '../dist');

/** Node takes a script for a module only by its name. */
const folder = mkdtempSync(join(tmpdir(), 'taskscope-'));
after(() => rmSync(folder, { recursive: true }));
const script = (path) => {
  const copy = join(folder, path.replace(/^.*\//, '').replace('.js', '.mjs'));
  copyFileSync(join(dist, path), copy);
  return pathToFileURL(copy).href;
};
const { start } = await import(script('runner.js'));

const loaded = new Map();
/** The module of a section, and its glue if it has some. */
function load(section) {
  if (!loaded.has(section)) {
    const glue = existsSync(join(dist, `programs/${section}.js`)) ? script(`programs/${section}.js`) : undefined;
    const bytes = readFileSync(join(dist, `programs/${section}${glue ? '_bg' : ''}.wasm`));
    loaded.set(section, { module: new WebAssembly.Module(bytes), glue });
  }
  return loaded.get(section);
}

/** Starts a program, and keeps the words that it tells. */
async function begin(asked) {
  const words = [];
  const running = await start(asked, (batch) => words.push(...batch));
  return { running, words };
}

/** Runs a program to its end, and gives its words. */
async function run(asked) {
  const { running, words } = await begin(asked);
  while (running.goesOn) await new Promise(setImmediate);
  running.panicked();
  running.free();
  return words;
}

/** As in `tests/starts.rs`. */
function hash(words) {
  const hash = words.reduce((hash, word) => BigInt.asUintN(64, (hash ^ BigInt(word)) * 0x100000001b3n), 0xcbf29ce484222325n);
  return hash.toString(16).padStart(16, '0');
}

const starts = readFileSync(new URL('../tests/golden/starts.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split(' '));

test('every variant of every program tells the same words as natively', async () => {
  const differing = [];
  for (const [section, words, text] of starts) {
    if (hash(await run({ ...load(section), text })) !== words) differing.push(text);
  }
  assert.deepEqual(differing, []);
  assert.ok(starts.length > 100, `${starts.length} variants`);
});

test('an instance is small', async () => {
  const text = 'program=counting&variant=spawn&knob.first counts to=9&knob.second counts to=4&knob.pause=1&knob.wait for the task=1';
  const { running } = await begin({ ...load('start'), text });
  while (running.goesOn) await new Promise(setImmediate);
  assert.ok(running.instance.memory <= 700_000, `${running.instance.memory} bytes`);
  running.free();
});

test('what a module does not have is refused in words, and the next start is not', async () => {
  const asked = load('start');
  const refused = (text) => start({ ...asked, text }, () => {});
  await assert.rejects(refused('program=nothing&variant=at-all'), { isUnfit: true, message: /no variant “at-all” of a program “nothing”/ });
  await assert.rejects(refused('program=counting&variant=spawn&order=lottery'), /no order “lottery”/);
  await assert.rejects(refused('speed=1'), /does not know what “speed=1” is/);
  const [, , text] = starts.find(([section]) => section === 'start');
  assert.ok((await run({ ...asked, text })).length > 0);
});

test('a program with glue leaves its instance to the next', async () => {
  const ours = starts.filter(([section]) => section === 'page').slice(0, 3);
  const instances = new Set();
  for (const [section, , text] of ours) {
    const { running } = await begin({ ...load(section), text });
    while (running.goesOn) await new Promise(setImmediate);
    instances.add(running.instance);
    running.free();
  }
  assert.equal(instances.size, 1);
});

/** A module that somebody else has made: it has all that is needed, but for what is given. */
const guest = (functions = {}, more = {}) => ({
  module: new WebAssembly.Module(made({ ...PLAIN, functions: { ...PLAIN.functions, ...functions }, ...more })),
  text: 'program=a&variant=b',
});

test('a module of another version, without an export or with a strange import is refused before it does anything', async () => {
  const refused = async (asked, message) => assert.rejects(start(asked, () => {}), { isUnfit: true, message });
  await refused(guest({ taskscope_version: [['const', 7]] }), /^it is of version 7, and the page needs 1$/);
  await refused(guest({ taskscope_turn: undefined }), /^it lacks the export “taskscope_turn”$/);
  await refused(guest({}, { imports: [['env', 'abort', '']] }), /^it asks for “env.abort”, which is not here$/);
  await refused(guest({}, { imports: [['taskscope', 'explode', '']] }), /“taskscope.explode”/);
  await refused(guest({}, { imports: [['taskscope_threads', 'end', 'i']] }), /lacks the export “taskscope_thread”/);
  await refused(guest({ taskscope_start: [['const', 0]] }), /^it refused to start$/);
});

test('a module that lies about lengths hurts nobody but itself', async () => {
  const lie = (call, imported) => guest({ taskscope_start: [...call, ['const', 1]] }, { imports: [imported] });
  const tell = ['taskscope', 'tell', 'ii>i'];
  const told = (pointer, count) => lie([['const', pointer], ['const', count], ['call', 0], ['drop']], tell);
  for (const [pointer, count] of [[0, 2 ** 30], [65536, 4], [2, 4], [-4, 4], [-4, -4]]) {
    await assert.rejects(start(told(pointer, count), () => {}), RangeError, `${pointer}, ${count}`);
  }
  const room = guest({ taskscope_room: [['const', 65530]] });
  await assert.rejects(start(room, () => {}), RangeError);
  await assert.rejects(start(guest({ taskscope_room: [['const', 0]] }), () => {}), /no room for \d+ bytes/);
  const honest = await start(told(0, 4), () => {});
  honest.free();
});

/** How often a module has counted at an address. */
const counted = ({ instance }, at) => instance.words(at, 1)[0];
/** The event loop goes round some times. */
const rounds = async () => {
  for (let round = 0; round < 5; round += 1) await new Promise(setImmediate);
};

test('a module that asks without end has its turns one by one, and none once it is paused or has ended', async () => {
  const asks = [['const', 9], ['call', 0], ['const', 0], ['call', 0]];
  const asking = guest(
    { taskscope_start: [...asks, ['const', 1]], taskscope_turn: [['count', 16], ...asks] },
    { imports: [['taskscope', 'ask', 'i']] },
  );
  const running = await start({ ...asking, text: 'way=message' }, () => {});
  while (counted(running, 16) < 3) await new Promise(setImmediate);
  running.pause();
  const paused = counted(running, 16);
  await rounds();
  assert.equal(counted(running, 16), paused);
  running.step();
  assert.equal(counted(running, 16), paused + 1);
  running.resume();
  running.free();
  const ended = counted(running, 16);
  await rounds();
  assert.equal(counted(running, 16), ended);
});

test('a module whose turn was cut off is called no more', async () => {
  const states = { taskscope_turn: [['count', 16], ['const', 0], ['call', 0]], taskscope_state: [['const', 2]] };
  const imports = [['taskscope', 'ask', 'i']];
  const broken = await start(guest({ ...states, taskscope_start: [['const', 0], ['call', 0], ['const', 1]] }, { imports }), () => {});
  await rounds();
  assert.ok(broken.isBroken);
  assert.equal(counted(broken, 16), 0);
  broken.free();
});

test('a trap in a turn is an error of the event loop, with what the browser says of it', async () => {
  const failed = new Promise((resolve) => process.once('uncaughtException', resolve));
  const trapping = guest(
    { taskscope_start: [['const', 0], ['call', 0], ['const', 1]], taskscope_turn: [['trap']] },
    { imports: [['taskscope', 'ask', 'i']] },
  );
  const running = await start({ ...trapping, text: 'way=queue-microtask' }, () => {});
  assert.ok((await failed) instanceof WebAssembly.RuntimeError);
  running.free();
});
