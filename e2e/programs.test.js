// The modules of the built-in programs, without a browser: on the runner's own host in Node every variant tells the words that
// the native tests have written down; and modules that do what they must not come to a good end.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load, run, start, starts } from './modules.js';
import { module as made, PLAIN } from './wasm.js';

test('every variant of every program tells the same words as natively', () => {
  const path = fileURLToPath(new URL('every-program.js', import.meta.url));
  const { count, differing, traps } = JSON.parse(execFileSync(process.execPath, [path], { encoding: 'utf8' }));
  assert.deepEqual(differing, []);
  assert.ok(count > 100, `${count} variants`);
  assert.ok(traps > 0, 'a trap in a turn is an error of the event loop');
});

test('an instance is small', async () => {
  const { text } = starts.find(({ text }) => text.startsWith('program=counting&'));
  const { running } = await run({ ...load('start'), text });
  assert.ok(running.instance.memory <= 700_000, `${running.instance.memory} bytes`);
});

test('what a module does not have is refused in words, and the next start is not', async () => {
  const asked = load('start');
  const refused = (text) => start({ ...asked, text }, () => {});
  await assert.rejects(refused('program=nothing&variant=at-all'), { isUnfit: true, message: /no variant “at-all” of a program “nothing”/ });
  await assert.rejects(refused('program=counting&variant=spawn&order=lottery'), /no order “lottery”/);
  await assert.rejects(refused('speed=1'), /does not know what “speed=1” is/);
  const { text, words } = starts.find(({ section }) => section === 'start');
  assert.equal((await run({ ...asked, text })).words, words);
});

test('a program with glue leaves its instance to the next', async () => {
  const instances = new Set();
  for (const program of ['closure-dropped-too-soon', 'promise-not-awaited', 'hidden-page']) {
    const { section, text } = starts.find(({ text }) => text.startsWith(`program=${program}&`));
    instances.add((await run({ ...load(section), text })).running.instance);
  }
  assert.equal(instances.size, 1);
});

test('of two pairs with a name the last counts, for the runner as for the module', async () => {
  const { text, words } = starts.find(({ text }) => text.startsWith('program=counting&') && text.includes('clock=virtual'));
  const twice = `way=timeout&${text.replace('clock=virtual', 'clock=browser&clock=virtual')}`;
  assert.equal((await run({ ...load('start'), text: twice })).words, words);
});

test('in a page the glue of a program comes through the site, which checks it', async () => {
  const { section, text } = starts.find(({ text }) => text.startsWith('program=hidden-page&'));
  const { module, glue } = load(section);
  const asked = [];
  const site = { exports: (path, attempt) => (asked.push([path, attempt]), import(`${glue}?again=${attempt}`)) };
  const { running } = await run({ module, text, glue: `${glue}?checked`, path: 'programs/browser.js', site });
  assert.equal(asked.length, 1);
  assert.equal(asked[0][0], 'programs/browser.js');
  assert.ok(asked[0][1] > 0, 'a script of its own');
  assert.ok(!('site' in running.instance.threads.asked), 'nothing of the page goes to a worker');
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
