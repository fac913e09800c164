// The story of a demo: a question that the run answers, a tour through its variants, and the rules it runs by.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const READ = {
  prepare: (page) => page.addInitScript(() => localStorage.setItem('task-scope', 'hints=read')),
};
const story = (scope) => scope.region('Story');
const tour = (scope) => scope.region('Tour');

test(
  'a question is asked, answered by the run, and leads to the tour',
  visit(
    '?demo=export-and-upload',
    async ({ scope }) => {
      await scope.runToEnd();
      assert.match(await story(scope).innerText(), /Predict first: .+\?/);
      await story(scope).getByRole('button').first().click();
      await story(scope).getByText(/Right|Not this time/).waitFor();
      await story(scope).getByRole('button', { name: 'Show me' }).click();
      const { step, end } = await scope.read();
      assert.ok(step > 0 && step < end, 'the cursor stands where the answer is to be seen');
      await story(scope).getByRole('button', { name: 'Take the tour' }).click();
      await tour(scope).getByText(/^1 of \d/).waitFor();
    },
    READ,
  ),
);

test(
  'a question can be skipped, and another demo asks its own',
  visit(
    '?demo=export-and-upload',
    async ({ scope }) => {
      await story(scope).getByRole('button', { name: 'Skip' }).click();
      assert.equal(await story(scope).innerText(), '');
      await scope.pick('messages-at-once');
      await story(scope).getByText('Predict first:').waitFor();
    },
    READ,
  ),
);

test(
  'a tour goes from stop to stop, through both variants, and back',
  visit(
    '?demo=export-and-upload',
    async ({ scope }) => {
      await scope.runToEnd();
      await scope.button('Tour').click();
      const steps = [];
      for (const stop of [1, 2, 3, 4, 5]) {
        await tour(scope).getByText(`${stop} of 5`).waitFor();
        await scope.until(scope.table, ([{ dataset }]) => dataset.end > 0 && dataset.step > 0);
        steps.push((await scope.read()).step);
        if (stop === 3) assert.ok(await scope.radio('Variant', 'bad').isChecked());
        if (stop < 5) await tour(scope).getByRole('button', { name: 'Next' }).click();
      }
      assert.ok(steps[0] < steps[1] && steps[1] < steps[2], `${steps}`);
      assert.ok(await scope.radio('Variant', 'fixed').isChecked());
      await tour(scope).getByRole('button', { name: 'Back' }).click();
      await tour(scope).getByText('4 of 5').waitFor();
      await tour(scope).getByRole('button', { name: 'End tour' }).click();
      await scope.button('Tour').waitFor();
    },
    READ,
  ),
);

test(
  'policy and seed are chosen, part of the address, and taken back',
  visit('?demo=export-and-upload&variant=fixed', async ({ page, scope, again }) => {
    const { digest } = await (await scope.runToEnd(), scope.read());
    await scope.element.getByText('Scheduler: FIFO').click();
    await scope.set('Scheduler', 'Random');
    await scope.element.getByRole('spinbutton', { name: 'Seed' }).fill('7');
    await scope.set('Cooperative budget', 'no limit');
    await page.waitForURL(/policy=random&seed=7&operations=0/);
    await scope.says('Finished');
    const random = await scope.read();
    assert.notEqual(random.digest, digest);
    await again(new URL(page.url()).search);
    await scope.runToEnd();
    assert.equal((await scope.read()).digest, random.digest, 'a link repeats the run');
    await scope.element.getByText('Scheduler: random').click();
    await scope.button("Reset to the demo's settings").click();
    await scope.element.getByText('Scheduler: FIFO', { exact: true }).waitFor();
    assert.ok(!page.url().includes('policy'));
  }),
);
