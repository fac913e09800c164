// What drives a program on the browser's clock: the thread, the way to a turn, the budget; and what the browser does beside
// it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

const query = (page) => page.evaluate(() => location.search);

async function sentences(scope) {
  await scope.standsAtEnd();
  // The pane shows what is near the cursor: the start of the run, then its end.
  const end = await scope.sentences.allInnerTexts();
  await scope.focus();
  await scope.page.keyboard.press('Home');
  await scope.standsAt(0);
  return [...(await scope.sentences.allInnerTexts()), ...end].join('\n');
}

test(
  'every way that the browser has brings the turns of a program, and the trace says which',
  visit('?demo=counting&clock=browser&pause=1', async ({ page, scope }) => {
    const rules = scope.element.locator('.rules > summary');
    await rules.click();
    const list = scope.element.getByRole('combobox', { name: 'Scheduled by' });
    const ways = await list.locator('option:not([disabled])').allInnerTexts();
    assert.equal(ways.length, 9, 'Chromium has all of them');
    await rules.click();
    for (const way of ways) {
      await scope.set('Scheduled by', way);
      await scope.press('Restart');
      await scope.says('Finished');
      const name = way.replace(/ \((microtask|macrotask|frame)\)$/, '');
      assert.match(await sentences(scope), new RegExp(`asks for its turns through ${name.replace(/[()]/g, '\\$&')}`));
    }
    assert.match(await query(page), /yield=scheduler-yield/);
  }),
);

test(
  'the budget goes from one poll to no limit, and a link keeps it',
  visit('?demo=counting&clock=browser&pause=1', async ({ page, scope, again }) => {
    const rules = scope.element.locator('.rules > summary');
    await rules.click();
    const slider = scope.element.getByRole('slider', { name: 'Polls per turn' });
    await slider.focus();
    await page.keyboard.press('Home');
    await scope.press('Run');
    await scope.says('Finished');
    assert.match(await query(page), /polls=1(&|$)/);
    assert.match(await sentences(scope), /Turn limit reached/);
    await rules.click();
    await slider.focus();
    await page.keyboard.press('End');
    await scope.press('Run');
    await scope.says('Finished');
    assert.match(await query(page), /polls=0/);
    await again(await query(page));
    await rules.click();
    assert.equal(await slider.getAttribute('aria-valuetext'), 'no limit');
  }),
);

test(
  'on the page\'s own thread a long poll costs frames, and the browser reports it',
  visit('?demo=export-and-upload&clock=browser&thread=page', async ({ scope }) => {
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    // Counted at the end of the run: the sentences on them stand in the middle of it, out of view.
    assert.match(await scope.state('browser'), /\d+ frames, [1-9]\d* missed/);
    assert.match(await sentences(scope), /runs in the page's own thread/);
  }),
);

test(
  'in a worker the browser reports no long tasks, and the trace says so',
  visit('?demo=export-and-upload&clock=browser', async ({ scope }) => {
    await scope.press('Run');
    await scope.says('Finished');
    const told = await sentences(scope);
    assert.match(told, /The program runs in a worker/);
    assert.match(told, /This browser does not report long tasks/);
  }),
);
