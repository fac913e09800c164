// What every engine has to do as the others do: each that `TASKSCOPE_ENGINES` names, driven by its own driver.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { golden, slugs } from '../golden.js';
import { serve } from '../server.js';
import { engines, start, tellsOfConsole } from './driver.js';
import { TaskScope } from './page.js';

/** Counts long enough to be stopped. */
const LONG = '?demo=counting&clock=browser&first-counts-to=50&second-counts-to=50&pause=100';

for (const engine of engines) describe(engine, () => inOne(engine));

function inOne(engine) {
  let server;
  let browser;
  before(async () => {
    server = await serve();
    browser = await start(engine);
  });
  after(async () => {
    await browser?.stop();
    await server?.close();
  });

  /** Opens the site with a query, or a page of ours. */
  async function open(query, { page, selector } = {}) {
    await browser.driver.get((page ? server.pages + page : server.site) + query);
    const scope = new TaskScope(browser.driver, selector);
    await scope.isThere();
    return scope;
  }

  describe('on the virtual clock', () => everyDemo(open));

  test('a demo runs to its end on the browser clock', async () => {
    const scope = await open('?demo=export-and-upload&variant=fixed');
    await scope.choose('Clock', 'Browser clock');
    await scope.says('Not run yet');
    await scope.run();
    await scope.says('Finished');
    const { rows, end } = await scope.standsAtEnd();
    assert.deepEqual(rows[0].slice(0, 2), ['main', 'done']);
    assert.ok(rows.every(([, state]) => state === 'done'));
    await scope.press('Step back');
    await scope.standsAt(end - 1);
  });

  test('Stop ends a program that runs', async () => {
    const scope = await open(LONG);
    await scope.says('Not run yet');
    await scope.run();
    await scope.growsBeyond(await scope.growsBeyond(0));
    await scope.says('Running');
    await scope.press('Stop');
    await scope.says('Stopped');
    await scope.offers('Run');
    const { end, rows } = await scope.read();
    assert.ok(rows.some(([, state]) => state !== 'done'));
    await scope.press('Step back');
    await scope.standsAt(end - 1);
  });

  test('keys step back and forward', async () => {
    const scope = await open('?demo=messages-at-once');
    const last = await scope.runToEnd();
    await scope.strike(',');
    const before = await scope.standsAt(last.end - 1);
    assert.notEqual(before.caption, last.caption);
    await scope.strike('.');
    assert.deepEqual(await scope.standsAt(last.end), last);
    await scope.strike('HOME');
    await scope.standsAt(0);
    await scope.strike('END');
    await scope.standsAt(last.end);
  });

  test('two elements on one page work, each by itself', async () => {
    const counting = await open('', { page: 'two.html', selector: '#counting' });
    const exporting = new TaskScope(browser.driver, '#export');
    const first = await counting.runToEnd();
    const second = await exporting.runToEnd();
    assert.equal(await counting.words('h1'), 'Counting with spawn and join');
    assert.equal(await exporting.words('h1'), 'Export and upload');
    const digest = golden.find(({ slug, variant }) => slug === 'export-and-upload' && variant === 'fixed').digest;
    assert.equal(second.digest, digest);
    await counting.press('Step back');
    await counting.standsAt(first.end - 1);
    assert.deepEqual(await exporting.read(), second, 'the other stands where it stood');
  });

  const told = tellsOfConsole(engine) ? 'or reached the console as a fault' : '(its driver tells nothing of the console)';
  test(`nothing of this broke the policy ${told}`, async () => {
    const [faults, broken] = [browser.faults?.() ?? [], [...server.broken]];
    // This page does both on purpose: what it leaves behind proves that somebody listens.
    const broke = server.breaksPolicy();
    await browser.driver.get(`${server.pages}faulty.html`);
    await broke;
    if (browser.faults) {
      await browser.driver.wait(() => browser.faults().some((fault) => fault.includes('at fault')), 10_000);
    }
    assert.deepEqual(broken, [], 'the policy was broken');
    assert.deepEqual(faults, [], 'the console has faults');
  });
}

/** One page for all demos, as a visitor goes from one to the next. */
function everyDemo(open) {
  let scope;
  before(async () => {
    scope = await open('');
    await scope.set('Speed', 'max');
  });

  for (const slug of slugs) {
    const variants = golden.filter((run) => run.slug === slug);
    test(`${slug}: ${variants.map(({ variant }) => variant).join(', ')} run as they do natively`, async () => {
      await scope.pick(slug);
      for (const { variant, digest } of variants) {
        if (variants.length > 1) await scope.choose('Variant', variant);
        await scope.digestIs(digest);
        await scope.standsAtEnd();
      }
    });
  }
}
