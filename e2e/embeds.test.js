// What authors copy: the dialog that writes it, the page of examples, and what a reader prints.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { visits } from './browser.js';
import { foreign } from './foreign.js';
import { TaskScope } from './page.js';

const visit = visits();
let pages;
before(async () => (pages = await foreign()));
after(() => pages?.close());

const CHOSEN = '?demo=counting&variant=join&axis=steps&pause=200&step=8';
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** Opens the dialog. */
async function open(scope) {
  await scope.more();
  await scope.press('Embed in a page…');
  const dialog = scope.element.getByRole('dialog', { name: 'Embed this view in a page' });
  await dialog.waitFor();
  return dialog;
}

/** Presses the dialog's button and gives what is in the clipboard then. */
async function copy(page, dialog) {
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await dialog.getByText('Copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens a page of somebody else with a text in it, and ends with the story about it. */
async function put(page, body, story, options) {
  const context = await page.context().browser().newContext({ viewport: { width: 1000, height: 800 }, ...options });
  try {
    const elsewhere = await context.newPage();
    await elsewhere.goto(pages.page(`<!doctype html><html lang="en"><title>A blog</title><link rel="icon" href="data:,">${body}</html>`));
    await story(elsewhere);
  } finally {
    await context.close();
  }
}

test(
  'the copied element shows the same in a page of somebody else',
  visit(
    CHOSEN,
    async ({ page, scope }) => {
      const seen = await scope.standsAt(8);
      const dialog = await open(scope);
      await dialog.getByLabel('State').check();
      await dialog.getByLabel('Source').uncheck();
      await dialog.getByLabel('Height').fill('520');
      await dialog.getByRole('radio', { name: 'Light' }).check();
      const html = await copy(page, dialog);
      await put(
        page,
        html,
        async (elsewhere) => {
          assert.equal((await elsewhere.locator('task-scope').boundingBox()).height, 520, 'its room is kept');
          await elsewhere.getByRole('link', { name: 'See this program run' }).waitFor();
        },
        { javaScriptEnabled: false },
      );
      await put(page, html, async (elsewhere) => {
        const there = new TaskScope(elsewhere.locator('task-scope'));
        const copied = await there.standsAt(8);
        assert.deepEqual([copied.caption, copied.end], [seen.caption, seen.end]);
        await there.region('State').waitFor();
        assert.equal(await there.region('Source').count(), 0);
        assert.equal((await there.element.boundingBox()).height, 520);
        assert.equal(await there.element.locator('.app').getAttribute('data-theme'), 'light');
      });
    },
    CLIPBOARD,
  ),
);

test(
  'the copied frame shows the same, too',
  visit(
    CHOSEN,
    async ({ page, scope }) => {
      const seen = await scope.standsAt(8);
      const dialog = await open(scope);
      await dialog.getByRole('radio', { name: 'iframe' }).check();
      await put(page, await copy(page, dialog), async (elsewhere) => {
        const frame = elsewhere.frameLocator('iframe');
        await frame.locator('table[data-step="8"]').waitFor({ state: 'attached' });
        assert.equal((await new TaskScope(frame.locator('task-scope')).read()).end, seen.end);
        await frame.getByRole('button', { name: 'Full screen' }).click();
        await elsewhere.waitForFunction(() => document.fullscreenElement?.localName === 'iframe');
        const [playground] = await Promise.all([
          elsewhere.context().waitForEvent('page'),
          frame.getByRole('link', { name: 'Open in the playground' }).click(),
        ]);
        await new TaskScope(playground.locator('task-scope')).standsAt(8);
      });
    },
    CLIPBOARD,
  ),
);

test(
  'the dialog leaves keys alone, and gives the focus back',
  visit(CHOSEN, async ({ page, scope }) => {
    await scope.standsAt(8);
    const dialog = await open(scope);
    const text = dialog.getByLabel('Text to copy');
    assert.match(await text.inputValue(), /<task-scope demo="counting" variant="join" axis="steps" knob-pause="200" step="8" style="display: block; block-size: 480px">/);
    await dialog.getByRole('radio', { name: 'HTML' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.match(await text.inputValue(), /^```taskscope demo=counting variant=join axis=steps knob-pause=200 step=8 height=480/);
    for (const key of ['.', ' ', 't', '?']) await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal((await scope.read()).step, 8);
    const focused = () => document.querySelector('task-scope').shadowRoot.activeElement?.ariaLabel;
    assert.equal(await page.evaluate(focused), 'More');
  }),
);

test(
  'where nothing may write to the clipboard, the text is selected',
  visit(
    CHOSEN,
    async ({ page, scope }) => {
      const dialog = await open(scope);
      await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
      await dialog.getByText('the text is selected').waitFor();
      const text = dialog.getByLabel('Text to copy');
      assert.ok(await text.evaluate(({ selectionStart, selectionEnd, value }) => selectionStart === 0 && selectionEnd === value.length));
    },
    {
      prepare: (page) =>
        page.addInitScript(() => Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) })),
    },
  ),
);

test(
  'a run from a file is embedded as a file, which no frame can show',
  visit('embeds.html', async ({ page, scope, again }) => {
    const bytes = await page.evaluate(async () => [...new Uint8Array(await (await fetch('runs/unfair-race.taskscope.json')).arrayBuffer())]);
    await again('');
    await scope.element.getByLabel('Open recording').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(bytes) });
    await scope.element.getByText('Opened file: mine.json').waitFor();
    const dialog = await open(scope);
    assert.match(await dialog.getByLabel('Text to copy').inputValue(), /<task-scope src="unfair-race-fair.taskscope.json" style/);
    assert.equal(await dialog.getByRole('radio', { name: 'iframe' }).count(), 0);
    await dialog.getByText('next to the page').waitFor();
  }),
);

for (const [width, colorScheme] of [[1600, 'dark'], [390, 'light']]) {
  test(
    `every example comes to life, ${width} pixels wide and ${colorScheme}`,
    visit(
      'embeds.html',
      async ({ page }) => {
        const elements = await page.locator('task-scope').all();
        assert.ok(elements.length >= 8);
        for (const element of elements) {
          await element.scrollIntoViewIfNeeded();
          if ((await element.getAttribute('loading')) === 'click') await element.getByRole('button', { name: 'Run', exact: true }).click();
          await element.locator('.root:has(canvas) .numbers').getByText(/Finished|Waiting forever/).waitFor();
        }
        await page.locator('iframe').scrollIntoViewIfNeeded();
        await page.frameLocator('iframe').locator('.root:has(canvas) .numbers').getByText('Waiting forever').waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        assert.deepEqual(await violations(page), []);
        // By key: a click right after scrolling past a frame of another process can still land in that.
        await page.getByRole('button', { name: 'The last one is sent' }).press('Enter');
        await page.getByText('Step 34 of 55', { exact: true }).waitFor();
      },
      { viewport: { width, height: 900 }, colorScheme },
    ),
  );
}

test(
  'what stands beside each example makes it elsewhere',
  visit('embeds.html', async ({ page }) => {
    const texts = await page.locator('[data-of] > pre').allInnerTexts();
    assert.equal(texts.length, 7);
    await put(page, texts.join('\n'), async (elsewhere) => {
      assert.equal(await elsewhere.locator('task-scope').count(), 6);
      for (const element of await elsewhere.locator('task-scope').all()) {
        await element.scrollIntoViewIfNeeded();
        await element.locator('.root:has(canvas) .numbers').getByText('Finished').waitFor();
      }
      await elsewhere.locator('iframe').scrollIntoViewIfNeeded();
      await elsewhere.frameLocator('iframe').locator('.root:has(canvas) .numbers').getByText('Waiting forever').waitFor();
    });
  }),
);

for (const [name, query] of [['the playground', ''], ['an element', 'embeds.html']]) {
  test(
    `${name} prints a drawing of the whole run, and shows its canvas again afterwards`,
    visit(query, async ({ page, scope }) => {
      await scope.says('Finished');
      await page.evaluate(() => {
        const drawn = () => document.querySelector('task-scope').shadowRoot.querySelectorAll('.print svg text').length;
        globalThis.printed = [];
        for (const name of ['beforeprint', 'afterprint']) addEventListener(name, () => globalThis.printed.push([name, drawn() > 3]));
      });
      await page.pdf();
      assert.deepEqual(await page.evaluate(() => globalThis.printed), [['beforeprint', true], ['afterprint', false]]);
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await page.emulateMedia({ media: 'print' });
      await scope.element.getByRole('img', { name: /timeline of|·/ }).waitFor();
      assert.ok(await scope.canvas.isHidden());
      await page.emulateMedia({ media: 'screen' });
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      assert.ok(await scope.canvas.isVisible());
    }),
  );
}
