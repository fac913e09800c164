// The element on somebody else's page, and where the page can't run at all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { TaskScope } from './page.js';

const visit = visits();

function both(page) {
  return ['counting', 'export'].map((id) => new TaskScope(page.locator(`task-scope#${id}`)));
}

test(
  'two elements on one page work, each by itself',
  visit.page('two.html', async ({ page }) => {
    const [counting, exporting] = both(page);
    await counting.runToEnd();
    await exporting.runToEnd();
    assert.match(await counting.title.innerText(), /^Counting/);
    assert.match(await exporting.title.innerText(), /^Export/);
    assert.ok(await exporting.radio('Variant', 'fixed').isChecked());
    const [first, second] = [await counting.read(), await exporting.read()];
    assert.notEqual(first.digest, second.digest);
    await counting.press('Step back');
    await counting.standsAt(first.end - 1);
    assert.deepEqual(await exporting.read(), second, 'the other stands where it stood');
    await exporting.choose('Clock', 'Real time');
    assert.ok(await counting.radio('Clock', 'Simulated time').isChecked(), 'radio buttons do not mix');
    await exporting.press('Run');
    await exporting.says('Finished');
    assert.deepEqual((await counting.read()).digest, first.digest);
    assert.equal(new URL(page.url()).search, '', 'the address belongs to the page');
  }),
);

test(
  'keys belong to the page while its own field has the focus',
  visit.page('two.html', async ({ page }) => {
    const [counting] = both(page);
    await counting.runToEnd();
    const before = await counting.read();
    const field = page.getByLabel('A field of the page');
    await field.pressSequentially('r, s.');
    assert.equal(await field.inputValue(), 'r, s.');
    assert.deepEqual(await counting.read(), before);
  }),
);

test(
  'keys that the element uses do not reach the page',
  visit.page('two.html', async ({ page }) => {
    const [counting] = both(page);
    await counting.runToEnd();
    await page.evaluate(() => {
      globalThis.heard = [];
      addEventListener('keydown', ({ key }) => globalThis.heard.push(key));
    });
    const { end } = await counting.read();
    await counting.focus();
    await page.keyboard.press(',');
    await counting.until(counting.table, ([{ dataset }, end]) => dataset.step < end, end);
    await page.keyboard.press('q');
    assert.deepEqual(await page.evaluate(() => globalThis.heard), ['q']);
  }),
);

test(
  'removing an element ends its program',
  visit('?demo=counting&clock=browser&pause=60000', async ({ page, scope }) => {
    const started = page.waitForEvent('worker');
    await scope.press('Run');
    const worker = await started;
    await scope.growsBeyond(0);
    const ended = worker.waitForEvent('close');
    await scope.element.evaluate((element) => element.remove());
    await ended;
    assert.equal(page.workers().length, 0);
  }, { savesData: true }),
);

test(
  'an element that is moved works on',
  visit.page('two.html', async ({ page }) => {
    const [counting] = both(page);
    await counting.runToEnd();
    await counting.element.evaluate((element) => document.body.append(element));
    await counting.runToEnd();
  }),
);

test(
  'without WebAssembly the page says so, in words',
  visit(
    '',
    async ({ page }) => {
      const notice = page.getByRole('alert');
      await notice.waitFor();
      assert.match(await notice.innerText(), /WebAssembly/);
      await page.getByRole('heading', { name: 'taskscope' }).waitFor();
      await page.getByRole('link').first().waitFor();
    },
    { isAlive: false, prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) },
  ),
);

test(
  'without scripts the page can be read',
  visit(
    '',
    async ({ page }) => {
      await page.getByRole('heading', { name: 'taskscope' }).waitFor();
      await page.getByText('See how an async Rust program decides what runs next').waitFor();
      // No locator by text looks into this element.
      assert.match(await page.locator('noscript p').first().innerText(), /^The playground needs JavaScript/);
    },
    { isAlive: false, javaScriptEnabled: false },
  ),
);
