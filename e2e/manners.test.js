// The element as a guest: on hostile, right-to-left, enlarged and scriptless pages, ten at a time, taken away and put back,
// it neither breaks nor takes what is its host's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './axe.js';
import { COUNTING, guests, told } from './foreign.js';
import { TaskScope } from './page.js';

const visit = guests();
/** Takes twenty seconds, most of which it waits. */
const SLOW = '<task-scope demo="counting" clock="browser" knob-pause="2000" knob-first-counts-to="10" autoplay loading="eager"></task-scope>';

/** The page's own part: a title and landmarks, as axe wants them. */
const host = (body) => `<main><h1>A blog</h1>${body}</main>`;

// What axe finds

for (const colorScheme of ['dark', 'light']) {
  test(`axe finds nothing wrong with one element, with two themes, in a column and with all parts (${colorScheme})`, () =>
    visit(
      {
        style: ':root { color-scheme: dark light } aside { inline-size: 280px }',
        body: `${host(`${COUNTING}<task-scope demo="counting" theme="dark"></task-scope><task-scope demo="counting" theme="light"></task-scope>
          <task-scope demo="export-and-upload" view="timeline source output state happened controls"></task-scope>`)}
          <aside aria-label="A column"><task-scope demo="counting" view="timeline output"></task-scope></aside>`,
      },
      async ({ page }) => {
        for (const element of await page.locator('task-scope').all()) {
          await element.scrollIntoViewIfNeeded();
          await new TaskScope(element).says('Finished');
        }
        assert.deepEqual(await violations(page), []);
      },
      { colorScheme },
    ));
}

test('axe finds nothing wrong where it can not run', () =>
  visit({ body: host(COUNTING) }, async ({ page }) => {
    await told(page, 'error');
    assert.deepEqual(await violations(page), []);
  }, { prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) }));

test('without scripts its children are read, and have the room that was kept for it', () =>
  visit(
    { body: `${COUNTING}<p id="below">Below</p>`, style: 'task-scope { display: block; block-size: 480px }' },
    async ({ page, scope }) => {
      await scope.element.getByText('Counting, in words').waitFor();
      assert.equal((await scope.element.boundingBox()).height, 480);
      await page.getByText('Below').waitFor();
    },
    { javaScriptEnabled: false },
  ));

// Other directions and sizes

/** Every control lies inside of the app, and nothing in the page scrolls sideways. */
async function isInside(page, scope) {
  await scope.isThere();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `the page scrolls sideways by ${sideways}`);
  const app = await scope.element.locator('.app').boundingBox();
  for (const control of await scope.element.locator('header button, header a, header select, .seg, canvas').all()) {
    const box = await control.boundingBox();
    assert.ok(box.x >= app.x - 0.5 && box.x + box.width <= app.x + app.width + 0.5, `${await control.getAttribute('aria-label')}: ${JSON.stringify([box, app])}`);
  }
}

for (const width of ['100%', '280px']) {
  test(`on a page from right to left, ${width} wide, it works, and code and time go from left to right`, () =>
    visit({ html: 'dir="rtl"', style: `task-scope { inline-size: ${width} }`, body: host(COUNTING) }, async ({ page, scope }) => {
      await scope.says('Finished');
      await isInside(page, scope);
      const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
      assert.equal(await direction(scope.element.locator('pre').first()), 'ltr');
      assert.equal(await direction(scope.canvas), 'ltr');
      // Early is at the left.
      const box = await scope.canvas.boundingBox();
      const click = (share) => page.mouse.click(box.x + box.width * share, box.y + 38);
      const { end } = await scope.read();
      await click(0.7);
      await scope.until(scope.table, ([table, end]) => Number(table.dataset.step) < end, end);
      const late = (await scope.read()).step;
      await click(0.5);
      await scope.until(scope.table, ([table, late]) => Number(table.dataset.step) < late, late);
    }));
}

