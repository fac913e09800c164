// Every demo in every variant, on both clocks: picked, run, stepped and read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { golden } from './golden.js';

const visit = visits();

const COLUMNS = ['Task', 'State', 'Waits at', 'Polls', 'Wakes'];

/** Steps back and forward once from the end, and holds the table against what it said. */
async function stepBackAndForward(scope) {
  const last = await scope.read();
  await scope.press('Step back');
  const before = await scope.standsAt(last.end - 1);
  assert.notEqual(before.caption, last.caption);
  await scope.press('Step forward');
  assert.deepEqual(await scope.standsAt(last.end), last);
}

function checkFinished({ caption, columns, rows, step, end }) {
  assert.match(caption, new RegExp(`^Tasks at .+, step ${step} of ${end}$`));
  assert.deepEqual(columns, COLUMNS);
  assert.deepEqual(rows[0].slice(0, 3), ['main', 'done', '–']);
  for (const [task, state, , polls, wakes] of rows) {
    assert.equal(state, 'done', task);
    assert.ok(polls >= 1 && wakes >= 1, `${task} was woken and polled`);
  }
}

for (const { slug, variant, digest } of golden) {
  test(
    `${slug}, ${variant}: picked, it finishes on the virtual clock with the digest that it has natively`,
    visit('', async ({ scope }) => {
      await scope.set('Speed', 'max');
      await scope.pick(slug);
      await scope.choose('Variant', variant);
      await scope.says('Finished');
      const first = await scope.standsAtEnd();
      assert.equal(first.digest, digest);
      checkFinished(first);
      await stepBackAndForward(scope);
      await scope.runToEnd();
      assert.deepEqual(await scope.read(), first, 'a second run gives the same');
    }),
  );

  // Short pauses: this is not the place to wait for half a second at a time.
  const pause = slug === 'export-and-upload' ? '' : '&pause=15';
  test(
    `${slug}, ${variant}: it finishes on the browser clock`,
    visit(`?demo=${slug}&variant=${variant}${pause}`, async ({ scope }) => {
      await scope.choose('Clock', 'Browser clock');
      await scope.says('Not run yet');
      await scope.press('Run');
      await scope.says('Finished');
      checkFinished(await scope.standsAtEnd());
      await stepBackAndForward(scope);
    }),
  );
}
