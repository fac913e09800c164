// Going through a run step by step, and links to one of its moments.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { golden } from './golden.js';

const visit = visits();

/** The one with nodes inside its task, so that there is the most to restore. */
const { slug, variant } = golden.find(({ slug, variant }) => slug === 'counting' && variant === 'join');

test(
  'stepping to the start and to the end again shows the same at every step',
  visit(`?demo=${slug}&variant=${variant}`, async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.focus();
    const { end } = await scope.read();
    const shown = [];
    for (let step = end; step > 0; step -= 1) {
      shown[step] = await scope.standsAt(step);
      await page.keyboard.press('Alt+,');
    }
    shown[0] = await scope.standsAt(0);
    assert.ok(await scope.button('Step back').isDisabled());
    for (let step = 1; step <= end; step += 1) {
      await page.keyboard.press('Alt+.');
      assert.deepEqual(await scope.standsAt(step), shown[step]);
    }
    const captions = new Set(shown.map(({ caption }) => caption));
    assert.equal(captions.size, end + 1, 'each step says which it is');
  }),
);

test(
  'a point leads from sentence to sentence, and a comma back',
  visit(`?demo=${slug}&variant=${variant}`, async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.focus();
    await page.keyboard.press('Home');
    let { step, end } = await scope.standsAt(0);
    const told = [];
    while (step < end) {
      await page.keyboard.press('.');
      const before = step;
      ({ step } = await scope.until(scope.table, ([table, before]) => Number(table.dataset.step) !== before, before)
        .then(() => scope.read()));
      assert.ok(step > before);
      told.push({ step, said: await scope.currentSentence.innerText() });
    }
    assert.ok(told.length < end, 'several events can be one sentence');
    for (const { step } of told.slice(0, -1).reverse()) {
      await page.keyboard.press(',');
      await scope.standsAt(step);
    }
    const same = told.filter(({ said }, index) => index > 0 && said === told[index - 1].said);
    assert.deepEqual(same, [], 'each press tells something new');
  }),
);

test(
  'Home and End go to the start and to the end',
  visit('?demo=export-and-upload', async ({ page, scope }) => {
    await scope.runToEnd();
    const last = await scope.read();
    await scope.focus();
    await page.keyboard.press('Home');
    const { rows } = await scope.standsAt(0);
    assert.deepEqual(rows, [], 'nothing has been spawned');
    await page.keyboard.press('End');
    assert.deepEqual(await scope.standsAt(last.end), last);
  }),
);

test(
  'an address with a step opens that moment',
  visit('?demo=export-and-upload&variant=fixed', async ({ page, scope, again }) => {
    await scope.runToEnd();
    await scope.focus();
    for (let steps = 0; steps < 20; steps += 1) await page.keyboard.press('Alt+,');
    const { end } = await scope.read();
    const moment = await scope.standsAt(end - 20);
    const { search } = new URL(page.url());
    assert.match(search, new RegExp(`[?&]step=${end - 20}&format=2$`));
    await page.goto('about:blank');
    await again(search);
    assert.deepEqual(await scope.standsAt(end - 20), moment);
    await scope.offers('Play');
  }),
);

test(
  'an address with a step behind the end opens the end',
  visit('?demo=messages-at-once&step=999999', async ({ scope }) => {
    await scope.says('Finished');
    await scope.standsAtEnd();
  }),
);

test(
  'the axes show the same run',
  visit('?demo=messages-at-once', async ({ page, scope }) => {
    await scope.runToEnd();
    const before = await scope.read();
    await scope.element.getByLabel('Timeline options').click();
    for (const [axis, key] of [['Time', 'clock'], ['Events', 'steps'], ['Elastic', 'elastic']]) {
      await scope.choose('Axis', axis);
      assert.deepEqual(await scope.read(), before);
      const named = new URL(page.url()).searchParams.get('axis') ?? 'elastic';
      assert.equal(named, key);
    }
  }),
);

test(
  'the timeline is drawn, and says what it is',
  visit('?demo=counting', async ({ scope }) => {
    await scope.runToEnd();
    const colours = () =>
      scope.canvas.evaluate((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
    const box = await scope.canvas.boundingBox();
    assert.ok(box.width > 300 && box.height > 60, 'there is room to see it');
    assert.ok((await colours()) > 4, 'lanes have colours');
  }),
);
