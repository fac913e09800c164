// Places in a document where the element comes to life late, in pieces, or again.

import { COUNTING, told } from '../foreign.js';

const CLOSED = "const host = document.querySelector('#host'); const shadow = host.attachShadow({ mode: 'closed' });";
const script = (text) => `<script>${text}</script>`;

export const places = [
  {
    name: 'a closed shadow root',
    body: `<div id="host"></div>${script(`${CLOSED} shadow.innerHTML = '${COUNTING}'; globalThis.inner = shadow.firstChild;`)}`,
    find: () => globalThis.inner,
  },
  {
    name: 'a dialog, which Escape closes',
    body: `<dialog style="padding: 0; border: 0; inline-size: 700px; max-inline-size: none">${COUNTING}</dialog>`,
    size: [700, 480],
    act: ({ page }) => page.evaluate(() => document.querySelector('dialog').showModal()),
    check: async ({ tab, page, scope }) => {
      await scope.focus();
      await tab.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog').open);
    },
  },
  {
    name: 'a tab that is hidden until it is chosen',
    body: `<div hidden>${COUNTING}</div>`,
    act: async ({ page }) => {
      await page.waitForFunction(() => customElements.get('task-scope'));
      await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
      if (await page.evaluate(() => document.querySelector('task-scope').hasAttribute('state'))) throw new Error('it starts out of sight');
      await page.evaluate(() => (document.querySelector('div').hidden = false));
    },
  },
  {
    name: 'a hidden tab whose element starts at once',
    body: `<div hidden>${COUNTING.replace('demo=', 'loading="eager" demo=')}</div>`,
    act: async ({ page }) => {
      await told(page, 'finish');
      await page.evaluate(() => (document.querySelector('div').hidden = false));
    },
  },
  {
    name: 'closed details',
    body: `<details style="inline-size: 800px"><summary>More</summary>${COUNTING}</details>`,
    size: [800, 480],
    act: ({ page }) => page.locator('summary').first().click(),
  },
  { name: 'text that can be edited', body: `<div contenteditable>${COUNTING}</div>` },
  {
    name: 'a label in a form, which is never sent',
    body: `<form action="/sent"><label>About it ${COUNTING}<input name="about"></label></form>`,
    check: async ({ tab, page, scope, element }) => {
      const end = Number(await element.evaluate(({ shadowRoot }) => shadowRoot.querySelector('table').dataset.end));
      await scope.button('Step back').click();
      await scope.standsAt(end - 1).catch(() => {});
      for (const key of ['Enter', 'Space']) await tab.keyboard.press(key);
      if (new URL(page.url()).pathname === '/sent') throw new Error('the form was sent');
    },
  },
  {
    name: 'HTML inside of SVG',
    body: `<svg width="800" height="500"><foreignObject width="800" height="500"><body xmlns="http://www.w3.org/1999/xhtml">${COUNTING}</body></foreignObject></svg>`,
    size: [800, 480],
  },
  { name: 'an area of a grid', style: '#grid { display: grid; grid-template: "a b" 300px / 200px 1fr } task-scope { grid-area: b; block-size: 100% }', body: `<div id="grid">${COUNTING}</div>`, size: [800, 300] },
  { name: 'a column of text', style: 'main { columns: 2; column-gap: 0 }', body: `<main>${COUNTING}<p>${'Words. '.repeat(300)}</p></main>`, size: [500, 480] },
  { name: 'a paragraph, which ends before a block', body: `<p>Words ${COUNTING} and more</p>` },
  { name: 'a state that was saved with the page', body: COUNTING.replace('demo=', 'state="ready" demo=') },
  {
    name: 'a move within the page, where it goes on',
    body: `${COUNTING}<div id="there"></div>`,
    act: (visit) => moved(visit, () => document.querySelector('#there').append(document.querySelector('task-scope'))),
    find: atEnd,
  },
  {
    name: 'a move that keeps the state, where it goes on',
    body: `${COUNTING}<div id="there"></div>`,
    act: (visit) => moved(visit, () => document.querySelector('#there').moveBefore(document.querySelector('task-scope'), null)),
    find: atEnd,
  },
  {
    name: 'a copy of an element that runs',
    body: COUNTING,
    act: async ({ page }) => {
      await told(page, 'finish');
      await page.evaluate(() => {
        const element = document.querySelector('task-scope');
        element.replaceWith(element.cloneNode(true));
      });
    },
  },
  {
    name: 'its own text, put in again',
    body: `<main>${COUNTING}</main>`,
    act: async ({ page }) => {
      await told(page, 'finish');
      await page.evaluate(() => {
        const main = document.querySelector('main');
        const { innerHTML } = main;
        main.innerHTML = '';
        main.innerHTML = innerHTML;
      });
    },
  },
  {
    name: 'a way back to a page that was kept',
    body: COUNTING,
    act: async ({ tab, page, pages }) => {
      await told(page, 'finish');
      await tab.goto(pages.page('<!doctype html><title>Elsewhere</title>'));
      await tab.goBack();
    },
  },
];

/** At a step of its own it is moved, and has not run again. */
async function moved({ page, scope }, move) {
  await told(page, 'finish');
  await scope.element.evaluate((element) => element.seek(5));
  await scope.standsAt(5);
  await page.evaluate(move);
  await scope.standsAt(5);
  const runs = await page.evaluate(() => globalThis.told.filter(({ name }) => name === 'run').length);
  if (runs !== 1) throw new Error(`it ran ${runs} times`);
}

/** At the end again, so that it can be looked at as any other. */
function atEnd() {
  const element = document.querySelector('task-scope');
  element.seek(10 ** 6);
  return element;
}
