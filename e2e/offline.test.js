// The playground keeps itself for visits without a network, one version at a time; nobody else does.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { COUNTING, foreign, text } from './foreign.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';

const DIST = fileURLToPath(new URL(process.env.TASKSCOPE_DIST ?? '../dist', import.meta.url));
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A story with a site of its own, which may change, and a browser that has never been there. */
async function story(tell) {
  const folder = await mkdtemp(join(tmpdir(), 'taskscope-'));
  await cp(DIST, folder, { recursive: true });
  const server = await serve({ dist: folder });
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  context.setDefaultTimeout(30_000);
  try {
    await context.addInitScript(() => localStorage.setItem('task-scope', 'questions=off'));
    const page = await context.newPage();
    await tell({ page, server, folder, scope: new TaskScope(page.locator('task-scope').first()), context });
  } finally {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** Opens a page and waits until it is kept. */
async function keep(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}

/** Waits until something that was asked for is kept. */
const isKept = (page, file) =>
  page.waitForFunction(async (file) => Boolean(await caches.match(new URL(file, location.href))), file);

/** Another version: it has another title, so another page, and says that it is another. */
async function release(folder) {
  const change = async (name, from, to) => {
    const content = await readFile(join(folder, name), 'utf8');
    assert.match(content, from, name);
    await writeFile(join(folder, name), content.replace(from, to));
  };
  await change('index.html', /<h1>taskscope/, '<h1 id="next">taskscope');
  await change('offline.js', /const version = '/, "const version = 'next ");
  const hash = createHash('sha256').update(await readFile(join(folder, 'index.html'))).digest('base64');
  await change('offline.js', /'': 'sha256-[^']+'/, `'': 'sha256-${hash}'`);
}

test('a second visit needs no network, for the demos that were opened', () =>
  story(async ({ page, server, scope, context }) => {
    await keep(page, `${server.site}?demo=counting`);
    await scope.isThere();
    const names = Object.keys(JSON.parse(await readFile(join(DIST, 'integrity.json'), 'utf8')));
    for (const name of names.filter((name) => /^(programs|runner)/.test(name))) await isKept(page, name);
    await page.goto(`${server.site}?demo=unfair-race`);
    await scope.says('Finished');
    await page.goto('about:blank');
    await server.close();
    await context.setOffline(true);
    // The last has no recorded run: its program runs.
    for (const query of ['demo=counting', 'demo=unfair-race', 'demo=counting&pause=30']) {
      await page.goto(`${server.site}?${query}`);
      await scope.isThere();
      await scope.runToEnd();
    }
  }));

test('a new version takes the place of all files together, once the visitor wants it', () =>
  story(async ({ page, server, folder, scope }) => {
    await keep(page, server.site);
    await isKept(page, 'taskscope_bg.wasm');
    await release(folder);
    // The page is the kept one, and looks for another; that waits.
    await page.goto(server.site);
    await scope.isThere();
    assert.equal(await page.locator('#next').count(), 0);
    const notice = page.getByRole('status').filter({ hasText: 'A new version is here.' });
    await notice.waitFor();
    assert.equal(await notice.getAttribute('lang'), 'en');
    // Until then everything is of the old version.
    const names = () => page.evaluate(() => caches.keys());
    assert.equal((await names()).length, 2);
    await page.evaluate(() => (globalThis.isOld = true));
    await notice.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => !globalThis.isOld && document.readyState === 'complete');
    await scope.isThere();
    assert.match(await (await page.request.get(server.site)).text(), /id="next"/);
    assert.match(await page.evaluate(async () => (await fetch('./')).text()), /id="next"/);
    assert.equal((await names()).length, 1);
  }));

test('a tab that still shows the old version says so', () =>
  story(async ({ page, server, folder, scope, context }) => {
    await keep(page, server.site);
    await release(folder);
    const other = await context.newPage();
    await other.goto(server.site);
    await other.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('A new version is here.').waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await scope.isThere();
    await page.waitForFunction(() => !document.querySelector('.new-version'));
  }));

test('a page of another version is not kept among the files of this one', () =>
  story(async ({ page, server, folder }) => {
    await writeFile(join(folder, 'index.html'), `${await readFile(join(folder, 'index.html'), 'utf8')}<!-- Another. -->`);
    await page.goto(server.site);
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.register('offline.js');
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      await new Promise((done) => (worker.state === 'redundant' ? done() : worker.addEventListener('statechange', done)));
      return worker.state;
    });
    assert.equal(state, 'redundant');
  }));

test('what others have put below the same address is theirs, and a full disk hides no file', () =>
  story(async ({ page, server, folder, scope }) => {
    await writeFile(join(folder, 'theirs.txt'), 'theirs');
    // No file can be kept after the shell.
    const worker = await readFile(join(folder, 'offline.js'), 'utf8');
    await writeFile(join(folder, 'offline.js'), `${worker}\nCache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));`);
    await keep(page, server.site);
    await scope.isThere();
    const read = (path) => page.evaluate(async (path) => (await fetch(path)).status, path);
    for (const path of ['theirs.txt', 'demos/counting.pack', 'demos/counting.html', 'pages/rust.html']) assert.equal(await read(path), 200, path);
    const isAnswered = async (path) => {
      const response = page.waitForResponse((response) => response.url().endsWith(path));
      await read(path);
      return (await response).fromServiceWorker();
    };
    assert.equal(await isAnswered('demos/futurelock.html'), true);
    assert.equal(await isAnswered('theirs.txt'), false);
    assert.equal(await isAnswered('demos/futurelock.html?theirs'), false);
  }));

test('neither an element of another page nor what is served while it is worked on is kept', () =>
  story(async ({ page, server, folder }) => {
    const pages = await foreign();
    try {
      const registrations = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
      await page.goto(pages.page(text({ site: server.site, body: COUNTING })));
      await new TaskScope(page.locator('task-scope')).says('Finished');
      assert.equal(await registrations(), 0);
      // Of the same origin.
      await page.goto(`${server.site}embed.html?demo=counting`);
      await new TaskScope(page.locator('task-scope')).says('Finished');
      assert.equal(await registrations(), 0);
      // As it is before a release, without a version.
      for (const name of ['page.js', 'offline.js']) {
        await cp(fileURLToPath(new URL(`../www/${name}`, import.meta.url)), join(folder, name));
      }
      await page.goto(server.site);
      await new TaskScope(page.locator('task-scope')).isThere();
      await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
      assert.equal(await registrations(), 0);
    } finally {
      await pages.close();
    }
  }));
