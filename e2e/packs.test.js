// The packs of demos: fetched when a demo is chosen, ahead where it may be chosen, and for the search.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';
import { TaskScope } from './page.js';
import { stranger } from './stranger.js';

const visit = visits();

/** Fails on purpose where there is no network. */
const PACKS = /\/demos\/[a-z0-9-]+\.pack$/;
const packOf = (slug) => (request) => request.url().endsWith(`/demos/${slug}.pack`);

const searchOf = (scope) => scope.gallery.getByRole('searchbox', { name: 'Find a demo' });
const linkTo = (scope, slug) => scope.gallery.locator(`a[href$="demo=${slug}"]`);

/** Waits until the page shows a demo. */
async function shows(scope, slug, title) {
  await scope.until(linkTo(scope, slug), ([link]) => link.getAttribute('aria-current') === 'page');
  assert.equal(await scope.title.innerText(), title);
}

test(
  'a demo that cannot be fetched leaves what is shown and a sentence, and comes when it is chosen again',
  visit(
    '?demo=counting',
    async ({ page, scope }) => {
      await scope.runToEnd();
      const before = await scope.read();
      await page.context().setOffline(true);
      await scope.pick('futurelock');
      await scope.notice.waitFor();
      const said = await scope.notice.innerText();
      assert.match(said, /“Futurelock” can't be shown: .+\. Choose it again later, or reload the page\./);
      assert.deepEqual(await scope.read(), before);
      await page.context().setOffline(false);
      await scope.pick('futurelock');
      await shows(scope, 'futurelock', 'Futurelock');
      await scope.notice.waitFor({ state: 'detached' });
    },
    { mayFail: PACKS, savesData: true },
  ),
);

test(
  'a demo that is pointed at or focused is fetched ahead, and is then shown without the network',
  visit(
    '?demo=counting',
    async ({ page, scope }) => {
      const asked = page.waitForResponse((response) => packOf('futurelock')(response));
      await linkTo(scope, 'futurelock').hover();
      await (await asked).finished();
      const focused = page.waitForResponse((response) => packOf('stale-waker')(response));
      await linkTo(scope, 'stale-waker').focus();
      await (await focused).finished();
      await page.context().setOffline(true);
      await scope.pick('futurelock');
      await shows(scope, 'futurelock', 'Futurelock');
    },
    { mayFail: PACKS, savesData: true },
  ),
);

test(
  'the demo after the one that is shown is fetched while the browser is idle',
  visit('?demo=counting', async ({ page, scope }) => {
    const links = await scope.links.evaluateAll((links) => links.map(({ href }) => new URL(href).searchParams.get('demo')));
    const next = links[links.indexOf('futurelock') + 1];
    const fetched = page.waitForRequest(packOf(next));
    await scope.pick('futurelock');
    await fetched;
  }),
);

test(
  'the search finds the words of lessons that were never opened',
  visit('?demo=counting', async ({ page, scope }) => {
    const words = page.waitForRequest(packOf('words'));
    await searchOf(scope).fill('patience');
    await words;
    await linkTo(scope, 'counting').waitFor({ state: 'detached' });
    await linkTo(scope, 'futurelock').waitFor();
    await linkTo(scope, 'futurelock').click();
    await scope.until(scope.title, ([title]) => title.textContent === 'Futurelock');
  }),
);

test(
  'a demo that is on its way comes although a setting changes meanwhile',
  visit('?demo=counting&variant=join', async ({ page, scope }) => {
    await scope.runToEnd();
    let release;
    const released = new Promise((resolve) => (release = resolve));
    const asked = new Promise((hear) =>
      page.route('**/demos/futurelock.pack', async (route) => {
        hear();
        await released;
        await route.continue();
      }),
    );
    await linkTo(scope, 'futurelock').click();
    await asked;
    await scope.choose('Variant', 'spawn');
    await scope.until(scope.radio('Variant', 'spawn'), ([radio]) => radio.checked);
    release();
    await shows(scope, 'futurelock', 'Futurelock');
  }),
);

test(
  'a search without the network finds what is here, and says what is missing',
  visit(
    '?demo=counting',
    async ({ page, scope }) => {
      await page.context().setOffline(true);
      await searchOf(scope).fill('patience');
      await scope.notice.waitFor();
      assert.match(await scope.notice.innerText(), /The words of all demos could not be loaded/);
      await scope.gallery.getByText('No demo that has been loaded has these words.').waitFor();
      await searchOf(scope).fill('two counters');
      await linkTo(scope, 'counting').waitFor();
    },
    { mayFail: PACKS, savesData: true },
  ),
);

test(
  'a file of a demo that was never opened comes with its lesson and its source',
  visit('?demo=counting', async ({ page, scope }) => {
    const fetched = page.waitForRequest(packOf('stale-waker'));
    const buffer = stranger({ origin: { demo: 'stale-waker', variant: 'bad' } });
    const file = { name: 'a run.json', mimeType: 'application/json', buffer };
    await scope.element.locator('input[type="file"]').setInputFiles(file);
    await fetched;
    await scope.until(scope.title, ([title]) => title.textContent === 'A stale waker');
    await scope.sourceLines.first().waitFor();
  }),
);

test(
  'what a script asks right after another demo is asked of that demo',
  visit.page('two.html', async ({ page }) => {
    await new TaskScope(page.locator('task-scope#counting')).isThere();
    const of = await page.evaluate(async () => {
      const element = document.querySelector('#counting');
      element.setAttribute('demo', 'futurelock');
      const file = JSON.parse(await (await element.exportTrace()).text());
      return file.origin.demo;
    });
    assert.equal(of, 'futurelock');
  }),
);
