// An app that breaks: its elements say so and begin anew, and nothing of the broken one goes on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTING, TURNED, guests, told } from './foreign.js';
import { TaskScope } from './page.js';

const visit = guests();
const STOPPED = /^taskscope has stopped: it met a fault of its own/;
const PARTS = 'view="timeline source output state happened controls"';
const TWO = `<task-scope demo="counting" loading="eager" ${PARTS}></task-scope><task-scope demo="counting" id="two" loading="eager"><p>Two, in words</p></task-scope>`;

/** What translators do: what has words in it goes into an element of theirs. */
function translate(root) {
  for (const words of root.querySelectorAll('span, p, li, button, code, tr, td')) {
    if (words.parentNode.localName === 'font') continue;
    const font = document.createElement('font');
    words.replaceWith(font);
    font.append(words);
  }
}

/** Translates the first element at each of its steps, until it breaks: parts of it come and go. */
async function breakDown(page) {
  await page.evaluate(async (translate) => {
    const [element] = document.querySelectorAll('task-scope');
    let hasFailed = false;
    element.addEventListener('task-scope-error', () => (hasFailed = true), { once: true });
    const act = new Function('root', `(${translate})(root)`);
    for (let step = 3; !hasFailed && step < 200; step += 9) {
      act(element.shadowRoot);
      await element.seek(step).catch(() => {});
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
  }, String(translate));
  await told(page, 'error');
}

test('what a translator breaks says so in each element, and each begins anew', () =>
  visit({ body: TWO }, async ({ page, scope }) => {
    const two = new TaskScope(page.locator('#two'));
    await scope.says('Finished');
    await two.says('Finished');
    await breakDown(page);
    for (const one of [scope, two]) {
      await one.notice.filter({ hasText: STOPPED }).waitFor();
      assert.equal(await one.element.getAttribute('state'), 'failed');
      for (const method of ['step', 'pause', 'exportTrace']) {
        await assert.rejects(one.element.evaluate((element, method) => element[method](), method), /taskscope has stopped/);
      }
    }
    await page.waitForFunction(() => globalThis.told.filter(({ name }) => name === 'error').length === 2);
    await scope.button('Start anew').click();
    await scope.says('Finished');
    await two.element.evaluate((element) => element.run());
    await two.isThere();
    // One that is made later.
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<task-scope demo="counting" id="three" loading="eager"></task-scope>'));
    await new TaskScope(page.locator('#three')).says('Finished');
  }, { mayThrow: /unreachable|RuntimeError/ }));

test('a program that runs ends with the app that it belongs to', () =>
  visit(
    { body: '<task-scope demo="counting" clock="browser" knob-pause="2000" knob-first-counts-to="10" autoplay loading="eager" view="timeline source output state happened controls"></task-scope>' },
    async ({ page, scope }) => {
      await scope.says('Running');
      const [worker] = page.workers();
      const closed = worker.waitForEvent('close');
      await breakDown(page);
      await closed;
    },
    { mayThrow: /unreachable|RuntimeError/ },
  ));

test('a worker that never answers is given up after ten seconds', () =>
  visit(
    { body: TURNED },
    async ({ page, scope }) => {
      const { message } = await told(page, 'error');
      assert.match(message, /has not answered for ten seconds/);
      assert.doesNotMatch(message, /\bRun\b/, 'no button but one is left, and that is called otherwise');
      await scope.element.getByText('Counting, in words').waitFor();
      await scope.button('Try again').waitFor();
    },
    {
      prepare: async (page) => {
        await page.addInitScript(() => {
          globalThis.Worker = class extends EventTarget {
            postMessage() {}
            terminate() {}
          };
        });
      },
    },
  ));

test('an older version that is there already is named once', () =>
  visit(
    { body: COUNTING, head: '<script>customElements.define("task-scope", class extends HTMLElement {})</script>' },
    async ({ page }) => {
      await page.waitForFunction(() => globalThis.warned.length > 0);
      assert.deepEqual(await page.evaluate(() => globalThis.warned.length), 1);
      assert.match((await page.evaluate(() => globalThis.warned))[0], /another version already/);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          globalThis.warned = [];
          console.warn = (text) => globalThis.warned.push(text);
        }),
    },
  ));

test('the same version from two addresses is none', () =>
  visit(
    { body: COUNTING },
    async ({ page }) => {
      await told(page, 'finish');
      await page.evaluate((site) => import(`${site}task-scope.js?again`), visit.site);
      assert.deepEqual(await page.evaluate(() => globalThis.warned), []);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          globalThis.warned = [];
          console.warn = (text) => globalThis.warned.push(text);
        }),
    },
  ));
