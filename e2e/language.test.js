// Another language: its messages are fetched when it is chosen, and then the page says nothing in English.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const DEMO = '?demo=export-and-upload&variant=bad';

/** English in capitals; `cargo xtask test` makes it of the catalogue. */
const madeUp = () => readFileSync(process.env.TASKSCOPE_MADE_UP_LANGUAGE ?? '../target/made-up-language.txt', 'utf8');

/** Has a file of the site come with passages changed, each from one text to another. */
const changed = (page, path, ...changes) =>
  page.route(path, async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    for (let at = 0; at < changes.length; at += 2) {
      assert.match(body, changes[at]);
      body = body.replace(changes[at], changes[at + 1]);
    }
    await route.fulfill({ response, body });
  });

/** A site with one language more: the script knows its file, and the folder's list the hash, as those of a release. */
const speaking = {
  isAlive: false,
  prepare: async (page) => {
    const hashOf = (text) => createHash('sha256').update(text).digest('base64');
    const list = `${hashOf(madeUp())}\n`;
    await page.route('**/locales/x-shouted.txt', (route) => route.fulfill({ body: madeUp() }));
    await page.route('**/locales/hashes.txt', (route) => route.fulfill({ body: list }));
    await changed(page, (address) => address.searchParams.has('lang'), /(<script[^>]* src="task-scope.js") integrity="[^"]+"/, '$1');
    const [names, hashes] = [/(?<={)demos:/, /["'`]demos\/hashes\.txt["'`]:/];
    await changed(page, '**/task-scope.js', names, '"locales":"x-shouted.txt",$&', hashes, `"locales/hashes.txt":"sha256-${hashOf(list)}",$&`);
  },
};

/** What the lessons say, the source and the names in it are in English. */
const DATA = ['pre', 'style', 'textarea', '.gallery a', '.title > h1', '.title > p', '.about > p', '.about > ul',
  '.about > dl:not(.legend)', '.knobs', '.story p', '.print h2', '.chip', '.file', '.task-head h2'];

/** Everything that a visitor reads or hears. */
const texts = (scope) =>
  scope.element.evaluate((element, data) => {
    const found = [];
    const nodes = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (holder.closest(data)) continue;
      if (holder === node) {
        for (const name of ['aria-label', 'aria-valuetext', 'placeholder', 'title']) found.push(node.getAttribute(name));
      } else {
        found.push(node.data);
      }
    }
    return found.filter(Boolean).map((text) => text.trim());
  }, DATA.join(', '));

/** What English says: whole messages, and from those with holes the parts of two words and more. */
function english() {
  const catalogue = readFileSync('../crates/tell/locales/en.txt', 'utf8').replaceAll(/\n +/g, ' ');
  const whole = new Set();
  const parts = new Set();
  for (const [, quoted] of catalogue.matchAll(/^[\w.]+ = (.*)$/gm)) {
    const pattern = quoted.replace(/^"(.*)"$/, '$1');
    if (!pattern.includes('{')) whole.add(pattern.trim());
    for (const part of pattern.split(/\{[^}]*\}/)) if (/[a-z]{2,}\W+[a-z]{2,}/i.test(part)) parts.add(part.trim());
  }
  // What is the same in capitals says nothing.
  const isTelling = (text) => text !== text.toUpperCase();
  return { whole: new Set([...whole].filter(isTelling)), parts: [...parts].filter(isTelling) };
}

function leftIn(texts) {
  const { whole, parts } = english();
  return texts.filter((text) => whole.has(text) || parts.some((part) => text.includes(part)));
}

test(
  'a language that is asked for is fetched, and nothing is said in English any more',
  visit(
    `${DEMO}&lang=x-shouted`,
    async ({ page, scope }) => {
      const says = (word) => scope.until(scope.status, ([status, word]) => status.textContent.startsWith(word), word);
      await scope.status.waitFor();
      const seen = new Set();
      const look = async () => (await texts(scope)).forEach((text) => seen.add(text));
      await look();
      await scope.element.locator('.canvas').press('End');
      await says('FINISHED');
      const tabs = scope.element.getByRole('tab');
      for (let index = 0; index < (await tabs.count()); index += 1) {
        await tabs.nth(index).click();
        await look();
      }
      await scope.element.locator('.canvas').press('ArrowRight');
      await look();
      await page.keyboard.press('?');
      await look();
      await scope.element.locator('dialog[open] .buttons > button').click();
      await scope.element.locator('.export > summary').click();
      await scope.element.locator('.export button', { hasText: 'EMBED' }).click();
      await look();
      for (const text of ['CONTROLS', 'WHERE THE TIME WENT', 'SHOW OR HIDE THIS HELP', 'STARTS WHEN IT IS SEEN']) assert.ok(seen.has(text), text);
      assert.deepEqual(leftIn([...seen]), []);
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'x-shouted');
      assert.equal(await scope.element.locator('.root').getAttribute('lang'), 'x-shouted');
      assert.match(page.url(), /lang=x-shouted/, 'it stays when the page is loaded again');
    },
    speaking,
  ),
);

test(
  'on the browser clock, too',
  visit(
    `${DEMO}&clock=browser&lang=x-shouted`,
    async ({ scope }) => {
      await scope.status.waitFor();
      assert.deepEqual(leftIn(await texts(scope)), []);
    },
    speaking,
  ),
);

test(
  'a language that the site does not have leaves English and a warning',
  visit(
    DEMO,
    async ({ page, scope }) => {
      const warning = page.waitForEvent('console', (message) => message.text().startsWith('taskscope: '));
      await page.goto(page.url() + '&lang=zz');
      await scope.isThere();
      assert.match((await warning).text(), /this site has no language “zz”; it goes on in English/);
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
      assert.ok(leftIn(await texts(scope)).includes('Controls'), 'this would find English');
    },
    { mayFail: /task-scope\.js/ },
  ),
);

test('nothing is fetched for a visitor whose languages the site does not have', () => {
  const asked = [];
  const listen = (page) => page.on('request', (request) => asked.push(request.url()));
  return visit(
    DEMO,
    async ({ scope }) => {
      await scope.isThere();
      assert.deepEqual(asked.filter((address) => address.includes('/locales/')), []);
    },
    { locale: 'fi-FI', prepare: listen },
  )();
});