test('enlarged to 200 % its controls are inside, and a click hits what is under the pointer', async () => {
  const at = async ({ page, scope }) => {
    await scope.says('Finished');
    await isInside(page, scope);
    const { end } = await scope.read();
    const box = await scope.canvas.boundingBox();
    const scale = box.width / (await scope.canvas.evaluate((canvas) => canvas.clientWidth));
    // On the ruler.
    await page.mouse.click(box.x + 150 * scale, box.y + 38 * scale);
    await scope.until(scope.table, ([table, end]) => Number(table.dataset.step) < end / 2, end);
  };
  await visit({ body: host(COUNTING) }, at, { viewport: { width: 500, height: 400 }, deviceScaleFactor: 2 });
  await visit({ style: 'main { zoom: 2 }', body: host(COUNTING) }, at);
});

test('a hostile style sheet changes nothing inside', async () => {
  const hostile = `
    * { all: unset !important; letter-spacing: 9px !important; word-spacing: 9px !important; line-height: 4 !important;
        text-transform: uppercase !important; font: italic 40px fantasy !important; color: red !important; text-align: end !important;
        text-indent: 30px !important; visibility: visible !important; cursor: wait !important; white-space: pre !important;
        text-shadow: 0 0 9px red !important; hyphens: auto !important; list-style: square !important; quotes: "x" "y" !important }
    *::before, *::after { content: "x" !important }
    .app, .btn, .panel, canvas, header, button { display: none !important; opacity: 0.1 !important }`;
  const looks = async (style) => {
    let found;
    await visit({ style, body: host(COUNTING) }, async ({ scope }) => {
      await scope.says('Finished');
      found = await scope.element.evaluate(({ shadowRoot }) => {
        const changes = /^(width|height|inline-size|block-size|perspective-origin|transform-origin|aspect-ratio|(min|max)-|inset|top|left|right|bottom)/;
        const looks = {};
        for (const selector of ['.app', 'header .btn', 'select', 'h2', '.numbers', '[role=status]', '.panel', 'pre', 'table', 'canvas']) {
          const style = getComputedStyle(shadowRoot.querySelector(selector));
          looks[selector] = Object.fromEntries([...style].filter((name) => !changes.test(name)).map((name) => [name, style.getPropertyValue(name)]));
        }
        looks.before = getComputedStyle(shadowRoot.host, '::before').content;
        return looks;
      });
    });
    return found;
  };
  const [clean, attacked] = [await looks(''), await looks(hostile)];
  assert.deepEqual(attacked, clean);
});

// Many, and again and again

test('ten elements share one download, and each program has one worker while it runs', () =>
  visit({ body: host(Array(10).fill(SLOW).join('\n')) }, async ({ page, requests }) => {
    await page.waitForFunction(() => globalThis.told.filter(({ name }) => name === 'run').length === 10);
    while (page.workers().length < 10) await page.waitForEvent('worker');
    assert.equal(page.workers().length, 10);
    // Workers import the glue, too, which a cache has; this server forbids caches.
    const files = requests.filter((url) => url.startsWith(visit.site) && !/task-?scope\.js$/.test(url));
    assert.deepEqual(files.map((url) => url.slice(visit.site.length)).toSorted(), [
      'demos/counting.pack', 'demos/hashes.txt', 'programs/hashes.txt', 'programs/start.wasm', 'runner.js', 'task-scope.css', 'taskscope_bg.wasm',
    ]);
    await page.evaluate(() => document.querySelectorAll('task-scope').forEach((element) => element.remove()));
    while (page.workers().length > 0) await page.workers()[0].waitForEvent('close').catch(() => {});
  }));

