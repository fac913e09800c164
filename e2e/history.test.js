// The page's title and its history: each demo and variant is a step that Back undoes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

const isShown = (scope, title) => scope.title.filter({ hasText: title }).waitFor();

test(
  'Back and Forward go from demo to demo and from variant to variant, and never out of the page before',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.says('Finished');
    await scope.pick('futurelock');
    await isShown(scope, 'Futurelock');
    await scope.choose('Variant', 'fixed');
    await page.waitForURL(/variant=fixed/);
    await page.goBack();
    await scope.until(scope.radio('Variant', 'bad'), ([radio]) => radio.checked);
    await isShown(scope, 'Futurelock');
    await page.goBack();
    await isShown(scope, 'Counting');
    assert.match(page.url(), /demo=counting/);
    await page.goForward();
    await isShown(scope, 'Futurelock');
    await scope.says('Waiting forever');
    await page.goBack();
    await isShown(scope, 'Counting');
  }),
);

test(
  'stepping, turning a knob and another clock are no steps of the history',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.says('Finished');
    const length = () => page.evaluate(() => history.length);
    const before = await length();
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await scope.choose('Clock', 'Real time');
    await page.waitForURL(/clock=browser/);
    await scope.choose('Clock', 'Simulated time');
    await page.waitForURL((url) => !url.search.includes('clock'));
    assert.equal(await length(), before);
  }),
);

test(
  'the moment that was left is the one that Back shows',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.runToEnd();
    for (const key of ['Home', '.', '.', '.']) await page.keyboard.press(key);
    await scope.standsAt(3);
    await page.waitForURL(/step=3/);
    await scope.pick('futurelock');
    await isShown(scope, 'Futurelock');
    await page.goBack();
    await isShown(scope, 'Counting');
    await scope.standsAt(3);
  }),
);

test(
  'the title names demo and variant',
  visit('?demo=futurelock', async ({ page, scope }) => {
    assert.equal(await page.title(), 'Futurelock · bad · taskscope');
    await scope.choose('Variant', 'fixed');
    await page.waitForFunction(() => document.title === 'Futurelock · fixed · taskscope');
    await scope.pick('counting');
    await page.waitForFunction(() => document.title === 'Counting with spawn and join · spawn · taskscope');
  }),
);

test(
  'an element in another page leaves its history, its title and its keys alone',
  visit.page('two.html', async ({ page, scope }) => {
    const title = await page.title();
    const length = await page.evaluate(() => history.length);
    await scope.runToEnd();
    const { end } = await scope.read();
    await scope.choose('Variant', 'join');
    await scope.says('Finished');
    await page.evaluate(() => document.querySelector('task-scope').blur());
    assert.equal(await page.evaluate(() => history.length), length);
    assert.equal(await page.title(), title);
    assert.ok(end > 0);
  }),
);
