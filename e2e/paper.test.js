// The element on paper: a drawing as high as it is, whatever height its author kept for the screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests } from './foreign.js';
import { TaskScope } from './page.js';

const visit = guests();
const WORDS = `<p>${'Words between two pictures, which go on for a while. '.repeat(8)}</p>`;
const ALL = 'timeline source output state happened controls';

const element = (demo, style, view = 'timeline source') =>
  `<task-scope demo="${demo}" view="${view}" loading="eager" style="display: block; ${style}"><p>Words of ${demo}</p></task-scope>`;

/** As the docs say it, and as authors write it who do not read them. */
const SIX = [
  element('thundering-herd', 'block-size: 260px'),
  element('counting', 'block-size: 480px'),
  element('counting', 'height: 900px; min-height: 800px', 'timeline'),
  element('export-and-upload', 'block-size: 480px', ALL),
  element('messages-at-once', 'max-height: 100px; block-size: 100px'),
  element('futurelock', 'block-size: 420px !important'),
];

async function finished(page) {
  for (const scope of await page.locator('task-scope').all()) await new TaskScope(scope).standsAtEnd();
}

/** The page as it is laid out for paper, and what is printed then. */
async function printed(page) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 700, height: 1000 });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

const sheets = async (page) => (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;

test('six elements among text: each is as high as its drawing, and none covers what follows', () =>
  visit({ body: SIX.map((element) => WORDS + element + WORDS).join('') }, async ({ page }) => {
    await finished(page);
    // Three of text alone, at 12 lines a picture.
    assert.equal(await sheets(page), 3);
    await printed(page);
    const boxes = await page.evaluate(() =>
      [...document.querySelectorAll('task-scope')].map((element) => {
        const picture = element.shadowRoot.querySelector('.print svg').getBoundingClientRect();
        const around = element.getBoundingClientRect();
        return { height: picture.height, left: around.bottom - picture.bottom, after: element.nextElementSibling.getBoundingClientRect().top - picture.bottom };
      }),
    );
    for (const [index, { height, left, after }] of boxes.entries()) {
      const where = `element ${index + 1}`;
      assert.ok(height > 80, `${where} is ${height} px high`);
      // Its author's last word is meant.
      if (index < 5) assert.ok(left >= 0 && left < 4, `${where} leaves ${left} px`);
      assert.ok(after >= 0, `${where} covers ${-after} px of the text`);
    }
  }));

test('what has never come into view prints its children, all of them', () =>
  visit({ body: `<div style="block-size: 3000px"></div><task-scope demo="counting" style="display: block; block-size: 100px">${WORDS.repeat(4)}</task-scope><p id="after">After</p>` }, async ({ page }) => {
    await page.waitForFunction(() => customElements.get('task-scope'));
    await page.emulateMedia({ media: 'print' });
    const [end, after] = await page.evaluate(() => [
      document.querySelector('task-scope').lastElementChild.getBoundingClientRect().bottom,
      document.querySelector('#after').getBoundingClientRect().top,
    ]);
    assert.ok(end <= after, `${end - after} px are covered`);
  }));

test('after printing all is as it was', () =>
  visit({ body: SIX[0] }, async ({ page, scope }) => {
    await finished(page);
    const before = await scope.element.boundingBox();
    await printed(page);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1000, height: 800 });
    await scope.until(scope.element, ([{ offsetHeight }]) => offsetHeight === 260);
    assert.deepEqual(await scope.element.boundingBox(), before);
    assert.equal(await scope.element.locator('.print svg').count(), 0);
  }));

for (const colorScheme of ['dark', 'light']) {
  test(`${colorScheme}: a poster prints its timeline, light and as high as its lanes`, () =>
    visit({ body: `${WORDS}<task-scope id="one" demo="graceful-shutdown" loading="click" style="display: block; block-size: 260px"></task-scope><p id="after">After</p>` }, async ({ page }) => {
      await page.locator('task-scope [part="poster"]').waitFor();
      const looks = () =>
        page.evaluate(() => {
          const { shadowRoot, offsetHeight } = document.querySelector('task-scope');
          const [canvas, ground, app] = ['.canvas', '.poster > div', '.app'].map((part) => shadowRoot.querySelector(part));
          const bars = [...shadowRoot.querySelectorAll('.x > rect[class^="fill-t"]')].filter((rect) => /^fill-t\d/.test(rect.getAttribute('class')) && rect.getBoundingClientRect().width > 3);
          return {
            theme: app.dataset.theme,
            ground: getComputedStyle(ground).backgroundColor,
            picture: canvas.offsetHeight,
            height: offsetHeight,
            need: parseFloat(shadowRoot.querySelector('[data-need]').dataset.need),
            left: document.querySelector('#after').getBoundingClientRect().top - canvas.getBoundingClientRect().bottom,
            below: bars.filter((bar) => bar.getBoundingClientRect().bottom > canvas.getBoundingClientRect().bottom + 1).length,
            buttons: [...shadowRoot.querySelectorAll('button')].filter((button) => button.checkVisibility()).length,
          };
        });
      const before = await looks();
      assert.equal(before.theme, colorScheme);
      await printed(page);
      const paper = await looks();
      assert.deepEqual([paper.theme, paper.ground, paper.buttons], ['light', 'rgb(246, 247, 249)', 0]);
      assert.ok(paper.picture >= Math.min(paper.need, 900), `${paper.picture} of ${paper.need} px`);
      assert.equal(paper.below, 0, 'all lanes are there');
      assert.ok(paper.left >= 0 && paper.picture <= paper.height, 'it covers nothing');
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width: 1000, height: 800 });
      assert.deepEqual(await looks(), before);
    }, { colorScheme }));
}
