// The traps of browser Rust where they are real: on the browser's clock, with its promises, closures and requests.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

/** Each trap with what its bad run is found to do, and how that run ends. */
const TRAPS = [
  ['outlives-its-component', 'Outlives its component', 'Finished'],
  ['borrow-across-await', 'Borrow held across an await', 'Panicked'],
  ['blocking-receive', 'Long poll', 'Finished'],
  // JavaScript throws when it calls what is gone, and a page would see this in its console.
  ['closure-dropped-too-soon', 'Callback dropped too soon', 'Finished', /closure invoked .* after being dropped/],
  ['search-as-you-type', 'A late answer wins', 'Finished'],
  ['poisoned-by-a-panic', 'Borrow that never ends', 'Finished'],
  ['promise-not-awaited', 'Rejection that nothing sees', 'Finished'],
  ['hidden-page', 'Clean-up cut off', 'Finished'],
  ['fetched-twice', 'Fetched twice', 'Finished'],
  ['called-back-too-soon', 'Borrowed again during the borrow', 'Panicked'],
];

for (const [slug, title, end, mayThrow] of TRAPS) {
  test(
    `${slug}: on the browser clock the trap is found in the bad run alone`,
    visit(`?demo=${slug}&variant=bad&clock=browser`, async ({ scope }) => {
      await scope.press('Run');
      await scope.says(end);
      await scope.tab('Findings').click();
      const findings = scope.pane('State and findings');
      await findings.getByRole('button', { name: `${title}: go to step` }).waitFor();
      assert.equal(await findings.getByRole('button', { name: /: go to step \d+/ }).count(), 1);
      await scope.choose('Variant', 'fixed');
      await scope.press('Run');
      await scope.says('Finished');
      await findings.getByText('No known problem pattern in this run').waitFor();
    }, { mayThrow }),
  );
}
