// Finding, ranges, links that keep the view, and what is copied.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const MOMENT = '?demo=futurelock&variant=fixed&step=20&format=2';

/** The menu under Share, opened; presses one of its buttons. */
async function share(scope, name) {
  await scope.element.locator('details.share > summary').click();
  await scope.element.locator('details.share').getByRole('button', { name }).click();
}

/** What the field in what happened says of it. */
const place = (scope) => scope.element.locator('.find .place');

test(
  'the gallery finds demos by what they are about, and shows where',
  visit('', async ({ scope }) => {
    const search = scope.gallery.getByRole('searchbox', { name: 'Find a demo' });
    await search.fill('mutex');
    const link = (slug) => scope.links.and(scope.page.locator(`[href$="demo=${slug}"]`));
    await scope.gallery.locator('.found').waitFor();
    for (const slug of ['futurelock', 'locks-in-two-orders', 'lock-held-across-await']) await link(slug).waitFor();
    assert.match(await link('locks-in-two-orders').locator('small mark').first().innerText(), /^mutex/i);
    await search.fill('starving');
    await link('lifo-slot').waitFor();
    await link('lifo-slot').click();
    await scope.title.filter({ hasText: 'LIFO slot' }).waitFor();
  }),
);

test(
  'the search in what happened goes from sentence to sentence, also by keys',
  visit(MOMENT, async ({ page, scope }) => {
    await scope.standsAt(20);
    await scope.focus();
    await page.keyboard.press('l');
    await page.keyboard.type('when does backup print?');
    await scope.until(place(scope), ([place]) => / found$|^\d+ of \d+$/.test(place.textContent));
    const found = scope.region('What happened').locator('li.found');
    const count = await found.count();
    assert.ok(count > 0);
    await page.keyboard.press('Enter');
    await scope.until(place(scope), ([place]) => place.textContent.startsWith('1 of '));
    assert.match(await scope.currentSentence.innerText(), /backup prints/);
    await page.keyboard.press('Escape');
    await scope.until(place(scope), ([place]) => place.textContent === '');
    assert.equal(await found.count(), 0);
  }),
);

test(
  'sentences of one task are shown alone',
  visit(MOMENT, async ({ scope }) => {
    await scope.standsAt(20);
    await scope.set('Sentences of', 'backup');
    const others = scope.sentences.filter({ hasNotText: 'backup' });
    await scope.until(scope.region('What happened').locator('ol'), ([list]) => [...list.children].every((row) => row.textContent.includes('backup')));
    assert.equal(await others.count(), 0);
    await scope.set('Sentences of', 'All tasks');
    await others.first().waitFor();
  }),
);

test(
  'keys set a range that is measured and filters every pane; zooming is undone',
  visit(MOMENT, async ({ page, scope }) => {
    await scope.standsAt(20);
    await scope.focus();
    await page.keyboard.press('i');
    await scope.press('Step forward');
    await page.keyboard.press('o');
    const range = scope.element.locator('details.range > summary');
    const facts = scope.element.locator('.range .facts');
    await scope.until(facts, ([facts]) => /\b1 event\b/.test(facts.textContent));
    await page.waitForFunction(() => /[?&]range=\d+-\d+/.test(location.search));
    await page.keyboard.press('f');
    const undo = scope.element.getByRole('button', { name: 'Undo zoom' });
    await undo.waitFor();
    await page.waitForFunction(() => location.search.includes('zoom='));
    await undo.click();
    await page.waitForFunction(() => !location.search.includes('zoom='));
    await page.keyboard.press('5');
    await scope.panel.getByText('What happened in the range').waitFor();
    await scope.panel.getByRole('button', { name: 'Show all' }).click();
    await scope.until(range, ([range]) => range.textContent.trim() === 'Range');
  }),
);

test(
  'what is saved of a range is a file for Perfetto',
  visit(`${MOMENT}&range=10-30`, async ({ page, scope }) => {
    await scope.standsAt(20);
    await scope.element.locator('details.range > summary').click();
    const save = scope.element.locator('details.range').getByRole('button', { name: 'Perfetto' });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    assert.equal(download.suggestedFilename(), 'futurelock-fixed-steps-10-30.chrome.json');
  }),
);

test(
  'a link brings back the step, the zoom, the range, the task and the tab',
  visit(`${MOMENT}&zoom=0.1-0.6&range=8-30&task=2&tab=stats`, async ({ page, scope }) => {
    await scope.standsAt(20);
    await scope.panel.getByText('What happened in the range').waitFor();
    assert.equal(await scope.tab('Stats').getAttribute('aria-selected'), 'true');
    assert.match(await scope.element.locator('.range .facts').textContent(), /22 events/);
    for (const part of ['step=20', 'zoom=0.1-0.6', 'range=8-30', 'task=2', 'tab=stats']) {
      assert.ok(page.url().includes(part), `${part} is not in ${page.url()}`);
    }
  }),
);

test(
  'a step beyond the end is said',
  visit('?demo=counting&step=99999&foo=1', async ({ scope }) => {
    await scope.element.getByText('This link goes to step 99999').waitFor();
    await scope.element.getByText('“foo=1”').waitFor();
  }),
);

test(
  'the moment is copied as Markdown and as an image',
  visit(
    MOMENT,
    async ({ page, scope }) => {
      await scope.standsAt(20);
      await share(scope, 'Copy as Markdown');
      await scope.element.getByText('Markdown copied').waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(text, /^### Futurelock · fixed\n\n> /);
      assert.match(text, /\]\(http.*demo=futurelock&variant=fixed&step=20.*\)/);
      await share(scope, 'Copy image');
      await scope.element.getByText('Image copied').waitFor();
      const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
      assert.deepEqual(types, ['image/png']);
    },
    CLIPBOARD,
  ),
);

test(
  'where nothing may be copied, the image is saved',
  visit(MOMENT, async ({ page, scope }) => {
    await scope.standsAt(20);
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, 'write', { value: () => Promise.reject(new Error('no')) });
    });
    const [download] = await Promise.all([page.waitForEvent('download'), share(scope, 'Copy image')]);
    assert.equal(download.suggestedFilename(), 'futurelock-fixed.png');
    await scope.element.getByText('It was saved as a file instead').waitFor();
  }),
);
