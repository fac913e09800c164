// Finding a demo, and links that lead to one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { browserSlugs, slugs as native } from './golden.js';

const slugs = [...native, ...browserSlugs];

const visit = visits();

test(
  'the gallery has every demo, and the simplest is open',
  visit('', async ({ scope }) => {
    assert.equal(await scope.links.count(), slugs.length);
    const open = scope.gallery.locator('[aria-current="page"]');
    assert.ok((await open.innerText()).includes(await scope.title.innerText()));
    await scope.growsBeyond(0);
    assert.equal(await scope.notice.count(), 0);
  }),
);

test(
  'picking a demo opens it and makes it the current one',
  visit('', async ({ page, scope }) => {
    for (const link of await scope.links.all()) {
      await link.click();
      await scope.until(link, ([link]) => link.getAttribute('aria-current') === 'page');
      assert.ok((await link.innerText()).includes(await scope.title.innerText()));
      assert.equal(await scope.gallery.locator('[aria-current="page"]').count(), 1);
    }
    assert.match(page.url(), new RegExp(`[?&]demo=${slugs.at(-1)}`));
  }),
);

test(
  'a demo far down in the gallery is in view when a link opens it',
  visit(`?demo=${native.at(-1)}`, async ({ page, scope }) => {
    await scope.says('Finished');
    const current = scope.gallery.locator('[aria-current="page"]');
    const { y, height } = await current.boundingBox();
    assert.ok(y > 48 && y + height < page.viewportSize().height, `it stands at ${y}`);
  }),
);

test(
  'the search leaves the demos that have its words',
  visit('', async ({ scope }) => {
    const search = scope.gallery.getByRole('searchbox', { name: 'Find a demo' });
    await search.fill('export upload');
    await scope.links.and(scope.page.locator('[href*="counting"]')).waitFor({ state: 'detached' });
    await scope.links.first().waitFor();
    assert.deepEqual(await scope.links.count(), 1);
    await search.fill('no demo has these words');
    await scope.links.first().waitFor({ state: 'detached' });
    await scope.gallery.getByText('Clear the search').waitFor();
    await search.fill('');
    await scope.links.nth(slugs.length - 1).waitFor();
  }),
);

test(
  'keys in the search are letters, not commands',
  visit('', async ({ scope }) => {
    await scope.runToEnd();
    const before = await scope.read();
    const search = scope.gallery.getByRole('searchbox', { name: 'Find a demo' });
    await search.pressSequentially('r s,.');
    assert.equal(await search.inputValue(), 'r s,.');
    assert.deepEqual(await scope.read(), before);
  }),
);

test(
  'an unknown demo in the address is named, and the gallery can be used',
  visit('?demo=no-such-demo', async ({ scope }) => {
    await scope.notice.waitFor();
    assert.match(await scope.notice.innerText(), /no-such-demo/);
    await scope.notice.getByRole('button', { name: 'Dismiss' }).click();
    await scope.notice.waitFor({ state: 'detached' });
    await scope.pick('counting');
    await scope.runToEnd();
  }),
);

test(
  'what an address asks for in vain is shown as text',
  visit('?demo=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&variant=%3Cb%3Eodd%3C%2Fb%3E', async ({ scope }) => {
    await scope.notice.waitFor();
    assert.equal(await scope.notice.locator('img, b').count(), 0);
  }),
);

test(
  'a link in the gallery is one: it can be opened anew',
  visit('', async ({ scope, again }) => {
    const href = await scope.links.last().getAttribute('href');
    await again(href);
    await scope.until(scope.links.last(), ([link]) => link.getAttribute('aria-current') === 'page');
  }),
);

for (const width of [1600, 1000, 390]) {
  test(
    `at a width of ${width} pixels nothing has to be scrolled sideways, and every demo can be reached`,
    visit(
      '',
      async ({ page, scope }) => {
        if (!(await scope.gallery.isVisible())) await scope.press('Demos');
        await scope.pick('counting');
        await scope.until(scope.title, ([title]) => title.textContent.startsWith('Counting'));
        await scope.runToEnd();
        const overhang = () => document.documentElement.scrollWidth - innerWidth;
        assert.ok((await page.evaluate(overhang)) <= 0);
      },
      { viewport: { width, height: 844 } },
    ),
  );
}

test(
  'a demo that was seen to its end is marked, also on the next visit',
  visit('?demo=counting', async ({ scope, again }) => {
    await scope.runToEnd();
    const seen = scope.gallery.locator('a[href$="demo=counting"]').getByRole('img', { name: 'seen to its end' });
    await seen.waitFor();
    await again('?demo=futurelock');
    await seen.waitFor();
    assert.equal(await scope.gallery.getByRole('img', { name: 'seen to its end' }).count(), 1);
  }),
);
