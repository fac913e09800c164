// What stands in the place of the app until the app is there: the same picture, and nothing of the app's bytes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { TaskScope } from './page.js';
import { bars, countShifts, misplaced } from './posters.js';

const visit = visits();
const WIDTHS = [390, 720, 1000, 1600];
const options = { isAlive: false };

/** Waits for the poster of an element. */
const posterOf = (page, id) => page.locator(`task-scope#${id} .poster`);

/** Counts the bytes of the app that a page asks for. */
function watchApp(page) {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
  return () => asked.filter((name) => /\.wasm$|^taskscope\.js$/.test(name));
}

for (const width of WIDTHS) {
  for (const colorScheme of ['dark', 'light']) {
    test(
      `${width} px, ${colorScheme}: each bar of the poster is where the app draws it, and nothing moves`,
      visit.page(
        'poster.html',
        async ({ page }) => {
          await posterOf(page, 'first').waitFor();
          const shown = await bars(page, '#first');
          assert.ok(shown.length >= 2, `${shown.length} bars`);
          const height = await page.evaluate(() => document.getElementById('after').offsetTop);
          const frame = page.locator('#first .canvas');
          const before = await frame.boundingBox();
          // Starts the app and asks nothing of it.
          await frame.dispatchEvent('click');
          await new TaskScope(page.locator('task-scope#first')).isThere();
          await page.waitForFunction(() => !document.getElementById('first').shadowRoot.querySelector('.over'));
          assert.deepEqual(await frame.boundingBox(), before, 'the timeline stays where it was');
          assert.equal(await page.evaluate(() => document.getElementById('after').offsetTop), height);
          await page.waitForFunction(() => document.getElementById('first').shadowRoot.querySelector('table')?.dataset.digest);
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          assert.deepEqual(await misplaced(page, '#first', shown), []);
          const shifts = await page.evaluate(() => globalThis.shifts);
          assert.equal(shifts, 0, 'nothing on the page is shifted');
        },
        {
          ...options,
          viewport: { width, height: 900 },
          colorScheme,
          prepare: countShifts,
        },
      ),
    );
  }
}

test(
  'with loading="click" nothing of the app is loaded until a reader presses a button, by keyboard too',
  visit.page(
    'poster.html',
    async ({ page }) => {
      await posterOf(page, 'first').waitFor();
      await posterOf(page, 'second').waitFor();
      assert.deepEqual(page.asked(), []);
      const run = page.locator('#first').getByRole('button', { name: 'Run', exact: true });
      await run.focus();
      await page.keyboard.press('Enter');
      const scope = new TaskScope(page.locator('task-scope#first'));
      await scope.isThere();
      await scope.says('Finished');
      assert.ok(page.asked().length > 0);
      assert.ok(await posterOf(page, 'second').isVisible(), 'the other waits for its own reader');
    },
    { ...options, prepare: (page) => (page.asked = watchApp(page)) },
  ),
);

test(
  'a step that is pressed on the poster is the first of the run, and another variant needs no app',
  visit.page(
    'poster.html',
    async ({ page }) => {
      const element = page.locator('task-scope#second');
      await posterOf(page, 'second').waitFor();
      await element.getByRole('radio', { name: 'spawn' }).check();
      await page.waitForFunction(() => document.getElementById('second').variant === 'spawn');
      await page.waitForFunction(() => document.getElementById('second').shadowRoot.querySelector('[data-variant="spawn"]')?.checked);
      assert.deepEqual(page.asked(), []);
      await element.getByRole('button', { name: 'Step forward' }).click();
      const scope = new TaskScope(element);
      await scope.isThere();
      await scope.standsAt(1);
    },
    { ...options, prepare: (page) => (page.asked = watchApp(page)) },
  ),
);

