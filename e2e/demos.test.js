// Every demo in every variant: picked, and held against the run that it has natively; first the recorded run, then that of the
// program.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { golden, slugs } from './golden.js';
import { countEnds, ends } from './workers.js';

const visit = visits();

const COLUMNS = ['Task', 'State', 'Since', 'Waits at', 'Polls', 'Wakes'];

/** Goes a sentence back and forward from the end, and holds the table against what it said. */
async function stepBackAndForward(scope) {
  const last = await scope.read();
  await scope.press('Step back');
  await scope.until(scope.table, ([{ dataset }, end]) => dataset.step > 0 && dataset.step < end, last.end);
  await scope.press('Step forward');
  assert.deepEqual(await scope.standsAt(last.end), last);
}

function checkFinished({ caption, columns, rows, step, end }) {
  assert.match(caption, new RegExp(`^Tasks and their futures at .+, step ${step} of ${end}$`));
  assert.deepEqual(columns, COLUMNS);
  assert.deepEqual(rows[0].slice(0, 4), ['main', 'done', '–', '–']);
  for (const [task, state, , , polls, wakes] of rows) {
    assert.equal(state, 'done', task);
    assert.ok(polls >= 1 && wakes >= 1, `${task} was woken and polled`);
  }
}

/** Opens in real time, where there is something to measure; its golden run is on the virtual clock. */
const MEASURES = 'cost-of-a-thread';

for (const slug of slugs) {
  const variants = golden.filter((run) => run.slug === slug);
  test(
    `${slug}: ${variants.map(({ variant }) => variant).join(', ')} run as they do natively`,
    visit(slug === MEASURES ? `?demo=${slug}&clock=virtual` : '', async ({ page, scope }) => {
      await page.evaluate(countEnds);
      await scope.set('Speed', 'max');
      if (slug !== MEASURES) await scope.pick(slug);
      for (const { variant, digest } of variants) {
        if (variants.length > 1) await scope.choose('Variant', variant);
        await scope.until(scope.table, ([{ dataset }, digest]) => dataset.digest === digest, digest);
        await scope.standsAtEnd();
        const before = await page.evaluate(ends);
        await scope.press('Run');
        await page.waitForFunction((before) => document.documentElement.dataset.ended > before, before);
        await scope.until(scope.table, ([{ dataset }, digest]) => dataset.digest === digest, digest);
        await scope.standsAtEnd();
      }
    }),
  );
}

for (const { slug, variant } of golden.filter(({ slug }) => ['counting', 'export-and-upload'].includes(slug))) {
  // Short pauses: this is not the place to wait for half a second at a time.
  const pause = slug === 'export-and-upload' ? '' : '&pause=15';
  test(
    `${slug}, ${variant}: it finishes on the browser clock`,
    visit(`?demo=${slug}&variant=${variant}${pause}`, async ({ scope }) => {
      await scope.choose('Clock', 'Real time');
      await scope.says('Not run yet');
      await scope.press('Run');
      await scope.says('Finished');
      checkFinished(await scope.standsAtEnd());
      await stepBackAndForward(scope);
    }),
  );
}
