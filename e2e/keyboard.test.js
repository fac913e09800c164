// The page without a mouse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

/** The accessible name of what has the focus, inside the shadow root. */
function focused(scope) {
  return scope.element.evaluate((element) => {
    const focused = element.shadowRoot.activeElement;
    return focused && (focused.getAttribute('aria-label') ?? focused.textContent.trim());
  });
}

/** Presses Tab until something has the focus; there are not so many things on the page. */
async function tabTo(scope, isIt) {
  const passed = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await scope.page.keyboard.press('Tab');
    const name = await focused(scope);
    if (name !== null && isIt(name)) return;
    passed.push(name);
  }
  assert.fail(`Tab leads nowhere near it, but to ${passed.join(', ')}`);
}

test(
  'by keyboard alone a program is run, stepped and run again',
  visit('?demo=messages-at-once&clock=browser&pause=10', async ({ page, scope }) => {
    await scope.says('Not run yet');
    await tabTo(scope, (name) => name === 'Run');
    await page.keyboard.press('Space');
    await scope.says('Finished');
    const { end, digest } = await scope.standsAtEnd();
    await page.keyboard.press('Alt+,');
    await scope.standsAt(end - 1);
    await page.keyboard.press('Alt+.');
    await scope.standsAt(end);
    await page.keyboard.press(',');
    await scope.until(scope.table, ([table, end]) => Number(table.dataset.step) < end, end);
    await page.keyboard.press('.');
    await scope.standsAt(end);
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await scope.offers('Play');
    await page.keyboard.press('End');
    await scope.standsAt(end);
    await scope.offers('Run');
    await page.keyboard.press('Enter');
    await scope.until(scope.table, ([table, digest]) => table.dataset.digest !== digest, digest);
    await scope.says('Finished');
  }),
);

test(
  'by keyboard alone a demo is picked, and another variant and clock are chosen',
  visit('?demo=futurelock', async ({ page, scope }) => {
    await tabTo(scope, (name) => name.includes('Futurelock') && name.length < 20);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await scope.until(scope.title, ([title]) => title.textContent.startsWith('Counting'));
    await scope.radio('Variant', 'spawn').focus();
    await page.keyboard.press('ArrowRight');
    await scope.until(scope.radio('Variant', 'join'), ([radio]) => radio.checked);
    await scope.radio('Clock', 'Simulated time').focus();
    await page.keyboard.press('ArrowRight');
    await scope.until(scope.radio('Clock', 'Real time'), ([radio]) => radio.checked);
    await scope.says('Not run yet');
    assert.match(page.url(), /variant=join/);
  }),
);

test(
  'Space plays and pauses wherever no control has the focus',
  visit('?demo=messages-at-once', async ({ page, scope }) => {
    await scope.set('Speed', '0.25×');
    await scope.press('Restart');
    await scope.offers('Pause');
    await scope.panel.focus();
    await page.keyboard.press('Space');
    await scope.offers('Play');
    await page.keyboard.press('Space');
    await scope.offers('Pause');
  }),
);

test(
  'what has the focus can be seen',
  visit('', async ({ scope }) => {
    await tabTo(scope, (name) => name === 'To the start');
    const outline = await scope.button('To the start').evaluate((button) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(button);
      return { isOutlined: outlineStyle !== 'none' && outlineWidth !== '0px', boxShadow };
    });
    assert.ok(outline.isOutlined || outline.boxShadow !== 'none');
  }),
);

test(
  'keys walk from poll to poll, and a help tells of all of them',
  visit('?demo=export-and-upload&variant=fixed', async ({ page, scope }) => {
    await scope.runToEnd();
    await scope.focus();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await page.keyboard.press('Shift+.');
    await scope.until(scope.table, ([table]) => Number(table.dataset.step) > 0);
    const { rows } = await scope.read();
    assert.equal(rows.filter(([, state]) => state.startsWith('running')).length, 1);
    await page.keyboard.press('?');
    const help = scope.element.getByRole('dialog', { name: 'Keys' });
    await help.getByText('previous sentence', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
  }),
);

test(
  'keys of one character can be switched off, and stay so',
  visit('?demo=export-and-upload&variant=fixed', async ({ page, scope, again }) => {
    await scope.runToEnd();
    const { end } = await scope.read();
    await scope.focus();
    await page.keyboard.press('?');
    const help = scope.element.getByRole('dialog', { name: 'Keys' });
    await help.getByLabel('Enable single-key shortcuts').uncheck();
    await help.getByRole('button', { name: 'Close', exact: true }).click();
    await help.waitFor({ state: 'hidden' });
    await page.keyboard.press(',');
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await page.keyboard.press('.');
    await page.keyboard.press('End');
    await scope.standsAt(end);
    await again('?demo=export-and-upload&variant=fixed');
    await scope.runToEnd();
    await page.keyboard.press('?');
    assert.ok(await help.isHidden());
  }),
);

test(
  'a stroke leads to the search for demos',
  visit('', async ({ page, scope }) => {
    await scope.focus();
    await page.keyboard.press('/');
    await scope.until(scope.gallery.getByRole('searchbox'), ([field]) => field.matches(':focus'));
  }),
);

test(
  'keys work on a fresh page, and are left to whatever needs them',
  visit('?demo=messages-at-once&step=20&format=2', async ({ page, scope }) => {
    await scope.standsAt(20);
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true, 'nothing was clicked');
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await page.keyboard.press('.');
    await scope.until(scope.table, ([{ dataset }]) => Number(dataset.step) > 0);
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await page.keyboard.press('?');
    await scope.element.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await scope.element.locator('.rules > summary').click();
    await scope.element.getByRole('combobox', { name: 'Scheduler' }).focus();
    await page.keyboard.press('.');
    await scope.element.getByRole('spinbutton', { name: 'Seed' }).fill('');
    await page.keyboard.type('12.');
    assert.equal((await scope.read()).step, 0, 'fields keep their keys');
  }),
);

test(
  'the first stop of Tab skips to the timeline, and the demos are one stop',
  visit('?demo=messages-at-once', async ({ page, scope }) => {
    await page.keyboard.press('Tab');
    assert.equal(await focused(scope), 'Skip to the timeline');
    const skip = scope.button('Skip to the timeline');
    assert.ok((await skip.boundingBox()).width > 40, 'it is seen while it has the focus');
    await page.keyboard.press('Enter');
    await scope.until(scope.element.locator('.canvas'), ([canvas]) => canvas.matches(':focus'));
    assert.equal(await scope.gallery.locator('a[tabindex="0"]').count(), 1);
    await scope.gallery.locator('[aria-current]').focus();
    await page.keyboard.press('ArrowDown');
    const next = await focused(scope);
    await page.keyboard.press('ArrowUp');
    assert.match(await focused(scope), /^(seen to its end)?.*Messages/);
    assert.notEqual(next, await focused(scope));
  }),
);

test(
  'the demos are put away by a key, stay so, and come back for a search',
  visit('?demo=counting', async ({ page, scope, again }) => {
    await page.keyboard.press('[');
    await scope.gallery.waitFor({ state: 'hidden' });
    await scope.element.locator('.crumb', { hasText: 'Start here' }).waitFor();
    await again('?demo=counting');
    await scope.gallery.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await scope.until(scope.gallery.getByRole('searchbox'), ([field]) => field.matches(':focus'));
  }),
);
