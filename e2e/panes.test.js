// The panes around the timeline: each follows the cursor.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const FIXED = '?demo=export-and-upload&variant=fixed';

test(
  'what happened is told in sentences, and each leads to its step',
  visit(FIXED, async ({ page, scope }) => {
    await scope.runToEnd();
    assert.ok((await scope.sentences.count()) > 10);
    assert.equal(await scope.currentSentence.count(), 1);
    const sentence = scope.sentences.nth(3);
    const said = await sentence.textContent();
    await sentence.click();
    await scope.currentSentence.filter({ hasText: said }).waitFor();
    const { step, end } = await scope.read();
    assert.ok(step < end);
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    assert.equal(await scope.currentSentence.count(), 0, 'nothing has happened yet');
  }),
);

test(
  'the state names what is in the queue and what runs',
  visit(FIXED, async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    const seen = { running: false, ready: false };
    const { end } = await scope.read();
    for (let step = 1; step <= end && !(seen.running && seen.ready); step += 1) {
      await page.keyboard.press('.');
      const { rows } = await scope.standsAt(step);
      const text = await scope.region('State').innerText();
      for (const kind of ['running', 'ready']) {
        const tasks = rows.filter(([, state]) => state.startsWith(kind)).map(([task]) => task);
        assert.ok(tasks.every((task) => text.includes(task)), `${tasks} at step ${step}: ${text}`);
        seen[kind] ||= tasks.length > 0;
      }
    }
    assert.deepEqual(seen, { running: true, ready: true });
  }),
);

test(
  'the source shows which line is polled and where each task waits',
  visit(FIXED, async ({ page, scope }) => {
    await scope.runToEnd();
    const last = await scope.read();
    const { end } = last;
    await scope.focus();
    assert.equal(await scope.sourceLines.locator('[aria-label$="waits here"]').count(), 0, 'all is done');
    let waits = 0;
    let polls = 0;
    for (let step = end - 1; step > 0; step -= 1) {
      await page.keyboard.press(',');
      const { rows } = await scope.standsAt(step);
      const marks = await marked(scope);
      for (const [task, state, where] of rows.filter(([, state]) => state.startsWith('waiting'))) {
        for (const [, line] of where.matchAll(/line (\d+)/g)) {
          const mark = `${task} waits here, line ${line}`;
          assert.ok(marks.waits.includes(mark), `${mark} (${state}) at step ${step}: ${marks.waits.join('; ')}`);
          waits += 1;
        }
      }
      polls += marks.current;
      assert.ok(marks.current <= 1, 'one line is polled at most');
    }
    assert.ok(waits > 0 && polls > 0);
  }),
);

/** What is marked in the source: who waits at which line, and how many lines are being polled. */
function marked(scope) {
  return scope.panel.evaluate((panel) => {
    const lines = [...panel.querySelectorAll('[data-line]')];
    const waits = lines.flatMap((line) =>
      [...line.querySelectorAll('[aria-label$="waits here"]')].map(
        (mark) => `${mark.getAttribute('aria-label')}, line ${line.dataset.line}`,
      ),
    );
    return { waits, current: lines.filter((line) => line.hasAttribute('aria-current')).length };
  });
}

test(
  'the output has the lines printed so far',
  visit('?demo=messages-at-once&variant=fixed', async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.tab('Output').click();
    const lines = scope.panel.getByRole('listitem');
    assert.equal(await lines.count(), 4);
    assert.match(await lines.nth(1).innerText(), /500 ms\s+received "take"/);
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await lines.first().waitFor({ state: 'detached' });
    await scope.panel.getByText('Nothing printed').waitFor();
  }),
);

test(
  'the tabs are walked by arrow keys',
  visit('', async ({ page, scope }) => {
    await scope.tab('Source').focus();
    await page.keyboard.press('ArrowRight');
    await scope.until(scope.tab('Output'), ([tab]) => tab.getAttribute('aria-selected') === 'true');
    await page.keyboard.press('ArrowRight');
    await scope.until(scope.tab('About'), ([tab]) => tab.getAttribute('aria-selected') === 'true');
    await scope.panel.getByRole('link').first().waitFor();
    await page.keyboard.press('ArrowRight');
    await scope.until(scope.tab('Source'), ([tab]) => tab.getAttribute('aria-selected') === 'true');
  }),
);

test(
  'turning a knob runs the program with the new number',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.runToEnd();
    const before = await scope.read();
    await scope.slider('first counts to').focus();
    await page.keyboard.press('Home');
    await scope.until(scope.table, ([table, digest]) => table.dataset.digest !== digest, before.digest);
    await scope.says('Finished');
    const after = await scope.standsAtEnd();
    assert.ok(after.end < before.end, 'it counts less far');
    assert.match(page.url(), /[?&]first-counts-to=1\b/);
  }),
);

test(
  'a switch among the knobs changes how the program ends',
  visit('?demo=counting', async ({ scope }) => {
    await scope.runToEnd();
    const before = await scope.read();
    const wait = scope.knobs.getByRole('checkbox', { name: 'wait for the task' });
    await wait.uncheck();
    await scope.until(scope.table, ([table, digest]) => table.dataset.digest !== digest, before.digest);
    const { rows } = await scope.standsAtEnd();
    assert.deepEqual(rows.find(([task]) => task === 'first')?.[1], 'cancelled');
  }),
);

test(
  'the theme goes from automatic through dark and light and back',
  visit('', async ({ scope }) => {
    const theme = scope.element.getByRole('button', { name: /^Theme: / });
    const name = () => theme.getAttribute('aria-label');
    const first = await name();
    const background = () => scope.element.locator('.app').evaluate((app) => getComputedStyle(app).backgroundColor);
    const seen = new Map();
    do {
      const before = await name();
      seen.set(before, await background());
      await theme.click();
      await scope.until(theme, ([theme, before]) => theme.getAttribute('aria-label') !== before, before);
    } while ((await name()) !== first && seen.size < 10);
    assert.equal(seen.size, 3);
    assert.equal(new Set(seen.values()).size, 2, 'dark and light differ, and automatic is one of them');
  }),
);
