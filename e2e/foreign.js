// Pages of somebody else, at an origin of their own, which embed the element from the site's.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { launch } from './browser.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';

export const COUNTING = '<task-scope demo="counting" variant="join" id="one"><p>Counting, in words</p></task-scope>';
/** The same with a knob turned: there is no recorded run of it, so a program has to run. */
export const TURNED = COUNTING.replace('<task-scope', '<task-scope knob-pause="30"');

/**
 * One browser and two servers for all tests of a file. What it returns opens a page of another origin, which `text` makes:
 * `story` is given the page, its first element, and the requests so far. The options are headers of the page, `prepare`, and
 * those of a browser context, and `mayThrow`, what an error says that the page does not catch on purpose.
 */
export function guests() {
  let browser;
  let server;
  let pages;
  before(async () => {
    [server, pages, browser] = await Promise.all([serve(), foreign(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([server?.close(), pages?.close()]);
  });

  async function visit(page, story, { headers, prepare, mayThrow, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
    context.setDefaultTimeout(30_000);
    const requests = [];
    const faults = [];
    context.on('request', (request) => requests.push(request.url()));
    context.on('weberror', (error) => mayThrow?.test(String(error.error())) || faults.push(String(error.error())));
    try {
      const tab = await context.newPage();
      await tab.addInitScript(listen);
      await prepare?.(tab);
      await tab.goto(pages.page(text({ site: server.site, ...page }), headers));
      await story({ page: tab, scope: new TaskScope(tab.locator('task-scope').first()), requests });
      assert.deepEqual(faults, []);
    } finally {
      await context.close();
    }
  }
  Object.defineProperty(visit, 'site', { get: () => server.site });
  /** The address of a file at the guests' origin. */
  visit.file = (body, headers) => pages.page(body, headers);
  return visit;
}

/** In the page: keeps what elements tell. */
export function listen() {
  globalThis.told = [];
  for (const name of ['ready', 'run', 'step', 'finish', 'error']) {
    addEventListener(`task-scope-${name}`, ({ detail }) => globalThis.told.push({ name, ...detail }));
  }
}

/** Waits until the page was told of an event, and gives its detail. */
export async function told(page, name) {
  const found = await page.waitForFunction((name) => globalThis.told.findLast((event) => event.name === name), name);
  return found.jsonValue();
}

/** Starts a server on a free port; what it returns makes an address for a page's text and headers. */
export async function foreign() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(request.url);
    if (!page) return response.writeHead(204).end();
    return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers }).end(page.text);
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** The address of a page with this text. */
    page(text, headers = {}) {
      const path = `/${pages.size}.html`;
      pages.set(path, { text, headers });
      return origin + path;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** A page of somebody else: a script from the site, a style and a body. */
export function text({ site, style = '', body, script = '', html = '', head = '', scripts }) {
  return `<!doctype html>
<html lang="en" ${html}>
  <head>
    <meta charset="utf-8">${head}
    <title>Somebody's page</title>
    <link rel="icon" href="data:,">
    <style>${style}</style>
    ${scripts ?? `<script type="module" src="${site}task-scope.js" crossorigin></script>`}
    ${script && `<script>${script}</script>`}
  </head>
  <body>${body}</body>
</html>`;
}