test(
  'the menu of the timeline and a place in it are pressed in the app, and the poster shows that it is on its way',
  visit.page(
    'poster.html',
    async ({ page }) => {
      const element = page.locator('task-scope#first');
      await posterOf(page, 'first').waitFor();
      let goOn;
      const held = new Promise((resolve) => (goOn = resolve));
      await page.route('**/taskscope_bg.wasm', (route) => held.then(() => route.continue()));
      const { width } = await element.locator('[part="poster"] .canvas').boundingBox();
      await element.locator('[part="poster"] .canvas').click({ position: { x: width / 2, y: 70 } });
      await element.locator('.root[aria-busy]').waitFor();
      await element.locator('[part="poster"] .drop.lanes').click();
      goOn();
      await posterOf(page, 'first').waitFor({ state: 'detached' });
      await element.locator('details.drop.lanes[open]').waitFor();
      const scope = new TaskScope(element);
      await scope.until(scope.table, ([{ dataset }]) => Number(dataset.step) > 0 && Number(dataset.step) < Number(dataset.end));
    },
    options,
  ),
);

test(
  'a poster whose app does not come stays with a sentence, and what was pressed is done at the next attempt',
  visit.page(
    'poster.html',
    async ({ page }) => {
      const element = page.locator('task-scope#second');
      await posterOf(page, 'second').waitFor();
      await page.route('**/taskscope_bg.wasm', (route) => route.abort());
      await element.getByRole('button', { name: 'Step forward' }).click();
      await element.locator('[part="error"]').waitFor();
      assert.ok(await posterOf(page, 'second').isVisible());
      await page.unroute('**/taskscope_bg.wasm');
      await element.getByRole('button', { name: 'Try again' }).click();
      const scope = new TaskScope(element);
      await scope.isThere();
      await scope.standsAt(1);
      assert.equal(await element.locator('[part="error"]').count(), 0);
    },
    { ...options, mayFail: /taskscope_bg/ },
  ),
);

test(
  'an author who wants no poster gets none',
  visit.page(
    'poster.html',
    async ({ page }) => {
      await posterOf(page, 'first').waitFor();
      assert.ok(await page.getByText("Its author's own words").isVisible());
      assert.equal(await posterOf(page, 'without').count(), 0);
    },
    options,
  ),
);

for (const [attribute, name, sentence] of [
  ['demo', 'countin', 'There is no demo “countin”. Set the attribute demo to a name from the playground\'s links.'],
  ['variant', 'joined', 'The demo counting has no variant “joined”. Set the attribute variant to spawn or join.'],
]) {
  test(
    `a ${attribute} that is not there: the poster says so, with what to do, until the name is right`,
    visit.page(
      'poster.html',
      async ({ page }) => {
        await posterOf(page, 'second').waitFor();
        const right = await page.evaluate((attribute) => document.getElementById('second').getAttribute(attribute), attribute);
        const say = (value) => page.evaluate(([attribute, value]) => document.getElementById('second').setAttribute(attribute, value), [attribute, value]);
        const alert = page.locator('task-scope#second').getByRole('alert');
        await say(name);
        await alert.waitFor();
        assert.equal(await alert.innerText(), sentence);
        assert.ok(await posterOf(page, 'second').isVisible());
        await say(right);
        await alert.waitFor({ state: 'detached' });
        assert.deepEqual(page.asked(), [], 'nothing of the app is loaded for that');
      },
      { ...options, prepare: (page) => (page.asked = watchApp(page)) },
    ),
  );
}

test(
  'a demo has a page without scripts, with its picture as far as the question',
  visit(
    'demos/search-as-you-type.html',
    async ({ page }) => {
      assert.equal(await page.locator('script').count(), 0);
      assert.ok(await page.getByRole('heading', { name: 'A task that nothing can stop' }).isVisible());
      const pictures = page.getByRole('img');
      assert.ok(await pictures.first().isVisible());
      assert.equal(await page.getByText('The whole run').first().isVisible(), true);
      const details = page.locator('details').first();
      assert.equal(await details.locator('.poster').isVisible(), false);
      await details.locator('summary').click();
      assert.ok(await details.locator('.poster').isVisible());
    },
    { ...options, javaScriptEnabled: false },
  ),
);

