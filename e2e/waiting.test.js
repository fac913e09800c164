// Elements that wait for their reader, and what a page does to them meanwhile.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { TaskScope } from './page.js';

const visit = visits();

/** A page with these elements behind those that it has; `asked` gives the files of the app that were asked for. */
const waits = (html, story, { prepare, ...more } = {}) =>
  visit.page(
    'poster.html',
    async ({ page }) => {
      const asked = [];
      page.on('request', (request) => /\.wasm$|\/(taskscope|runner)\.js$/.test(request.url()) && asked.push(request.url()));
      await page.evaluate((html) => {
        for (const element of document.querySelectorAll('task-scope')) element.remove();
        document.body.insertAdjacentHTML('beforeend', html);
      }, html);
      const element = page.locator('task-scope').first();
      asked.length = 0;
      await story({ page, element, scope: new TaskScope(element), poster: element.locator('.poster'), asked });
    },
    { isAlive: false, prepare, ...more },
  );

const FALLBACKS = {
  'a knob': '<task-scope demo="counting" variant="join" knob-pause="30" loading="click"><p>In words</p></task-scope>',
  'a clock': '<task-scope demo="counting" variant="join" clock="browser" loading="click"><p>In words</p></task-scope>',
  'no poster': '<task-scope demo="counting" variant="join" poster="none" loading="click"><p>In words</p></task-scope>',
};

for (const [what, html] of Object.entries(FALLBACKS)) {
  test(
    `with loading="click" and ${what} there is a Run button, and nothing of the app before it is pressed`,
    waits(html, async ({ element, scope, asked }) => {
      const run = element.getByRole('button', { name: 'Run', exact: true });
      await run.waitFor();
      assert.ok(await element.getByText('In words').isVisible());
      assert.deepEqual(asked, []);
      await run.click();
      await scope.isThere();
      await scope.says('Finished');
    }),
  );
}

const CLICK = '<task-scope demo="counting" variant="join" loading="click"><p>In words</p></task-scope>';

test(
  'a setting that the picture does not show takes it away, and back',
  waits(CLICK, async ({ element, poster, asked }) => {
    await poster.waitFor();
    await element.evaluate((element) => element.setAttribute('knob-pause', '30'));
    await element.getByText('In words').waitFor();
    assert.equal(await poster.count(), 0);
    await element.evaluate((element) => element.removeAttribute('knob-pause'));
    await poster.waitFor();
    assert.deepEqual(asked, []);
  }),
);

test(
  'of pictures that load at the same time the last is shown',
  waits(
    CLICK,
    async ({ page, element, poster }) => {
      await poster.waitFor();
      const late = page.waitForRequest(/futurelock\.pack/);
      await element.evaluate((element) => (element.demo = 'futurelock'));
      await late;
      await element.evaluate((element) => (element.demo = 'search-as-you-type'));
      const variants = () => poster.locator('[data-variant]').evaluateAll((all) => all.map(({ dataset }) => dataset.variant).join());
      await page.waitForFunction(() => {
        const shadow = document.querySelector('task-scope').shadowRoot;
        return shadow.querySelector('.poster') && !shadow.querySelector('[data-variant="join"]');
      });
      const shown = await variants();
      const came = page.waitForResponse(/futurelock\.pack/).then((response) => response.finished());
      page.release();
      await came;
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.equal(await variants(), shown);
    },
    {
      prepare: async (page) => {
        const released = new Promise((release) => (page.release = release));
        await page.route('**/futurelock.pack', (route) => released.then(() => route.continue()));
      },
    },
  ),
);

test(
  'presses that come before the app are carried out in turn, and the speed is that of the element',
  waits(CLICK.replace('loading', 'speed="4" loading'), async ({ element, scope, poster }) => {
    await poster.waitFor();
    assert.equal(await element.locator('select').inputValue(), '4');
    const step = element.getByRole('button', { name: 'Step forward' });
    await step.evaluate((button) => [1, 2, 3].forEach(() => button.click()));
    await scope.isThere();
    await scope.standsAt(3);
  }),
);

test(
  'a redraw leaves the focus where it was, and so does the app',
  waits(CLICK, async ({ page, element, scope, poster }) => {
    await poster.waitFor();
    await element.getByRole('radio', { name: 'spawn' }).focus();
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.querySelector('task-scope').shadowRoot.querySelector('[data-variant="spawn"]')?.checked);
    const focused = () => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.dataset.variant);
    assert.equal(await focused(), 'spawn');
    await element.getByRole('button', { name: 'Run', exact: true }).focus();
    await page.keyboard.press('Enter');
    await scope.isThere();
    await page.waitForFunction(() => document.querySelector('task-scope').shadowRoot.activeElement?.matches('.root:not(.over) .play'));
  }),
);

test(
  'an element that is taken away while its poster loads comes back alive',
  waits(
    CLICK,
    async ({ page, element, scope }) => {
      const late = page.waitForRequest(/futurelock\.pack/);
      await page.evaluate(() => {
        const element = document.querySelector('task-scope');
        element.demo = 'futurelock';
        globalThis.taken = element;
      });
      await late;
      await element.evaluate((element) => element.remove());
      await page.evaluate(() => new Promise((done) => setTimeout(done)));
      page.release();
      await page.evaluate(() => document.body.append(Object.assign(globalThis.taken, { loading: 'lazy' })));
      await scope.isThere();
    },
    {
      prepare: async (page) => {
        const released = new Promise((release) => (page.release = release));
        await page.route('**/futurelock.pack', (route) => released.then(() => route.continue()));
      },
    },
  ),
);

test(
  'an own picture that never comes hides nothing, and one that is there goes when the run begins',
  waits(
    '<task-scope demo="counting" variant="join" clock="browser" poster="/never.png" loading="eager"></task-scope>',
    async ({ page, element, scope }) => {
      await scope.isThere();
      const image = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')}`;
      await page.evaluate((image) => {
        document.querySelector('task-scope').remove();
        const html = '<task-scope demo="counting" variant="join" clock="browser" loading="click"></task-scope>';
        document.body.insertAdjacentHTML('beforeend', html.replace('loading', `poster="${image}" loading`));
      }, image);
      await element.locator('button.own').waitFor();
      await element.locator('button.own').click();
      await scope.isThere();
      await element.locator('button.own').waitFor({ state: 'detached' });
      await scope.says('Finished');
    },
    { prepare: (page) => page.route('**/never.png', () => {}) },
  ),
);
