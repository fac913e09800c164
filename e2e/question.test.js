// Predict first: a question stands before each run, and what comes after its moment is nowhere to be found until the answer.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const ASKS = { asks: true };
const story = (scope) => scope.region('Story');
const open = (scope) => scope.question.getByRole('heading');
const choices = (scope) => scope.question.getByRole('listitem').getByRole('button');

/** Saves the run in a form, and reads it. */
async function saved(page, scope, label) {
  await scope.more();
  const [download] = await Promise.all([page.waitForEvent('download'), scope.press(label)]);
  return readFile(await download.path(), 'utf8');
}

test(
  'a new visitor is asked at once, and nothing after the moment of the question is to be found',
  visit(
    '?demo=futurelock',
    async ({ page, scope }) => {
      await open(scope).getByText(/How does the run end\?$/).waitFor();
      assert.deepEqual(await choices(scope).allInnerTexts(), [
        '1\nIt finishes.',
        '2\nA task waits forever.',
        '3\nIt runs until you stop it.',
        '4\nIt panics.',
      ]);
      const { step, end, rows } = await scope.standsAtEnd();
      assert.ok(step === end && !/forever|deadlock/i.test(rows.join()), 'the table ends at the question');
      assert.match(await scope.status.innerText(), /Your answer first/);
      await scope.tab('Output').click();
      const output = await scope.pane('What happened').or(scope.region('Output')).first().innerText();
      assert.match(output, /backup has read 0 entries/);
      assert.doesNotMatch(output, /backup is stored/);
      assert.equal(await scope.tab('Findings').innerText(), 'Findings', 'nothing is counted');
      for (const form of ['Picture (SVG)', 'Recording (JSON)']) {
        const text = await saved(page, scope, form);
        assert.doesNotMatch(text, /backup is stored/);
      }
      assert.ok(await scope.runButton.isDisabled());
      assert.ok(await scope.button('Step forward').isDisabled());
      await scope.press('Step back');
      await scope.standsAt(step - 1);
      assert.ok(!page.url().includes('step='), 'a reload asks again');
      await scope.press('Step forward');
      await scope.standsAt(step);
    },
    ASKS,
  ),
);

test(
  'keys 1 to 4 choose; a wrong answer gets the reason, and the run plays to the moment that shows it',
  visit(
    '?demo=futurelock',
    async ({ page, scope, again }) => {
      await open(scope).waitFor();
      const { end } = await scope.standsAtEnd();
      await scope.canvas.click({ position: { x: 300, y: 5 } });
      await page.keyboard.press('1');
      await story(scope).getByText('✕ Not quite. The answer: A task waits forever. The lock goes to first').waitFor();
      assert.equal(await open(scope).count(), 0);
      await scope.growsBeyond(end);
      await scope.set('Speed', 'max');
      await scope.until(scope.table, ([{ dataset }, end]) => Number(dataset.step) > end, end);
      const seen = await scope.read();
      assert.ok(seen.step < seen.end, 'at the moment, not at the end');
      await story(scope).getByRole('button', { name: 'Take the tour' }).click();
      await scope.region('Tour').getByText(/^1 of \d/).waitFor();
      await again('?demo=futurelock');
      await scope.says('Playing');
      assert.equal(await open(scope).count(), 0, 'what was answered is not asked again');
      await scope.press('Predict');
      await open(scope).waitFor();
    },
    ASKS,
  ),
);

test(
  'a right answer is told so, and the focus goes to the timeline',
  visit(
    '?demo=counting',
    async ({ page, scope }) => {
      await choices(scope).getByText('4.5 s').click();
      await story(scope).getByText(/^✓ Right: 4.5 s. main awaits/).waitFor();
      await scope.says('Playing');
      await page.keyboard.press('Space');
      await scope.offers('Play');
    },
    ASKS,
  ),
);

test(
  'in real time the question comes before the run, with choices, and the answer starts it',
  visit(
    '?demo=counting&clock=browser&pause=1',
    async ({ scope }) => {
      await open(scope).waitFor();
      await choices(scope).nth(1).waitFor();
      assert.equal((await scope.read()).end, 0, 'nothing ran');
      assert.ok(await scope.runButton.isDisabled());
      await choices(scope).first().click();
      await story(scope).getByText(/Right|Not quite/).waitFor();
      await scope.says('Finished');
    },
    ASKS,
  ),
);

test(
  'a program that never yields is asked about before it runs, and stays silent about its end',
  visit(
    '?demo=endless-loops',
    async ({ scope }) => {
      assert.equal(await choices(scope).count(), 4);
      await choices(scope).getByText('It runs until you stop it.').click();
      await story(scope).getByText('You predict: It runs until you stop it.').waitFor();
      await scope.press('Stop');
      await story(scope).getByText(/^✓ Right: It runs until you stop it. Nothing can take/).waitFor();
    },
    ASKS,
  ),
);

test(
  'skipping, a link to a moment, and the choice not to be asked set questions aside',
  visit(
    '?demo=futurelock',
    async ({ page, scope, again }) => {
      await scope.question.getByRole('button', { name: 'Skip the question' }).click();
      await scope.says('Playing');
      await again('?demo=futurelock&step=20');
      await scope.standsAt(20);
      assert.equal(await open(scope).count(), 0);
      await again('?demo=counting');
      await scope.question.getByRole('button', { name: "Don't ask again" }).click();
      await scope.says('Playing');
      await scope.pick('messages-at-once');
      await scope.says('Playing');
      await again('?demo=page-title');
      await scope.says('Playing');
      assert.equal(await open(scope).count(), 0);
    },
    ASKS,
  ),
);

test(
  'another variant has its own question',
  visit(
    '?demo=sleep-or-yield',
    async ({ scope }) => {
      await choices(scope).first().click();
      await scope.choose('Variant', 'yield');
      await open(scope).getByText(/^worker yields/).waitFor();
    },
    ASKS,
  ),
);

test(
  'on a phone the choices are below the timeline, large enough for a thumb',
  visit(
    '?demo=futurelock',
    async ({ scope }) => {
      await open(scope).waitFor();
      const [canvas, first] = [await scope.canvas.boundingBox(), await choices(scope).first().boundingBox()];
      assert.ok(first.y >= canvas.y + canvas.height && first.height >= 44, `${first.y} ${first.height}`);
      assert.ok(first.x >= 0 && first.x + first.width <= 390);
    },
    { ...ASKS, viewport: { width: 390, height: 844 } },
  ),
);
