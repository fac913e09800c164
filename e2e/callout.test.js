// The callout at the cursor, what is lit together, and what a screen reader hears of a step.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const FUTURELOCK = '?demo=futurelock&variant=bad';

/** Records the run to its end, whatever that is. */
async function whole(scope) {
  await scope.set('Speed', 'max');
  await scope.press('Restart');
  await scope.says('Stuck');
  await scope.standsAtEnd();
}

/** The texts that are read out: the sentence of the step, and the task that is selected. */
const heard = (scope, what) => scope.element.locator(`[aria-live="polite"][data-says="${what}"]`);

/** Waits until an element is lit, or is not. */
const isLit = (scope, locator, wanted) =>
  scope.until(locator, ([element, wanted]) => element.hasAttribute('data-lit') === wanted, wanted);

for (const width of [390, 1000, 1600]) {
  test(
    `the callout follows the cursor and never leaves its row, ${width} pixels wide`,
    visit(
      FUTURELOCK,
      async ({ page, scope }) => {
        await whole(scope);
        await scope.focus();
        await page.keyboard.press('Home');
        await scope.standsAt(0);
        const timeline = scope.region('Timeline').first();
        const lefts = new Set();
        let first;
        for (let step = 4; step <= 76; step += 9) {
          for (let { step: at } = await scope.read(); at < step; at += 1) await page.keyboard.press('.');
          await scope.standsAt(step);
          const [room, lanes, card] = await Promise.all(
            [timeline, scope.canvas, timeline.locator('.callout')].map((part) => part.boundingBox()),
          );
          assert.ok(card.x >= room.x && card.x + card.width <= room.x + room.width, `step ${step}: ${card.x}`);
          assert.ok(card.y >= lanes.y + lanes.height, 'it covers no bar');
          first ??= card.y - room.y;
          assert.equal(card.y - room.y, first, 'it stays at one height');
          lefts.add(Math.round(card.x));
        }
        if (width > 390) assert.ok(lefts.size > 2, `it moved: ${[...lefts]}`);
      },
      { viewport: { width, height: 900 } },
    ),
  );
}

test(
  'the sentence of a step is read out, and nothing while the run plays',
  visit(FUTURELOCK, async ({ page, scope }) => {
    await whole(scope);
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    const said = [];
    for (let step = 1; step <= 40; step += 1) {
      await page.keyboard.press('.');
      await scope.standsAt(step);
      const now = await scope.currentSentence.count();
      if (now === 0) continue;
      const sentence = await scope.currentSentence.locator('button > span:last-child').innerText();
      const callout = await scope.element.locator('.callout .says').innerText();
      assert.equal(callout, sentence, 'the callout and the list say the same');
      await scope.until(
        heard(scope, 'step'),
        ([live, sentence]) => live.textContent === sentence,
        sentence,
      );
      said.push(sentence);
    }
    assert.ok(new Set(said).size > 10, 'most steps say something new');
    assert.ok(said.every((sentence) => !/ms to |\(0 ms\)/.test(sentence)), 'and nobody hears pixels');
    await scope.set('Speed', '0.1×');
    await scope.press('Play');
    await scope.until(heard(scope, 'step'), ([live]) => live.textContent === '');
    await scope.press('Pause');
    await scope.until(heard(scope, 'step'), ([live]) => live.textContent !== '');
  }),
);

