// The page on a phone: one bar above, the controls within reach of the thumb, and a step, its picture and its sentence
// on one screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './axe.js';
import { visits } from './browser.js';

const visit = visits();
const PHONE = {
  viewport: { width: 390, height: 844 },
  prepare: (page) => page.addInitScript(() => localStorage.setItem('task-scope', 'hints=read&questions=off')),
};

/** The top and the bottom of what is on the screen. */
async function edges(locator) {
  const { y, height } = await locator.boundingBox();
  return [y, y + height];
}

test(
  'bar, picture, sentence and controls are on one screen, and nothing scrolls but the panes',
  visit(
    '?demo=futurelock',
    async ({ page, scope }) => {
      await scope.says('Waiting forever');
      await scope.until(scope.canvas, ([canvas]) => canvas.getBoundingClientRect().top === 48);
      const [, bar] = await edges(scope.element.locator('header'));
      assert.equal(bar, 48);
      const [top, bottom] = await edges(scope.canvas);
      assert.ok(top === 48 && bottom < 500, `the picture is from ${top} to ${bottom}`);
      const [sentence] = await edges(scope.currentSentence);
      const [controls, end] = await edges(scope.element.locator('.transport'));
      assert.ok(sentence > bottom && sentence < controls, `the sentence is at ${sentence}`);
      assert.ok(end === 844 && end - controls <= 100, `the controls are from ${controls} to ${end}`);
      const overhang = () => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight];
      assert.deepEqual(await page.evaluate(overhang), [0, 0]);
      for (const name of ['Step back', 'Step forward', 'Run', 'Demos']) {
        const { width, height } = await scope.button(name).boundingBox();
        assert.ok(width >= 44 && height >= 44, `${name} is ${width} by ${height}`);
      }
      assert.deepEqual(await violations(page), []);
    },
    PHONE,
  ),
);

test(
  'a thumb steps, scrubs, chooses a variant and another demo',
  visit(
    '?demo=futurelock',
    async ({ scope }) => {
      await scope.says('Waiting forever');
      const { end } = await scope.standsAtEnd();
      await scope.press('Step back');
      await scope.until(scope.table, ([{ dataset }, end]) => Number(dataset.step) < end, end);
      await scope.element.getByRole('slider', { name: 'Step' }).fill('5');
      await scope.standsAt(5);
      await scope.set('Variant', 'fixed');
      await scope.says('Paused');
      await scope.press('Demos');
      await scope.pick('counting');
      await scope.gallery.waitFor({ state: 'hidden' });
      await scope.title.filter({ hasText: 'Counting' }).waitFor();
    },
    PHONE,
  ),
);

test(
  'every pane is behind one row of tabs, and what asks for one shows it',
  visit(
    '?demo=futurelock',
    async ({ page, scope }) => {
      await scope.says('Waiting forever');
      for (const name of ['State', 'Source', 'Output', 'Findings', 'About', 'Task', 'Graph', 'Stats']) {
        await scope.tab(name).click();
        await scope.until(scope.tab(name), ([tab]) => tab.getAttribute('aria-selected') === 'true');
      }
      await page.keyboard.press('1');
      await scope.until(scope.tab('About'), ([tab]) => tab.getAttribute('aria-selected') === 'true');
    },
    PHONE,
  ),
);

test(
  'at 1000 pixels the source is beside the sentences, above the fold',
  visit(
    '?demo=futurelock',
    async ({ scope }) => {
      await scope.says('Waiting forever');
      const [happened, details] = [await scope.region('What happened').boundingBox(), await scope.region('Details').boundingBox()];
      assert.equal(happened.y, details.y);
      assert.ok(details.y < 560 && details.x > happened.x + 400);
      assert.ok(await scope.sourceLines.first().isVisible());
    },
    { ...PHONE, viewport: { width: 1000, height: 700 } },
  ),
);
