// The recorded run first: what a page shows without any program, and when it asks for one.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { visits } from './browser.js';
import { golden } from './golden.js';
import { TaskScope } from './page.js';

const visit = visits();

const digestOf = (slug, variant) => golden.find((run) => run.slug === slug && run.variant === variant).digest;
const isDigest = ([{ dataset }, digest]) => dataset.digest === digest;

/** No module of a program can be loaded; what asks for one is kept, and every worker that begins. */
const PROGRAMS = /\/programs\//;
function without(options) {
  const begun = [];
  const prepare = (page) => {
    page.on('worker', (worker) => begun.push(worker.url()));
    return page.route(PROGRAMS, (route) => {
      begun.push(new URL(route.request().url()).pathname);
      return route.abort();
    });
  };
  return { begun, options: { prepare, mayFail: PROGRAMS, ...options } };
}

/** How many events a saved run has; the note about who recorded it is none. */
const eventsOf = (text) => JSON.parse(text).events.filter(({ event }) => event !== 'recorded').length;

/** Saves the run in a form, and reads it. */
async function saved(page, scope, label) {
  await scope.more();
  const [download] = await Promise.all([page.waitForEvent('download'), scope.press(label)]);
  return readFile(await download.path(), 'utf8');
}

const opening = without({ savesData: true });
test(
  'the opening demo is stepped, told and saved without its program',
  visit(
    '?demo=counting&variant=join',
    async ({ page, scope }) => {
      await scope.until(scope.table, isDigest, digestOf('counting', 'join'));
      await scope.set('Speed', 'max');
      const last = await scope.standsAtEnd();
      await scope.press('Step back');
      await scope.until(scope.table, ([{ dataset }, end]) => Number(dataset.step) < end, last.end);
      await scope.currentSentence.waitFor();
      await scope.press('Step forward');
      assert.deepEqual(await scope.standsAt(last.end), last);
      await scope.choose('Variant', 'spawn');
      await scope.until(scope.table, isDigest, digestOf('counting', 'spawn'));
      await scope.press('Restart');
      await scope.standsAtEnd();
      await scope.pick('futurelock');
      await scope.until(scope.table, isDigest, digestOf('futurelock', 'bad'));
      assert.deepEqual(opening.begun, []);
      // A worker writes files; it is no program's.
      assert.equal(eventsOf(await saved(page, scope, 'Recording (JSON)')), (await scope.read()).end);
    },
    opening.options,
  ),
);

const asking = without({ asks: true, savesData: true });
test(
  'a question is asked, answered and explained without the program',
  visit(
    '?demo=futurelock',
    async ({ scope }) => {
      await scope.question.getByRole('heading').getByText(/How does the run end\?$/).waitFor();
      const { end, digest } = await scope.standsAtEnd();
      assert.equal(digest, undefined, 'its end is not said');
      await scope.question.getByRole('button', { name: 'A task waits forever.' }).click();
      await scope.growsBeyond(end);
      await scope.until(scope.table, isDigest, digestOf('futurelock', 'bad'));
      assert.deepEqual(asking.begun, []);
    },
    asking.options,
  ),
);

const linked = without({ savesData: true });
test(
  'a link to a step stands there in the first picture',
  visit(
    '?demo=export-and-upload&variant=fixed&step=40&format=2',
    async ({ scope }) => {
      const { step, end } = await scope.standsAt(40);
      assert.ok(step < end);
      assert.deepEqual(linked.begun, []);
    },
    linked.options,
  ),
);

test(
  'a knob that is turned asks for the program, and one that is turned back does not',
  visit('?demo=counting&variant=join', async ({ page, scope }) => {
    const usual = digestOf('counting', 'join');
    await scope.set('Speed', 'max');
    await scope.until(scope.table, isDigest, usual);
    const started = page.waitForEvent('worker');
    await scope.slider('pause').focus();
    await page.keyboard.press('ArrowRight');
    await started;
    await scope.until(scope.table, ([{ dataset }, usual]) => dataset.digest && dataset.digest !== usual, usual);
    await scope.standsAtEnd();
    const again = [];
    page.on('worker', (worker) => again.push(worker));
    await page.keyboard.press('ArrowLeft');
    await scope.until(scope.table, isDigest, usual);
    assert.equal(again.length, 0);
  }, { savesData: true }),
);

test(
  'Run plays at once, and what the program tells changes nothing',
  visit('?demo=counting&variant=join', async ({ page, scope }) => {
    const usual = digestOf('counting', 'join');
    await scope.set('Speed', 'max');
    await scope.offers('Run');
    const last = await scope.standsAtEnd();
    const worker = page.waitForEvent('worker');
    await scope.set('Speed', '0.1×');
    await scope.press('Run');
    await scope.until(scope.table, ([{ dataset }]) => dataset.step < dataset.end);
    await scope.until(scope.table, isDigest, usual);
    const program = await worker;
    if (page.workers().includes(program)) await program.waitForEvent('close');
    await scope.set('Speed', 'max');
    assert.deepEqual(await scope.standsAtEnd(), last);
  }, { savesData: true }),
);

const unreachable = without();
test(
  'where the program can not be loaded, Run still plays',
  visit(
    '?demo=counting&variant=join',
    async ({ scope }) => {
      await scope.set('Speed', 'max');
      await scope.offers('Run');
      await scope.standsAtEnd();
      await scope.press('Run');
      await scope.says('Finished');
      assert.equal(await scope.notice.count(), 0);
    },
    unreachable.options,
  ),
);

const embedded = without();
test(
  'an element tells its page the same as after a run, and saves the same',
  visit.page(
    'two.html',
    async ({ page }) => {
      const counting = new TaskScope(page.locator('task-scope#counting'));
      await counting.until(counting.table, isDigest, digestOf('counting', 'spawn'));
      assert.deepEqual(embedded.begun, []);
      const told = await counting.element.evaluate(async (element) => {
        const told = [];
        const names = ['run', 'step', 'finish'];
        for (const name of names) element.addEventListener(`task-scope-${name}`, ({ detail }) => told.push([name, detail]));
        const finished = new Promise((resolve) => element.addEventListener('task-scope-finish', resolve, { once: true }));
        await element.reset();
        await finished;
        await element.seek(7);
        await element.step(2);
        const back = new Promise((resolve) => element.addEventListener('task-scope-step', ({ detail }) => detail.step === 8 && resolve()));
        await element.step(-1);
        await back;
        return told;
      });
      assert.deepEqual(embedded.begun, []);
      const text = await counting.element.evaluate(async (element) => (await element.exportTrace()).text());
      assert.deepEqual(told[0], ['run', { demo: 'counting', variant: 'spawn' }]);
      const [, finish] = told.find(([name]) => name === 'finish');
      assert.equal(finish.how, 'finished');
      assert.deepEqual(told.at(-1), ['step', { step: 8, end: finish.end }]);
      assert.equal(eventsOf(text), finish.end);
    },
    embedded.options,
  ),
);
