// Makes a page from a row of a table, opens it, and holds the element in it against what the row says.
//
// A row is the page (`body`, `style`, `head`, `html`, `script`, `scripts`, or the whole `text(site)`) under a `name`; its
// headers and the way the site is served to it (`headers`, `served`); the visitor's browser (`options`, `prepare`); what is
// done before anything is looked at (`act`), in which frame (`isFramed`) and with which element (`find`); and what has to
// become of it: its `size` (or `sizes`, where there are several), `fails` with a sentence, `logs` what the console may say, and `check` for anything else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../browser.js';
import { COUNTING, foreign, listen, text } from '../foreign.js';
import { serve } from '../server.js';
import { TaskScope } from '../page.js';

/** As wide as the page and as high as it is where nobody says otherwise. */
const USUAL = [1000, 480];

/** Nothing around the element, so that its size can be told. */
const PLAIN = 'body { margin: 0 }';

/** One browser and two servers for the rows of a file; each row is a test. */
export function hosts(rows) {
  let browser;
  let site;
  let pages;
  before(async () => {
    [site, pages, browser] = await Promise.all([serve(), foreign(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([site?.close(), pages?.close()]);
  });
  for (const row of rows) test(row.name, () => holds(row, { browser, site: site.site, pages }));
}

async function holds(row, { browser, site, pages }) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...row.options });
  context.setDefaultTimeout(30_000);
  const faults = [];
  const fault = (text) => row.logs?.test(text) || faults.push(text);
  context.on('weberror', (error) => fault(String(error.error())));
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && fault(message.text()));
  try {
    const tab = await context.newPage();
    await tab.addInitScript(listen);
    if (row.served) await context.route(`${site}**`, (route) => servedAs(route, row.served));
    await row.prepare?.(tab);
    await tab.goto(pages.page(written(row, site, pages), row.headers));
    const frame = row.isFramed ? await framed(tab) : tab.mainFrame();
    const visit = { tab, page: frame, site, pages, scope: new TaskScope(frame.locator('task-scope').first()) };
    await row.act?.(visit);
    const elements = [];
    for (const size of row.sizes ?? [row.size ?? USUAL]) {
      const element = await frame.waitForFunction(row.find ?? nth, elements.length);
      if (row.fails) await isExcused(frame, element, row.fails);
      else await isAlive(frame, element, size);
      elements.push(element);
    }
    await row.check?.({ ...visit, element: elements[0] });
  } catch (error) {
    error.message += faults.map((fault) => `\n  ${fault}`).join('');
    throw error;
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, [], 'what the page complained of');
}

function written(row, site, pages) {
  if (row.text) return row.text({ site, pages });
  const body = row.body ?? COUNTING;
  return text({ site, ...row, body: typeof body === 'function' ? body({ site, pages }) : body, style: PLAIN + (row.style ?? '') });
}

async function servedAs(route, change) {
  const response = await route.fetch();
  await route.fulfill({ response, headers: change(response.headers(), route.request().url()) });
}

async function framed(tab) {
  const frame = await (await tab.waitForSelector('iframe')).contentFrame();
  await frame.waitForLoadState();
  return frame;
}

/** In the page: an element by its place among all. */
const nth = (index) => document.querySelectorAll('task-scope')[index];

/** It is ready, its run is over, and its picture can be seen where the element is, as large as it should be. */
async function isAlive(frame, element, size) {
  await frame.waitForFunction((element) => ['ready', 'failed'].includes(element.getAttribute('state')), element);
  assert.equal(await element.evaluate(({ shadowRoot }) => shadowRoot.querySelector('[role=alert]')?.textContent ?? ''), '');
  await frame.waitForFunction((element) => {
    const { step, end } = element.shadowRoot.querySelector('table')?.dataset ?? {};
    return end > 0 && step === end;
  }, element);
  await frame.waitForFunction(isPainted, element);
  const { box, isOnTop, isTurned } = await element.evaluate(looks);
  const near = (found, wanted) => wanted === undefined || Math.abs(found - wanted) <= 1;
  assert.ok(near(box[0], size[0]) && near(box[1], size[1]), `it is ${box.join(' × ')}, not ${size.join(' × ')}`);
  assert.equal(isTurned, false, 'it reads from left to right, and lines go down');
  assert.ok(isOnTop, 'its picture is what is seen there');
}

/** In the page: whether the canvas has more than a ground and one line on it. */
function isPainted(element) {
  const canvas = element.shadowRoot.querySelector('canvas');
  if (!canvas?.width || !canvas.height) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 12;
}

/** In the page: how large the element is, and whether a pointer meets the middle of its picture. */
function looks(element) {
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  const app = element.shadowRoot.querySelector('.app');
  const canvas = element.shadowRoot.querySelector('canvas').getBoundingClientRect();
  const top = element.getRootNode().elementFromPoint(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
  const { direction, writingMode } = getComputedStyle(app);
  return { box: [box.width, box.height], isOnTop: top === element, isTurned: direction !== 'ltr' || writingMode !== 'horizontal-tb' };
}

/** It says why it can't run, and what its author has written for this is read. */
async function isExcused(frame, element, sentence) {
  await frame.waitForFunction((element) => element.getAttribute('state') === 'failed', element);
  assert.match(await element.evaluate(({ shadowRoot }) => shadowRoot.querySelector('[role=alert]').textContent), sentence);
  const { height } = await element.evaluate((element) => element.firstElementChild.getBoundingClientRect().toJSON());
  assert.ok(height > 0, 'its children are read');
}