test('taken away and put back a hundred times it leaves no listener, node, worker or memory', () =>
  visit({ body: host(COUNTING) }, async ({ page }) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const rounds = (count) =>
      page.evaluate(async (count) => {
        const { element } = globalThis;
        for (let round = 0; round < count; round += 1) {
          const finished = new Promise((done) => element.addEventListener('task-scope-finish', done, { once: true }));
          document.querySelector('main').append(element);
          await finished;
          element.remove();
          await new Promise((done) => setTimeout(done));
        }
      }, count);
    const measured = async () => {
      // What is freed by what was collected is collected the next time.
      for (let round = 0; round < 3; round += 1) {
        await devtools.send('HeapProfiler.collectGarbage');
        await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
      }
      const { metrics } = await devtools.send('Performance.getMetrics');
      const metric = (name) => metrics.find((metric) => metric.name === name).value;
      // The glue is there already, and so is its module: it gives what it has.
      const module = await page.evaluate(async (site) => {
        const { default: init } = await import(`${site}taskscope.js`);
        return (await init()).memory.buffer.byteLength;
      }, visit.site);
      return { listeners: metric('JSEventListeners'), nodes: metric('Nodes'), heap: metric('JSHeapUsedSize'), module };
    };
    await told(page, 'finish');
    await page.evaluate(() => (globalThis.element = document.querySelector('task-scope')).remove());
    // What is made once and kept: compiled code, tables of the glue.
    await rounds(20);
    const before = await measured();
    await rounds(100);
    while (page.workers().length > 0) await page.workers()[0].waitForEvent('close').catch(() => {});
    const after = await measured();
    assert.ok(after.listeners <= before.listeners, `listeners: ${before.listeners}, then ${after.listeners}`);
    // Now and then one is collected a moment later; what is left behind would be there a hundred times.
    assert.ok(after.nodes < before.nodes + 10, `nodes: ${before.nodes}, then ${after.nodes}`);
    assert.equal(after.module, before.module, 'bytes of the module');
    // What one of them leaves behind would be there a hundred times: less than 3 kB is none.
    assert.ok(after.heap < before.heap + 300_000, `heap: ${before.heap}, then ${after.heap}`);
  }));

test('attributes that change while a program runs end it and start the other', () =>
  visit({ body: host(SLOW) }, async ({ page, scope }) => {
    await scope.says('Running');
    assert.equal(page.workers().length, 1);
    const old = page.workers()[0];
    const gone = old.waitForEvent('close');
    await scope.element.evaluate((element) => {
      element.theme = 'light';
      element.view = 'timeline state';
      element.setAttribute('knob-nothing', '3');
    });
    await scope.element.locator('.app[data-theme="light"]').waitFor();
    await scope.element.evaluate((element) => {
      element.demo = 'counting';
      element.variant = 'join';
      element.clock = 'virtual';
    });
    await scope.title.filter({ hasText: 'Counting' }).waitFor();
    await gone;
    await scope.says('Finished');
    await scope.element.evaluate((element) => element.setAttribute('knob-pause', '20'));
    await scope.until(scope.table, ([table]) => /200 ms/.test(table.caption.textContent));
  }));

// Keys and the wheel

test('keys are its own only while the focus is inside, and then only those it uses', () =>
  visit({ body: host(`<input id="outside">${COUNTING}`) }, async ({ page, scope }) => {
    const { end } = await told(page, 'finish');
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const name of ['keydown', 'keyup', 'keypress']) document.addEventListener(name, ({ type, key }) => globalThis.heard.push(`${type} ${key}`));
    });
    const pressed = async (key) => {
      await page.evaluate(() => (globalThis.heard = []));
      await page.keyboard.press(key);
      return page.evaluate(() => globalThis.heard.filter((what) => what.startsWith('keydown')));
    };
    await page.locator('#outside').focus();
    for (const key of [',', '.', 't', '?', 'ArrowLeft']) assert.deepEqual(await pressed(key), [`keydown ${key}`]);
    assert.equal((await scope.read()).step, end);
    await scope.focus();
    assert.deepEqual(await pressed(','), [], 'a key that it uses is stopped');
    await scope.standsAt(end - 1);
    assert.deepEqual(await pressed('F9'), ['keydown F9'], 'others are the page’s');
  }));

