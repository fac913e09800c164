// How elements come into a page and leave it: made by scripts, as text, in somebody's shadow, moved, taken away; and what
// their events say of the steps in between.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTING, guests } from './foreign.js';
import { TaskScope } from './page.js';

const visit = guests();

/** The page's own part: a title and landmarks, as axe wants them. */
const host = (body) => `<main><h1>A blog</h1>${body}</main>`;

test('it comes to life however it comes into a page', () =>
  visit(
    {
      body: host(`<div id="place"></div><div id="other"></div>`),
      script: `
        // Before it is defined, as frameworks do.
        const early = document.createElement('task-scope');
        early.demo = 'counting';
        early.step = 3;
        early.loading = 'eager';
        addEventListener('DOMContentLoaded', () => document.querySelector('#place').append(early));`,
    },
    async ({ page, scope }) => {
      await scope.standsAt(3);
      assert.equal(await scope.element.getAttribute('demo'), 'counting');
      // The script once more, from another address.
      await page.evaluate((site) => import(`${site}task-scope.js?again`), visit.site);
      // As text, and inside of somebody's shadow.
      await page.evaluate(() => {
        const other = document.querySelector('#other');
        other.innerHTML = '<task-scope id="text" demo="counting" loading="eager"></task-scope><div id="shady"></div>';
        const shadow = document.querySelector('#shady').attachShadow({ mode: 'open' });
        shadow.innerHTML = '<task-scope id="inner" demo="counting" loading="eager"></task-scope>';
      });
      for (const id of ['text', 'inner']) await new TaskScope(page.locator(`#${id}`)).says('Finished');
      // Moved without leaving the page.
      const moved = new TaskScope(page.locator('#text'));
      await moved.element.evaluate((element) => element.seek(5));
      await moved.standsAt(5);
      await page.evaluate(() => document.querySelector('#place').moveBefore(document.querySelector('#text'), null));
      assert.equal((await moved.read()).step, 5);
      assert.equal(await page.evaluate(() => globalThis.told.filter(({ name }) => name === 'run').length), 3);
    },
  ));

test('who waits for an element that is taken away is told so', () =>
  visit({ body: host(COUNTING.replace('variant', 'loading="lazy" variant')), style: 'main { margin-block-start: 3000px }' }, async ({ page }) => {
    await page.waitForFunction(() => customElements.get('task-scope'));
    const refusal = await page.evaluate(async () => {
      const element = document.querySelector('task-scope');
      const waits = element.seek(3).catch(({ name }) => name);
      element.remove();
      return waits;
    });
    assert.equal(refusal, 'AbortError');
  }));

test('an event tells of each step, at most once a frame', () =>
  visit({ body: host('<task-scope demo="counting" variant="join" autoplay speed="10"></task-scope>') }, async ({ page, scope }) => {
    await scope.standsAtEnd();
    const steps = await page.evaluate(() => globalThis.told.filter(({ name }) => name === 'step').map(({ step }) => step));
    assert.ok(steps.length > 3, `${steps}`);
    assert.deepEqual(steps, steps.toSorted((one, other) => one - other));
    assert.equal(await scope.element.getByRole('combobox', { name: 'Speed' }).evaluate((list) => list.selectedOptions[0].textContent), '10×');
  }));
