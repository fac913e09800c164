// Pages for readers without scripts: the timeline's bars, the run in sentences, the question, and links that lead somewhere.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const options = { isAlive: false, javaScriptEnabled: false };

/** The bars of the pictures that can be seen: those of each picture within it, and as wide as it says. */
const drawn = (page) =>
  page.evaluate(() => {
    const pictures = [...document.querySelectorAll('.poster')].filter((poster) => poster.checkVisibility());
    return pictures.map((picture) => {
      const around = picture.getBoundingClientRect();
      const bars = [...picture.querySelectorAll('.x > rect[class^="fill-t"]')].filter((bar) => /^fill-t\d/.test(bar.getAttribute('class')));
      const boxes = bars.map((bar) => bar.getBoundingClientRect()).filter(({ width, height }) => width > 2 && height > 9);
      const inside = boxes.filter(({ left, right, top, bottom }) => left > around.left + 90 && right < around.right && top > around.top && bottom < around.bottom);
      const colours = new Set(bars.map((bar) => getComputedStyle(bar).fill));
      return { width: Math.round(around.width), height: Math.round(around.height), bars: inside.length, outside: boxes.length - inside.length, colours: colours.size };
    });
  });

/** Follows each link to a page of the site. */
async function followed(page) {
  const links = await page.locator('a').evaluateAll((links) => [...new Set(links.map(({ href }) => href))]);
  const own = links.filter((link) => new URL(link).origin === new URL(page.url()).origin);
  for (const link of own) assert.equal((await page.request.get(link)).status(), 200, link);
  return own;
}

async function isDrawn(page, width) {
  const pictures = await drawn(page);
  assert.ok(pictures.length > 0);
  for (const { bars, outside, colours, height, width: wide } of pictures) {
    assert.ok(bars > 1 && outside === 0 && colours > 0, `${bars} bars inside, ${outside} outside`);
    assert.ok(height > 120 && wide > 0.7 * Math.min(width, 960) && wide <= width, `${wide} × ${height} px`);
  }
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth), false, 'nothing is wider than the page');
}

for (const width of [390, 1000]) {
  for (const colorScheme of ['dark', 'light']) {
    const room = { ...options, viewport: { width, height: 900 }, colorScheme };
    test(
      `${width} px, ${colorScheme}: the playground has its first demo`,
      visit(
        '',
        async ({ page }) => {
          await isDrawn(page, width);
          assert.ok(await page.getByRole('heading', { name: 'Counting with spawn and join' }).isVisible());
          assert.ok((await page.locator('.told li').filter({ visible: true }).count()) > 3);
          assert.ok(await page.getByRole('heading', { name: 'What happens next?' }).isVisible());
          assert.ok((await page.locator('.choices li').filter({ visible: true }).count()) > 1);
          const links = await followed(page);
          assert.ok(links.some((link) => link.endsWith('/demos/counting.html')), String(links));
        },
        room,
      ),
    );

    test(
      `${width} px, ${colorScheme}: a demo's page has its variants as far as their questions, and the rest closed`,
      visit(
        'demos/search-as-you-type.html',
        async ({ page }) => {
          assert.equal(await page.locator('script').count(), 0);
          await isDrawn(page, width);
          assert.ok(await page.getByRole('heading', { name: 'What happens next?' }).isVisible());
          const before = await page.locator('section > .told').first().innerText();
          assert.ok(!before.includes('the run ends'));
          const rest = page.locator('section details').first();
          assert.equal(await rest.locator('.told').isVisible(), false);
          await rest.locator('summary').click();
          const after = await rest.locator('.told').innerText();
          assert.ok(after.includes('the run ends') && !after.includes('The run starts'), 'no sentence is told twice');
          await isDrawn(page, width);
          const links = await followed(page);
          assert.ok(links.some((link) => link.includes('/?demo=search-as-you-type&variant=bad')), String(links));
        },
        room,
      ),
    );
  }
}