/** Where the parts of the playground are. */
const places = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('task-scope');
    const parts = ['header', '.brand', '.place', '.gallery', '.greeting', '.title', '.title .seg', '.transport', '.play', '.canvas', '.callout', '.question', '.question h2', '.reading', '.bottom', '.bottom .tabs', 'aside', 'aside .tabs', '.file'];
    return parts.map((part) => {
      const box = shadowRoot.querySelector(`.app ${part}`)?.getBoundingClientRect();
      return box?.width && box.height ? `${part} ${[box.left, box.top, box.width, box.height].map(Math.round).join(' ')}` : `no ${part}`;
    });
  });

/** Holds the module back until `page.release()`. */
async function holdApp(page) {
  const held = new Promise((release) => (page.release = release));
  await page.route('**/taskscope_bg.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await countShifts(page);
}

const PAGES = [
  ['', 'dark'],
  ['?demo=search-as-you-type', 'light'],
  ['?demo=counting&variant=join', 'light'],
];

for (const width of WIDTHS) {
  for (const [query, colorScheme] of PAGES) {
    test(
      `the playground at ${width} px, ${query || 'as it opens'}: its poster is the page, and nothing moves when that comes`,
      visit(
        query,
        async ({ page, scope }) => {
          await page.locator('task-scope .app svg').first().waitFor();
          assert.equal(await page.locator('task-scope canvas').count(), 0, 'the app is not there');
          const [before, shown] = [await places(page), await bars(page, 'task-scope')];
          const said = await page.evaluate(() => {
            const { shadowRoot } = document.querySelector('task-scope');
            const [callout, status, play] = ['.callout', '[data-status]', '.play'].map((part) => shadowRoot.querySelector(part));
            return { isBox: getComputedStyle(callout).visibility === 'visible', callout: callout.innerText, status: status.innerText, play: play.innerText };
          });
          assert.equal(said.isBox, said.callout !== '', 'a callout that says nothing is no box');
          assert.equal(said.status === 'Playing', said.play === 'Pause', `${said.play} beside ${said.status}`);
          assert.ok(shown.length >= 2, `${shown.length} bars`);
          page.release();
          await scope.isThere();
          await page.waitForFunction(() => !document.querySelector('task-scope').shadowRoot.querySelector('.over'));
          assert.deepEqual(await places(page), before);
          // Less than one of its thousandths is nothing that anybody sees.
          assert.ok((await page.evaluate(() => globalThis.shifts)) < 0.001, 'nothing on the page is shifted');
          // What is not yet played is pale.
          if ((await scope.status.innerText()) === 'Playing') await scope.runToEnd();
          assert.deepEqual(await misplaced(page, 'task-scope', shown), []);
        },
        { ...options, asks: true, viewport: { width, height: 860 }, colorScheme, prepare: holdApp },
      ),
    );
  }
}

test(
  'what a visitor presses on the poster of the playground, the app does',
  visit(
    '',
    async ({ page, scope }) => {
      const answer = page.locator('task-scope .question li button').first();
      await answer.click();
      assert.equal(await page.locator('task-scope canvas').count(), 0, 'the app is not there');
      page.release();
      await scope.isThere();
      await page.waitForFunction(() => !document.querySelector('task-scope').shadowRoot.querySelector('.asked'));
    },
    { ...options, asks: true, prepare: holdApp },
  ),
);

test(
  'a page that opens otherwise than its poster has none',
  visit(
    '?demo=counting&seed=3',
    async ({ page, scope }) => {
      await page.waitForFunction(() => document.querySelector('task-scope').getAttribute('state') === 'loading');
      page.release();
      await scope.isThere();
      assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/posters/'))), false);
    },
    { ...options, asks: true, prepare: holdApp },
  ),
);