test(
  'a sentence that is pointed at lights its line and its task',
  visit(
    FUTURELOCK,
    async ({ page, scope }) => {
      await whole(scope);
      await page.mouse.move(0, 0);
      const sentence = scope.sentences.filter({ hasText: 'waits for timer 3' }).first();
      const chip = scope.pane('State and findings').locator('.chip', { hasText: 'main' }).first();
      await sentence.hover();
      const line = scope.sourceLines.and(scope.element.locator('[data-lit]'));
      await line.first().waitFor();
      assert.equal(await line.count(), 1);
      assert.match(await line.innerText(), /sleep\(/);
      await isLit(scope, sentence, true);
      const backup = scope.element.locator('.chip[data-lit]');
      assert.ok((await backup.count()) === 0 || /backup/.test(await backup.first().innerText()));
      await chip.hover();
      await isLit(scope, chip, true);
      await isLit(scope, sentence, false);
      await chip.focus();
      await page.mouse.move(0, 0);
      await scope.sourceLines.filter({ hasText: 'let mut journal' }).hover();
      await isLit(scope, chip, true);
      assert.ok((await scope.element.locator('.happened li[data-lit]').count()) > 0, 'and what happened there');
    },
    { viewport: { width: 1600, height: 1000 } },
  ),
);

test(
  'a stop of the tour is in the callout, and is read out with its number',
  visit('?demo=export-and-upload', async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.button('Tour').click();
    const tour = scope.region('Tour');
    await tour.getByText('1 of 5').waitFor();
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByText('2 of 5').waitFor();
    const says = await tour.locator('.says').innerText();
    await scope.until(heard(scope, 'step'), ([live]) => live.textContent.startsWith('2 of 5: '));
    const { step } = await scope.read();
    await scope.focus();
    await page.keyboard.press('.');
    await scope.standsAt(step + 1);
    assert.notEqual(await tour.locator('.says').innerText(), says, 'the sentence of the step');
    await tour.getByRole('button', { name: 'To the stop' }).click();
    await scope.standsAt(step);
    assert.equal(await tour.locator('.says').innerText(), says);
  }),
);

test(
  'the table has the futures of a task, with states and times in words',
  visit('?demo=counting&variant=join', async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.focus();
    const seen = new Set();
    for (let { step } = await scope.read(); step > 1; step -= 1) {
      await page.keyboard.press(',');
      const { rows, columns } = await scope.standsAt(step - 1);
      assert.equal(columns.length, 6);
      for (const [name, state, since] of rows) if (name.includes(' › ')) seen.add(`${state} ${since}`);
    }
    const texts = [...seen].join('\n');
    assert.match(texts, /^pending .+ for \d+/m);
    assert.match(texts, /^woken, not polled yet/m);
    assert.match(texts, /takes no time/);
  }),
);

test(
  'marks say what they are and lead there, by pointer and by key',
  visit(
    FUTURELOCK,
    async ({ page, scope }) => {
      await whole(scope);
      await scope.focus();
      await page.keyboard.press('Home');
      await scope.standsAt(0);
      await page.keyboard.press('j');
      await scope.until(scope.table, ([{ dataset }]) => Number(dataset.step) > 0);
      const first = (await scope.read()).step;
      await page.keyboard.press('j');
      await scope.until(scope.table, ([{ dataset }, first]) => Number(dataset.step) > first, first);
      await page.keyboard.press('k');
      await scope.standsAt(first);
      await scope.element.getByRole('tab', { name: /Findings/ }).click();
      await scope.region('State and findings').getByRole('button', { name: /go to step/ }).click();
      await scope.until(scope.table, ([{ dataset }, first]) => Number(dataset.step) !== first, first);
      const { step } = await scope.read();
      await page.keyboard.press('Home');
      await scope.standsAt(0);
      // The disc of the finding is the only thing in its colour above the first lane.
      const at = await scope.canvas.evaluate((canvas) => {
        const colour = getComputedStyle(canvas).getPropertyValue('--panic').trim();
        const probe = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
        probe.fillStyle = colour;
        probe.fillRect(0, 0, 1, 1);
        const [wanted] = new Uint32Array(probe.getImageData(0, 0, 1, 1).data.buffer);
        const { width, height } = canvas;
        const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, width, height).data.buffer);
        const found = pixels.indexOf(wanted);
        return { x: (found % width) / devicePixelRatio, y: Math.floor(found / width) / devicePixelRatio, found };
      });
      assert.ok(at.found >= 0, 'there is a disc');
      const box = await scope.canvas.boundingBox();
      await page.mouse.move(box.x + at.x + 1, box.y + at.y + 5);
      await scope.until(scope.element.locator('.tip'), ([tip]) => /^Futurelock\n/.test(tip.textContent));
      await page.mouse.down();
      await page.mouse.up();
      await scope.standsAt(step);
    },
    { viewport: { width: 1600, height: 1000 } },
  ),
);
