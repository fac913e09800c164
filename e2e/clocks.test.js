// Programs while they run: on the browser's clock they take their time, on the virtual one they take none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

/** Counts long enough to be watched. */
const LONG = '?demo=counting&clock=browser&first-counts-to=50&second-counts-to=50&pause=100';

const EXPORT = '?demo=export-and-upload&variant=fixed';

async function isRunning(scope) {
  assert.match(await scope.status.innerText(), /^Running/);
}

test(
  'the table grows while a program runs on the browser clock',
  visit(LONG, async ({ scope }) => {
    await scope.says('Not run yet');
    await scope.press('Run');
    const early = await scope.growsBeyond(0);
    await isRunning(scope);
    const late = await scope.growsBeyond(early);
    await isRunning(scope);
    assert.ok(late > early);
    const { step, end } = await scope.read();
    assert.equal(step, end, 'the cursor keeps up with the program');
    await scope.press('Stop');
  }),
);

test(
  'stop ends a program that runs',
  visit(LONG, async ({ page, scope }) => {
    assert.ok(await scope.button('Stop').isDisabled(), 'nothing runs yet');
    const started = page.waitForEvent('worker');
    await scope.press('Run');
    const worker = await started;
    await scope.growsBeyond(0);
    const ended = worker.waitForEvent('close');
    await scope.press('Stop');
    await ended;
    await scope.says('Stopped');
    assert.equal(page.workers().length, 0);
    assert.ok(await scope.button('Stop').isDisabled());
    await scope.offers('Run');
    const { end } = await scope.read();
    await scope.press('Step back');
    await scope.until(scope.table, ([{ dataset }, end]) => dataset.step > 0 && dataset.step < end, end);
  }, { savesData: true }),
);

test(
  'a program that is paused holds still, does one poll at a step, and goes on',
  visit('?demo=counting&clock=browser&first-counts-to=50&second-counts-to=50&pause=1000', async ({ scope }) => {
    await runAndPause(scope);
    const { end } = await scope.read();
    await stepOnce(scope);
    await scope.says('Paused');
    await scope.offers('Play');
    await scope.press('Play');
    await scope.says('Running');
    await scope.growsBeyond(end);
    await scope.press('Stop');
  }),
);

test(
  'a program that sleeps for minutes on the browser clock can be stepped to its end',
  visit('?demo=counting&variant=spawn&clock=browser&pause=60000', async ({ scope }) => {
    await runAndPause(scope);
    for (let steps = 0; steps < 100; steps += 1) {
      await stepOnce(scope);
      if (/^Finished/.test(await scope.status.innerText())) break;
    }
    await scope.says('Finished');
    const { caption, rows } = await scope.standsAtEnd();
    assert.match(caption, /^Tasks and their futures at 9 min/);
    assert.deepEqual(rows.map(([task, state]) => `${task} ${state}`), ['main done', 'first done']);
  }),
);

test(
  'a step over work on the browser clock comes to its end',
  visit(`${EXPORT}&clock=browser&chunk=40&chunks=100&parts=20&link-delay=500`, async ({ scope }) => {
    // The run lasts four seconds: it is paused where it begins.
    await scope.press('Run');
    await scope.offers('Pause');
    await scope.page.keyboard.press('Enter');
    await scope.says('Paused');
    for (let steps = 0; steps < 8; steps += 1) await stepOnce(scope);
    const text = await scope.region('What happened').innerText();
    assert.match(text, /export starts work that should take 40 ms/);
    await scope.press('Stop');
  }),
);

async function runAndPause(scope) {
  await scope.press('Run');
  await scope.growsBeyond(0);
  await scope.press('Pause');
  await scope.says('Paused');
}

/** From the live end of a paused program, one poll on. */
async function stepOnce(scope) {
  await scope.focus();
  await scope.page.keyboard.press('End');
  await scope.until(scope.table, ([{ dataset }]) => dataset.step === dataset.end);
  const { end } = await scope.read();
  await scope.press('Step forward');
  await scope.growsBeyond(end);
}

test(
  'a minute of sleeping is over at once on the virtual clock',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.set('Speed', 'max');
    const pause = scope.slider('pause');
    await pause.focus();
    await page.keyboard.press('End');
    await scope.until(pause, ([pause]) => /^60000 ms$|^1 min$/.test(pause.getAttribute('aria-valuetext')));
    const started = performance.now();
    await scope.runToEnd();
    const { caption, rows } = await scope.read();
    const passed = performance.now() - started;
    assert.match(caption, /^Tasks and their futures at 9 min, /, 'nine numbers, a minute each');
    assert.ok(rows.every(([, state]) => state === 'done'));
    assert.ok(passed < 10_000, `took ${passed} ms`);
  }),
);

test(
  'a run on the virtual clock can be watched at a speed, paused and played on',
  visit('?demo=messages-at-once', async ({ scope }) => {
    await scope.set('Speed', '0.25×');
    await scope.press('Restart');
    await scope.offers('Pause');
    await scope.until(scope.table, ([{ dataset }]) => dataset.step > 0);
    await scope.press('Pause');
    await scope.offers('Play');
    const { step, end } = await scope.read();
    assert.ok(step < end, 'it is in the middle');
    await scope.set('Speed', 'max');
    await scope.press('Play');
    await scope.standsAtEnd();
    await scope.offers('Run');
  }),
);

test(
  'choosing the other clock puts the run away',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.choose('Clock', 'Real time');
    await scope.says('Not run yet');
    assert.match(page.url(), /[?&]clock=browser/);
    await scope.choose('Clock', 'Simulated time');
    await scope.runToEnd();
  }),
);
