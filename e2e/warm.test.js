// The worker that waits for the first Run, in the playground alone: what it saves, and when it goes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { golden } from './golden.js';

const visit = visits();

const { digest } = golden.find(({ slug, variant }) => slug === 'counting' && variant === 'join');
const OPENING = '?demo=counting&variant=join';

/** Counts what workers say. */
function noteAnswers() {
  globalThis.answers = 0;
  globalThis.Worker = class extends Worker {
    constructor(...rest) {
      super(...rest);
      this.addEventListener('message', () => (globalThis.answers += 1));
    }
  };
}
const options = { prepare: (page) => page.addInitScript(noteAnswers) };

/** The worker, once it is ready. */
async function warm(page) {
  await page.waitForFunction(() => globalThis.answers === 1);
  const workers = page.workers();
  assert.equal(workers.length, 1);
  return workers[0];
}

/** Notes what is asked for of programs and their runner, and which workers begin. */
function watch(page) {
  const begun = [];
  page.on('worker', () => begun.push('a worker'));
  page.on('request', (request) => /\/programs\/|\/runner/.test(request.url()) && begun.push(new URL(request.url()).pathname));
  return begun;
}

test(
  'the first Run has its worker and its module, and asks for nothing',
  visit(OPENING, async ({ page, scope }) => {
    const worker = await warm(page);
    const begun = watch(page);
    await scope.set('Speed', 'max');
    await scope.offers('Run');
    const ended = worker.waitForEvent('close');
    await scope.press('Run');
    await ended;
    await scope.until(scope.table, ([{ dataset }, digest]) => dataset.digest === digest, digest);
    assert.deepEqual(begun, []);
  }, options),
);

test(
  'a demo of another section has its module before Run, and the worker stays',
  visit(OPENING, async ({ page, scope }) => {
    const worker = await warm(page);
    const fetched = page.waitForRequest((request) => /\/programs\/[a-z-]+\.wasm$/.test(request.url()));
    const begun = watch(page);
    await scope.pick('futurelock');
    const { pathname } = new URL((await fetched).url());
    await (await (await fetched).response()).finished();
    await scope.set('Speed', 'max');
    await scope.offers('Run');
    const ended = worker.waitForEvent('close');
    await scope.press('Run');
    await ended;
    assert.deepEqual(begun, [pathname]);
  }, options),
);

test(
  'it goes with the element',
  visit(OPENING, async ({ page, scope }) => {
    const worker = await warm(page);
    const ended = worker.waitForEvent('close');
    await scope.element.evaluate((element) => element.remove());
    await ended;
  }, options),
);
