// What a book's page has of a program before any script, and that nothing moves when the script comes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings } from './book.js';
import { TaskScope } from './page.js';
import { bars, countShifts, misplaced } from './posters.js';

const read = readings();

for (const [width, colorScheme] of [[390, 'dark'], [390, 'light'], [1000, 'dark'], [1000, 'light']]) {
  test(
    `${width} px, ${colorScheme}: without scripts there are the timeline, the sentences before the question, and a closed rest`,
    read(
      'part/index.html',
      async ({ page }) => {
        const [figure, other] = await page.locator('figure.taskscope').all();
        const [room, around] = [await figure.locator('.canvas').boundingBox(), await figure.boundingBox()];
        assert.ok(room.width > 250 && room.height > 60, 'it can be seen');
        assert.ok(room.width <= around.width && room.height < around.height, 'all of it');
        const colour = await figure.locator('.app').evaluate((app) => getComputedStyle(app).color);
        assert.equal(colour, colorScheme === 'dark' ? 'rgb(232, 237, 243)' : 'rgb(28, 33, 40)');
        const ends = async () => Math.max(...(await bars(page, 'task-scope')).map(({ x, width }) => x + width));
        const soFar = await ends();
        assert.ok(soFar > 0, 'there are bars');
        assert.ok(await figure.getByText('What happens next?').isVisible());
        assert.ok((await figure.locator('.choices li').count()) > 1);
        const [before, all] = await figure.locator('ol.told').all();
        assert.ok(await before.locator('li').first().isVisible());
        assert.equal(await all.isVisible(), false);
        assert.equal(await figure.getByRole('toolbar').count(), 0, 'no controls that do nothing');
        const pictured = () => page.evaluate(() => [...document.querySelector('task-scope').shadowRoot.querySelectorAll('.poster')].findIndex((poster) => poster.checkVisibility()));
        assert.equal(await pictured(), 0, 'the picture ends at the question');
        await figure.getByText('The whole run').click();
        assert.ok(await all.isVisible());
        assert.equal(await pictured(), 1);
        // Its block says how it opens, which no poster shows.
        const picture = await other.locator('svg').first().boundingBox();
        assert.ok(picture.width > 200 && picture.height > 40);
        for (const link of await page.getByRole('link', { name: 'Open it in the playground' }).all()) {
          const address = await link.evaluate((link) => link.href);
          assert.match(address, /\/the\/book\/taskscope\/index\.html\?demo=export-and-upload/);
          assert.equal((await page.request.get(address)).status(), 200);
        }
        assert.equal(await page.getByText('The same program with its export cut into pieces.').isVisible(), true);
      },
      { javaScriptEnabled: false, viewport: { width, height: 900 }, colorScheme },
    ),
  );

  test(
    `${width} px, ${colorScheme}: when the script comes, each bar is where the page had it, and nothing moves`,
    read(
      'start.html',
      async ({ page }) => {
        await page.locator('task-scope .app').waitFor();
        assert.equal(await page.evaluate(() => customElements.get('task-scope')), undefined, 'the script is not there');
        const parts = () =>
          page.evaluate(() =>
            ['.bar h2', '.canvas', '.callout', '.code', '.btn.play'].map((part) => {
              const { x, y, width, height } = document.querySelector('task-scope').shadowRoot.querySelector(`.root:not(.over) ${part}`).getBoundingClientRect();
              return [part, x, y, width, height].join(' ');
            }),
          );
        const [before, shown] = [await parts(), await bars(page, 'task-scope')];
        assert.ok(shown.length >= 2, `${shown.length} bars`);
        // The book's own fonts have come.
        await page.evaluate(() => document.fonts.ready.then(() => (globalThis.shifts = 0)));
        page.release();
        await new TaskScope(page.locator('task-scope')).isThere();
        await page.waitForFunction(() => !document.querySelector('task-scope').shadowRoot.querySelector('.over'));
        assert.deepEqual(await parts(), before);
        assert.deepEqual(await misplaced(page, 'task-scope', shown), []);
        assert.equal(await page.evaluate(() => globalThis.shifts), 0);
        assert.equal(await page.evaluate(() => document.querySelector('task-scope').shadowRoot.querySelectorAll('link, slot').length), 0);
      },
      {
        viewport: { width, height: 900 },
        colorScheme,
        async prepare(page) {
          const held = new Promise((release) => (page.release = release));
          await page.route('**/task-scope.js', (route) => held.then(() => route.continue()));
          await countShifts(page);
        },
      },
    ),
  );
}
