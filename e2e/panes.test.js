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
  'equal rounds are one line, which unfolds where the cursor is',
  visit('?demo=lifo-slot&variant=bad', async ({ scope }) => {
    await scope.runToEnd();
    const fold = scope.sentences.filter({ hasText: 'take turns' }).first();
    assert.match(await fold.innerText(), /pong and ping take turns · \d+ times · 10–\d+ ms/);
    const button = fold.getByRole('button');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    const before = await scope.sentences.count();
    await button.click();
    await fold.filter({ hasText: /1 of \d+ · 10–\d+ ms/ }).waitFor();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    assert.equal(await scope.element.locator('.happened .inside.now').count(), 1);
    assert.ok((await scope.element.locator('.happened .inside').count()) < before, 'one round, not all');
  }),
);

test(
  'the state says to which future a lock was handed, and why nothing takes it',
  visit('?demo=futurelock&variant=bad', async ({ scope }) => {
    await scope.press('Run');
    await scope.says('Waiting forever');
    await scope.standsAtEnd();
    assert.match(await scope.state('mutex 1'), /handed to main › first, not taken yet/);
    const card = scope.region('State').locator('.why-card');
    assert.match(await card.innerText(), /Why main waits/);
    assert.match(await card.innerText(), /Only main could poll first/);
    assert.match(await scope.state('dropped'), /oneshot 1/);
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
      await page.keyboard.press('Alt+.');
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
      await page.keyboard.press('Alt+,');
      const { rows } = await scope.standsAt(step);
      const marks = await marked(scope);
      for (const [task, state, , where] of rows.filter(([, state]) => state.startsWith('waiting'))) {
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
    const output = scope.pane('What happened');
    const lines = output.getByRole('listitem');
    assert.equal(await lines.count(), 4);
    assert.match(await lines.nth(1).innerText(), /500 ms\s+received "take"/);
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await lines.first().waitFor({ state: 'detached' });
    await output.getByText('Nothing printed').waitFor();
  }),
);

const selected = (scope, name) =>
  scope.until(scope.tab(name), ([tab]) => tab.getAttribute('aria-selected') === 'true');

test(
  'the tabs are walked by arrow keys and shown by numbers',
  visit('', async ({ page, scope }) => {
    await scope.tab('Source').focus();
    await page.keyboard.press('ArrowRight');
    await selected(scope, 'Task');
    await page.keyboard.press('End');
    await selected(scope, 'Stats');
    await page.keyboard.press('ArrowRight');
    await selected(scope, 'About');
    await scope.panel.getByRole('link').first().waitFor();
    await page.keyboard.press('ArrowLeft');
    await selected(scope, 'Stats');
    assert.equal(await scope.element.getByRole('tablist', { name: 'Details' }).locator('[tabindex="0"]').count(), 1);
    await scope.focus();
    for (const [index, name] of ['About', 'Source', 'Task', 'Graph', 'Stats'].entries()) {
      await page.keyboard.press(String(index + 1));
      await selected(scope, name);
    }
  }),
);

test(
  'the task pane says why the selected task waits, and leads to its past',
  visit(`${FIXED}&step=80&format=2`, async ({ scope }) => {
    await scope.standsAt(80);
    await scope.tab('Task').click();
    await scope.panel.getByRole('button', { name: 'main', exact: true }).click();
    await scope.panel.getByRole('heading', { name: 'main' }).waitFor();
    await scope.panel.getByText('waits for export to end', { exact: true }).waitFor();
    await scope.panel.getByRole('button', { name: 'upload', exact: true }).first().click();
    await scope.panel.getByRole('heading', { name: 'upload' }).waitFor();
    await scope.panel.getByText('upload was woken by request 1').waitFor();
    await scope.panel.getByRole('button', { name: /^0 ms\s*was ready/ }).click();
    const { step } = await scope.read();
    assert.ok(step < 80, 'the cursor goes back to where it was ready');
    await scope.panel.getByRole('button', { name: 'Deselect the task' }).click();
    await scope.panel.getByText('Pick a task').waitFor();
  }),
);

test(
  'a line that a sentence names is shown in the source',
  visit(`${FIXED}&step=80&format=2`, async ({ scope }) => {
    await scope.standsAt(80);
    await scope.tab('Task').click();
    await scope.panel.getByRole('button', { name: 'main', exact: true }).click();
    const link = scope.panel.getByRole('button', { name: /^line \d+$/ }).first();
    const line = (await link.textContent()).replace('line ', '');
    await link.click();
    await selected(scope, 'Source');
    await scope.until(scope.panel.locator(`[data-line="${line}"]`), ([line]) => line.classList.contains('shown'));
  }),
);

test(
  'the graph has a box for each task, and says what it waits for',
  visit(`${FIXED}&step=80&format=2`, async ({ page, scope }) => {
    await scope.standsAt(80);
    await scope.tab('Graph').click();
    const boxes = scope.panel.getByRole('group', { name: 'What waits for what' }).getByRole('button');
    assert.equal(await boxes.count(), 4);
    const main = boxes.filter({ has: page.locator('title', { hasText: 'main' }) }).first();
    assert.match(await main.getAttribute('aria-label'), /^main, waiting · 3 futures, waits for export, waits for upload/);
    await main.focus();
    await page.keyboard.press('Enter');
    await scope.until(main, ([box]) => box.getAttribute('aria-pressed') === 'true');
  }),
);

test(
  'the numbers are explained where they stand, and lead to the longest wait',
  visit(FIXED, async ({ scope }) => {
    await scope.runToEnd();
    await scope.tab('Stats').click();
    await scope.panel.getByText('Time from the first event to the last.').waitFor();
    await scope.panel.getByRole('img', { name: /^At most \d+ tasks in the queue$/ }).waitFor();
    const { end } = await scope.read();
    await scope.panel.getByRole('button', { name: '20 ms' }).last().click();
    await scope.until(scope.table, ([table, end]) => Number(table.dataset.step) < end, end);
  }),
);

test(
  'findings say what looks wrong and lead there, and the fixed program has none',
  visit('?demo=export-and-upload', async ({ scope }) => {
    await scope.runToEnd();
    await scope.tab('Findings').click();
    const findings = scope.pane('State and findings');
    const go = findings.getByRole('button', { name: /go to step \d+/ }).first();
    const [, step] = /go to step (\d+)/.exec(await go.getAttribute('aria-label'));
    await findings.getByText('yield_now().await').waitFor();
    await go.click();
    await scope.standsAt(Number(step));
    await scope.choose('Variant', 'fixed');
    await findings.getByText('No known problem pattern in this run.').waitFor();
  }),
);

test(
  'the other variant is shown at the same time, and its own lines are marked',
  visit('?demo=export-and-upload&step=40', async ({ scope }) => {
    const before = await scope.standsAt(40);
    const time = ({ caption }) => Number(/at (\d+) ms,/.exec(caption)[1]);
    assert.equal(await scope.panel.locator('.differs').count(), 0, 'the fix only adds');
    await scope.choose('Variant', 'fixed');
    await scope.until(scope.table, ([{ dataset }]) => Number(dataset.step) > 0);
    const after = await scope.read();
    assert.ok(time(before) > 50 && time(after) > time(before) - 10 && time(after) <= time(before));
    assert.ok(after.step < after.end, 'it neither starts anew nor goes to the end');
    assert.match(await scope.panel.locator('.differs').innerText(), /yield_now\(\)\.await/);
  }),
);

test(
  'the source can be copied and read in the repository',
  visit(
    FIXED,
    async ({ page, scope }) => {
      await scope.panel.getByRole('button', { name: 'Copy' }).click();
      await scope.panel.getByRole('button', { name: 'Copied' }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /async fn export_fixed/);
      assert.doesNotMatch(copied, /async fn export_bad/);
      const link = scope.panel.getByRole('link', { name: 'export_and_upload.rs' });
      assert.match(await link.getAttribute('href'), /\/blob\/main\/crates\/programs\/src\/book\/export_and_upload\.rs$/);
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ),
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
    await scope.more();
    const theme = scope.element.getByRole('button', { name: /^Theme: / });
    const name = () => theme.innerText();
    const first = await name();
    const background = () => scope.element.locator('.app').evaluate((app) => getComputedStyle(app).backgroundColor);
    const seen = new Map();
    do {
      const before = await name();
      seen.set(before, await background());
      await theme.click();
      await scope.until(theme, ([theme, before]) => theme.innerText !== before, before);
    } while ((await name()) !== first && seen.size < 10);
    assert.equal(seen.size, 3);
    assert.equal(new Set(seen.values()).size, 2, 'dark and light differ, and automatic is one of them');
  }),
);