test('the wheel scrolls the page, until the reader has come in', () =>
  visit(
    { body: host(`<task-scope demo="export-and-upload" view="timeline source"></task-scope><div style="block-size: 3000px"></div>`) },
    async ({ page, scope }) => {
      await scope.says('Finished');
      const scrolled = () => page.evaluate(() => scrollY);
      for (const place of [scope.canvas, scope.element.locator('pre').first()]) {
        await page.evaluate(() => scrollTo(0, 0));
        await place.hover({ position: { x: 200, y: 60 } });
        await page.mouse.wheel(0, 60);
        await page.waitForFunction(() => scrollY > 0);
      }
      await page.evaluate(() => scrollTo(0, 0));
      const pane = scope.element.getByRole('group', { name: 'Source' }).locator('.panel');
      await pane.evaluate((pane) => (pane.scrollTop = 0));
      await pane.click({ position: { x: 150, y: 80 } });
      await page.mouse.wheel(0, 60);
      await scope.until(pane, ([pane]) => pane.scrollTop > 0);
      assert.equal(await scrolled(), 0);
    },
  ));

// In a frame

test('a frame does what its parent says in its words, and nothing else', () => {
  const body = `<iframe sandbox="allow-scripts" src="${visit.site}embed.html?demo=counting&variant=join&height=9&loading=eager" width="600" height="500"></iframe>
    <iframe id="sibling" srcdoc="&lt;script>addEventListener('message', ({ data }) => parent.frames[0].postMessage(data, '*'))&lt;/script>"></iframe>`;
  return visit({ body, script: `addEventListener('message', ({ data, source }) => source === frames[0] && (globalThis.heard ??= []).push(data))` }, async ({ page }) => {
    await page.waitForFunction(() => globalThis.heard?.some(({ type }) => type === 'task-scope:finish'));
    const { end } = await page.evaluate(() => globalThis.heard.find(({ type }) => type === 'task-scope:finish'));
    assert.equal(await page.evaluate(() => globalThis.heard.find(({ type }) => type === 'task-scope:height').height), 480, 'a height of 9 is none');
    assert.equal(await page.frameLocator('iframe >> nth=0').getByRole('button', { name: 'Full screen' }).count(), 0, 'it may not');
    const table = page.frameLocator('iframe >> nth=0').locator('table');
    const standsAt = (step) => page.frameLocator('iframe >> nth=0').locator(`table[data-step="${step}"]`).waitFor({ state: 'attached' });
    const post = (message) => page.evaluate((message) => frames[0].postMessage(message, '*'), message);
    const call = (name, value) => post({ type: 'task-scope:call', name, value });
    await call('seek', 4);
    await standsAt(4);
    // From somebody else.
    await page.evaluate(() => frames[1].postMessage({ type: 'task-scope:call', name: 'seek', value: 9 }, '*'));
    // Not of the shape.
    for (const message of [null, 7, 'seek', [], ['task-scope:call'], {}, { name: 'seek', value: 9 }, { type: 'call', name: 'seek', value: 9 }]) await post(message);
    // What may not be called, or not so.
    for (const name of ['exportTrace', 'constructor', 'remove', 'setAttribute', '__proto__', 'toString', '', null, 3, {}]) await call(name, 9);
    for (const value of [1.5, NaN, Infinity, '9', null, {}, [9], true, 'x'.repeat(1_000_000)]) await call('seek', value);
    await call('step', 2);
    await standsAt(6);
    assert.equal(Number(await table.getAttribute('data-end')), end);
    // Of the shape, and out of all bounds.
    await call('seek', Number.MAX_SAFE_INTEGER);
    await standsAt(end);
    await call('step', -Number.MAX_SAFE_INTEGER);
    await standsAt(0);
    await call('seek', -5);
    await call('step', 1);
    await standsAt(1);
    await call('reset');
    await standsAt(0);
    assert.ok(await page.evaluate(() => globalThis.heard.every(({ type }) => type.startsWith('task-scope:'))));
  });
});

// Its buttons and other sources

