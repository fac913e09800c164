// Starts the browser, and opens pages in it that must not raise a single fault.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from './server.js';
import { TaskScope } from './page.js';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Longer than any of this takes on a busy machine: what is not there by then will not come. */
const PATIENCE = 30_000;

const executablePath = process.env.CHROME || '/usr/bin/chromium';

export function launch() {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A browser whose one context is a profile, a folder that is there when another begins with it. */
export function launchWith(profile, args = []) {
  return chromium.launchPersistentContext(profile, { executablePath, args: [...ARGUMENTS, ...args], serviceWorkers: 'block' });
}

/**
 * One browser and one server for all tests of a file. What it returns makes a test out of a visit: `visit(query, story)`
 * opens the site with a query, and `visit.page(name, story)` a page of ours that embeds its element. The options are those
 * of a browser context, `asks: true` where the visitor is asked questions as a new one is, `savesData: true` where the browser
 * is to load no more than it has to, so that no worker is there before it is asked for, `prepare(page)` to be called before
 * anything is loaded, `isAlive: false` where the element has no way to come to life, `mayFail`, what the addresses have that
 * fail on purpose, and `mayThrow`, what an error says that a page does not catch on purpose.
 */
export function visits() {
  let browser;
  let server;
  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(address, story, options) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 860 }, serviceWorkers: 'block', ...options });
    context.setDefaultTimeout(PATIENCE);
    const faults = await watch(context, server.origin, options);
    const page = await context.newPage();
    if (!options?.asks) await asksNothing(context);
    if (options?.savesData) await savesData(context);
    try {
      await options?.prepare?.(page);
      const scope = new TaskScope(page.locator('task-scope').first());
      const load = async (address) => {
        await page.goto(address);
        if (options?.isAlive ?? true) await scope.isThere();
      };
      await load(address);
      await story({ page, scope, again: (query) => load(server.site + query) });
    } catch (error) {
      // What went wrong in the page is often why the story did not go on.
      const alerts = await page.getByRole('alert').allInnerTexts();
      error.message += [...faults, ...alerts].map((fault) => `\n  ${fault}`).join('');
      throw error;
    } finally {
      await context.close();
    }
    assert.deepEqual(faults, [], 'the page raised faults');
  }
  const visit = (query, story, options) => () => open(server.site + query, story, options);
  visit.page = (name, story, options) => () => open(server.pages + name, story, options);
  return visit;
}

/** What was kept before a visit, as long as nothing else is: no question stands before a run. */
export function asksNothing(context) {
  return context.addInitScript(() => {
    try {
      if (localStorage.getItem('task-scope') === null) localStorage.setItem('task-scope', 'questions=off');
    } catch {
      // A page without storage keeps nothing.
    }
  });
}

/** The browser says that its visitor wants to save data. */
function savesData(context) {
  return context.addInitScript(() => Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true }));
}

/** Collects what no page may do: errors, broken policies, requests that fail, and requests to anywhere else. */
export async function watch(context, origin, { mayFail, mayThrow } = {}) {
  const faults = [];
  const fault = (...words) => faults.push(words.join(' '));
  const listen = (source) =>
    source.on('console', (message) => {
      // Only `offline.test.js` lets the page keep itself.
      const isMeant = mayFail?.test(message.location().url) || message.text().startsWith('Service Worker registration blocked');
      if (['error', 'warning'].includes(message.type()) && !isMeant) fault('console:', message.text());
    });
  listen(context);
  context.on('weberror', (error) => {
    if (!mayThrow?.test(String(error.error()))) fault('uncaught:', error.error());
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url)) fault('foreign request:', url);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left and a worker that is ended give up what they load.
    if (reason !== 'net::ERR_ABORTED' && !mayFail?.test(request.url())) fault('failed:', request.url(), reason);
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !mayFail?.test(response.url())) fault('status:', response.status(), response.url());
  });
  context.on('page', (page) => page.on('worker', listen));
  await context.addInitScript(() => {
    const report = ({ violatedDirective, blockedURI }) =>
      console.error(`policy broken: ${violatedDirective} by ${blockedURI}`);
    addEventListener('securitypolicyviolation', report);
  });
  return faults;
}
