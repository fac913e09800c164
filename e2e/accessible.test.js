// axe-core finds nothing wrong in any state of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './axe.js';
import { visits } from './browser.js';

const visit = visits();
const FIXED = '?demo=export-and-upload&variant=fixed';

for (const colorScheme of ['dark', 'light']) {
  for (const width of [1600, 1000, 390]) {
    test(
      `nothing is wrong when ${colorScheme} and ${width} pixels wide`,
      visit(
        FIXED,
        async ({ page, scope }) => {
          await scope.runToEnd();
          assert.deepEqual(await violations(page), []);
          await scope.more();
          assert.deepEqual(await violations(page), [], 'with the menu of files');
          await scope.press('Embed in a page…');
          assert.deepEqual(await violations(page), [], 'with the text to embed it');
        },
        { viewport: { width, height: 860 }, colorScheme },
      ),
    );
  }
}

test(
  'nothing is wrong with hints, while a program runs, and with the keys explained',
  visit('?demo=counting&clock=browser&pause=60000', async ({ page, scope }) => {
    assert.deepEqual(await violations(page), [], 'before the first run');
    await scope.press('Run');
    await scope.growsBeyond(0);
    assert.deepEqual(await violations(page), [], 'while it runs');
    await scope.press('Stop');
    await scope.says('Stopped');
    assert.deepEqual(await violations(page), [], 'stopped');
    await scope.focus();
    await page.keyboard.press('?');
    await scope.element.getByRole('dialog', { name: 'Keys' }).waitFor();
    assert.deepEqual(await violations(page), [], 'with the keys explained');
  }),
);

test(
  'nothing is wrong on any tab, at the start and with a message',
  visit(`${FIXED}&nonsense=1`, async ({ page, scope }) => {
    await scope.notice.waitFor();
    assert.deepEqual(await violations(page), [], 'with a message');
    await scope.runToEnd();
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    assert.deepEqual(await violations(page), [], 'at the start');
    for (const tab of await scope.element.getByRole('tab').all()) {
      await tab.click();
      assert.deepEqual(await violations(page), [], `on ${await tab.textContent()}`);
    }
  }),
);

test(
  'nothing is wrong with a question, its answer, a tour and the rules',
  visit(
    '?demo=export-and-upload',
    async ({ page, scope }) => {
      await scope.runToEnd();
      const story = scope.region('Story');
      await story.getByRole('button', { name: 'Skip' }).waitFor();
      assert.deepEqual(await violations(page), [], 'with a question');
      await story.getByRole('button').first().click();
      assert.deepEqual(await violations(page), [], 'with its answer');
      await story.getByRole('button', { name: 'Take the tour' }).click();
      assert.deepEqual(await violations(page), [], 'on a tour');
      await scope.element.getByText('Scheduler: FIFO').click();
      assert.deepEqual(await violations(page), [], 'with the rules');
    },
    { prepare: (page) => page.addInitScript(() => localStorage.setItem('task-scope', 'hints=read')) },
  ),
);