test('its buttons fill the screen, and open the same view in the playground', () =>
  visit({ body: host('<task-scope demo="counting" variant="join" knob-pause="200" axis="steps" step="8"></task-scope>') }, async ({ page, scope }) => {
    const seen = await scope.standsAt(8);
    await scope.press('Full screen');
    await page.waitForFunction(() => document.fullscreenElement?.localName === 'task-scope');
    const { height } = await scope.element.locator('.app').boundingBox();
    assert.ok(height > 700, `${height}`);
    await scope.press('Full screen');
    await page.waitForFunction(() => !document.fullscreenElement);
    const [playground] = await Promise.all([
      page.context().waitForEvent('page'),
      scope.element.getByRole('link', { name: 'Open in the playground' }).click(),
    ]);
    const there = new TaskScope(playground.locator('task-scope'));
    const opened = await there.standsAt(8);
    assert.deepEqual([opened.caption, opened.end], [seen.caption, seen.end]);
    assert.ok(playground.url().startsWith(`${visit.site}?demo=counting&variant=join`), playground.url());
    assert.equal(await playground.evaluate(() => globalThis.opener), null);
  }));

test('a saved run at an address is shown; one that is missing, broken or forbidden is told of', async () => {
  const shown = (src, story) => visit({ body: host(`<task-scope src="${src}"><p>Words</p></task-scope>`) }, story);
  await shown(`${visit.site}runs/unfair-race.taskscope.json`, async ({ scope }) => {
    await scope.status.filter({ hasText: 'from unfair-race.taskscope.json' }).waitFor();
    await scope.title.filter({ hasText: 'An unfair race' }).waitFor();
  });
  for (const [src, message] of [
    [`${visit.site}runs/nowhere.json`, /the saved run could not be loaded/],
    [`${visit.site}icon.svg`, /can't be opened/],
    // No other origin may read it.
    [visit.file('{}').replace('127.0.0.1', 'localhost'), /the saved run could not be loaded/],
  ]) {
    await shown(src, async ({ page, scope }) => {
      assert.match((await told(page, 'error')).message, message);
      await scope.element.getByText('Words').waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }
});

test('one hash covers all files: with it they are taken as they were, and no others', async () => {
  const names = async () => JSON.parse(await (await fetch(`${visit.site}integrity.json`)).text());
  const hash = (await names())['task-scope.js'];
  const hashed = (integrity) => `<script type="module" src="${visit.site}task-scope.js" integrity="${integrity}" crossorigin></script>`;
  const page = (integrity) => ({ site: '', scripts: hashed(integrity), body: host(COUNTING) });
  await visit(page(hash), async ({ page }) => assert.ok((await told(page, 'finish')).end > 10));
  // Somebody changes a file on its way.
  const left = {
    'taskscope.js': (scope) => scope.element.locator('[part="poster"] svg').first(),
    'taskscope_bg.wasm': (scope) => scope.element.locator('[part="poster"] svg').first(),
    'demos/counting.pack': (scope) => scope.element.locator('[part="poster"] svg').first(),
    'demos/hashes.txt': (scope) => scope.element.locator('[part="poster"] svg').first(),
    // Without rules there is no poster.
    'task-scope.css': (scope) => scope.element.getByText('Counting, in words'),
  };
  for (const [name, part] of Object.entries(left)) {
    const tamper = async (page) => page.route(`**/${name}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0])]) });
    });
    await visit(page(hash), async ({ page, scope }) => {
      assert.match((await told(page, 'error')).message, /is not the file that belongs to this script/);
      await part(scope).waitFor();
    }, { prepare: tamper });
  }
  const tamper = (page) => page.route('**/task-scope.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n// More.` });
  });
  await visit(page(hash), async ({ page, scope }) => {
    await scope.element.getByText('Counting, in words').waitFor();
    await page.waitForLoadState();
    assert.equal(await page.evaluate(() => customElements.get('task-scope')), undefined);
  }, { prepare: tamper });
});
