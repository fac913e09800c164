// What every engine has to do as the others do: each that `TASKSCOPE_ENGINES` names, driven by its own driver.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { foreign, text } from '../foreign.js';
import { golden, slugs } from '../golden.js';
import { everyBox } from '../hostile/widths.js';
import { serve } from '../server.js';
import { stranger } from '../stranger.js';
import { countEnds, ends } from '../workers.js';
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
    // No question stands before a run.
    await browser.driver.get(`${server.site}icon.svg`);
    await browser.driver.executeScript("localStorage.setItem('task-scope', 'questions=off')");
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
    await scope.choose('Clock', 'Real time');
    await scope.says('Not run yet');
    await scope.run();
    await scope.says('Finished');
    const { rows, end } = await scope.standsAtEnd();
    assert.deepEqual(rows[0].slice(0, 2), ['main', 'done']);
    assert.ok(rows.every(([, state]) => state === 'done'));
    await scope.press('Step back');
    await scope.standsBefore(end);
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
    await scope.standsBefore(end);
  });

  test('keys step back and forward', async () => {
    const scope = await open('?demo=messages-at-once');
    const last = await scope.runToEnd();
    await scope.strike(',');
    const before = await scope.standsBefore(last.end);
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
    assert.equal(await counting.words('.bar > h2'), 'Counting with spawn and join');
    assert.equal(await exporting.words('.bar > h2'), 'Export and upload');
    const digest = golden.find(({ slug, variant }) => slug === 'export-and-upload' && variant === 'fixed').digest;
    assert.equal(second.digest, digest);
    await counting.press('Step back');
    await counting.standsBefore(first.end);
    assert.deepEqual(await exporting.read(), second, 'the other stands where it stood');
  });

  const host = hostOf(() => ({ driver: browser.driver, site: server.site }));
  describe('on a page of another origin', () => abroad(host));

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

  // Afterwards, as some engines complain of it.
  test('where it may not compile its poster stays, with a sentence', async () => {
    const driver = await host.visit({
      head: '<meta http-equiv="Content-Security-Policy" content="script-src * \'unsafe-inline\'">',
      body: '<task-scope demo="counting"><p>Words</p></task-scope>',
    });
    assert.match((await host.told('task-scope-error')).message, /can't run here/);
    const shown = "const { shadowRoot } = document.querySelector('task-scope'); return [shadowRoot.querySelector('[part=error]').innerText, shadowRoot.querySelector('.lanes svg, svg').getBoundingClientRect().height > 0]";
    const [sentence, hasPicture] = await driver.executeScript(shown);
    assert.match(sentence, /can't run here/);
    assert.ok(hasPicture);
  });
}

/** One page for all demos, as a visitor goes from one to the next. */
function everyDemo(open) {
  let scope;
  before(async () => {
    scope = await open('');
    await scope.hurry('max');
    await scope.driver.executeScript(countEnds);
  });

  for (const slug of slugs) {
    const variants = golden.filter((run) => run.slug === slug);
    test(`${slug}: ${variants.map(({ variant }) => variant).join(', ')} run as they do natively`, async () => {
      await scope.pick(slug);
      // It opens in real time, where there is something to measure; its golden run is on the virtual clock.
      if (slug === 'cost-of-a-thread') await scope.choose('Clock', 'Simulated time');
      for (const { variant, digest } of variants) {
        if (variants.length > 1) await scope.choose('Variant', variant);
        await scope.digestIs(digest);
        await scope.standsAtEnd();
        // That was the recorded run; the program, which Run starts, tells the same.
        const before = await scope.driver.executeScript(ends);
        await scope.run();
        await scope.until((_, before) => document.documentElement.dataset.ended > before, before);
        await scope.digestIs(digest);
        await scope.standsAtEnd();
      }
    });
  }
}

/** Pages of somebody else that keep what they are told; `engine` gives the driver and the address of the site. */
function hostOf(engine) {
  let pages;
  before(async () => (pages = await foreign()));
  after(() => pages?.close());
  const script = `
    globalThis.told = [];
    const tell = (event) => globalThis.told.push(event);
    for (const name of ['ready', 'run', 'finish', 'error']) addEventListener('task-scope-' + name, ({ type, detail }) => tell({ type, ...detail }));
    addEventListener('message', ({ data }) => data.type?.startsWith('task-scope:') && tell(data));`;
  return {
    async visit(page) {
      const { driver, site } = engine();
      await driver.get(pages.page(text({ site, script, ...page })));
      return driver;
    },
    /** Waits until the page was told of something. */
    told(type, step) {
      const { driver } = engine();
      const last = 'return globalThis.told.findLast((told) => told.type === arguments[0] && (arguments[1] === null || told.step === arguments[1]))';
      return driver.wait(() => driver.executeScript(last, type, step ?? null), 20_000);
    },
    site: () => engine().site,
    /** The address of a file at the host's origin. */
    file: (body, headers) => pages.page(body, headers),
  };
}

/** What a host sees of it. */
function abroad({ visit, told, site, file }) {
  test('it is loaded when it is seen, follows the theme, obeys scripts, and leaves nothing', async () => {
    const driver = await visit({
      style: ':root { color-scheme: light } :root.night { color-scheme: dark }',
      body: `<div style="block-size: 3000px">Above</div>
        <task-scope demo="counting" variant="join" view="timeline state"><p>Words</p></task-scope>`,
    });
    const run = (script) => driver.executeScript(`const element = document.querySelector('task-scope'); ${script}`);
    await driver.wait(() => run("return customElements.get('task-scope') !== undefined"), 20_000);
    const modules = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length";
    assert.equal(await run(`return ${modules}`), 0);
    await run('element.scrollIntoView()');
    const scope = new TaskScope(driver);
    await scope.says('Finished');
    const { digest } = golden.find(({ slug, variant }) => slug === 'counting' && variant === 'join');
    await scope.digestIs(digest);
    await run('return element.seek(4)');
    await scope.standsAt(4);
    const theme = (theme) => scope.until((root, theme) => root.querySelector('.app').dataset.theme === theme, theme);
    await theme('light');
    await run("document.documentElement.classList.add('night')");
    await theme('dark');
    assert.equal(await run('return element.getBoundingClientRect().height'), 480);
    // The app has gone when the page has its next turn.
    const left = `
      const [done] = arguments;
      const element = document.querySelector('task-scope');
      element.remove();
      setTimeout(() => done(element.shadowRoot.querySelectorAll('.app').length));`;
    assert.equal(await driver.executeAsyncScript(left), 0);
    assert.equal(await driver.executeScript('return globalThis.told.filter(({ type }) => type === "task-scope-error").length'), 0);
  });

  test('it has a width in every box', async () => {
    const driver = await visit({ style: `body { margin: 0 } ${everyBox.style}`, body: everyBox.body });
    await driver.wait(() => driver.executeScript("return customElements.get('task-scope') !== undefined"), 20_000);
    const widths = await driver.executeScript("return [...document.querySelectorAll('task-scope')].map((element) => Math.round(element.getBoundingClientRect().width))");
    assert.deepEqual(widths.map((width, index) => `${everyBox.names[index]}: ${width}`), everyBox.widths);
  });

  test('a saved run that is packed with gzip is unpacked, and one of no demo has the name of its file', async () => {
    const address = file(gzipSync(stranger()), { 'Content-Type': 'application/octet-stream' });
    const driver = await visit({ body: `<task-scope src="${address}" loading="eager" style="block-size: 400px"></task-scope>` });
    await told('task-scope-finish');
    const scope = new TaskScope(driver);
    const name = new URL(address).pathname.slice(1);
    assert.match((await scope.standsAtEnd()).caption, /^Tasks and their futures at 2 ms, step 18 of 18/);
    await scope.until((root, name) => root.querySelector('h2')?.textContent === name, name);
    await scope.says(`Finished · from ${name}`);
  });

  test('in a sandboxed frame it runs, and obeys its parent', async () => {
    const driver = await visit({
      body: `<iframe sandbox="allow-scripts" src="${site()}embed.html?demo=counting&variant=join&height=360" width="600" height="400"></iframe>`,
    });
    const { end } = await told('task-scope:finish');
    assert.ok(end > 10);
    assert.equal((await told('task-scope:height')).height, 360);
    await driver.executeScript("frames[0].postMessage({ type: 'task-scope:call', name: 'seek', value: 4 }, '*')");
    await told('task-scope:step', 4);
  });
}
