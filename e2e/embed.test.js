// The element on pages of other origins: it works there, does what its attributes and scripts say, and has manners.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTING, TURNED, guests, told } from './foreign.js';
import { TaskScope } from './page.js';
import { stranger } from './stranger.js';

const visit = guests();

test('nothing but the script is loaded until the element comes into view, and then nothing moves', () =>
  visit({ body: `<div style="block-size: 3000px">Above</div>${COUNTING}<p id="below">Below</p>` }, async ({ page, scope, requests }) => {
    await page.waitForFunction(() => customElements.get('task-scope'));
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    const names = () => requests.filter((url) => url.startsWith(visit.site)).map((url) => url.slice(visit.site.length));
    assert.deepEqual(names(), ['task-scope.js']);
    const box = () => page.locator('#below').evaluate((below) => below.offsetTop);
    const at = await box();
    await scope.element.scrollIntoViewIfNeeded();
    await told(page, 'ready');
    await scope.isThere();
    assert.equal(await box(), at);
    await told(page, 'finish');
    const files = [
      'demos/counting.pack', 'demos/hashes.txt', 'pictures/counting.join.pack', 'pictures/hashes.txt',
      'task-scope.css', 'task-scope.js', 'taskscope.js', 'taskscope_bg.wasm',
    ];
    assert.deepEqual([...new Set(names())].toSorted(), files, 'and no program: its run is recorded');
    assert.equal(page.workers().length, 0);
  }));

test('the run is shown whole, and scripts lead through it', () =>
  visit({ body: COUNTING }, async ({ page, scope }) => {
    const { end } = await told(page, 'finish');
    const run = await scope.standsAt(end);
    assert.match(run.caption, /./);
    const step = (call) => scope.element.evaluate((element, call) => element[call[0]](...call.slice(1)), call);
    await step(['step', -2]);
    await scope.standsAt(end - 2);
    await step(['step', 1]);
    await scope.standsAt(end - 1);
    await step(['seek', 3]);
    await scope.standsAt(3);
    await step(['seek', 10 ** 9]);
    await scope.standsAt(end);
    await step(['reset']);
    await scope.standsAt(0);
    const trace = await scope.element.evaluate(async (element) => JSON.parse(await (await element.exportTrace()).text()));
    assert.equal(typeof trace, 'object');
    const svg = await scope.element.evaluate(async (element) => (await element.exportTrace('svg')).text());
    assert.match(svg, /^<svg/);
    await assert.rejects(step(['exportTrace', 'mp3']), /no format/);
    assert.equal((await told(page, 'run')).demo, 'counting');
    assert.equal((await told(page, 'step')).step, 0);
  }));

test('the full view leaves the page alone that it is in, and shows what its attributes ask for', () =>
  visit({ body: '<task-scope view="full" demo="export-and-upload" variant="fixed"></task-scope>' }, async ({ page, scope }) => {
    await page.evaluate(() => (document.title = 'Mine'));
    const pageOf = () => page.evaluate(() => [location.href, history.length, document.title]);
    const before = await pageOf();
    const { end } = await told(page, 'finish');
    await scope.standsAt(end);
    assert.equal((await told(page, 'run')).demo, 'export-and-upload');
    await scope.element.evaluate((element) => (element.demo = 'counting'));
    await scope.element.getByRole('heading', { name: /^Counting/ }).waitFor();
    assert.deepEqual(await pageOf(), before);
  }));

test('attributes are properties, and only what has to start anew does', () =>
  visit({ body: COUNTING }, async ({ page, scope }) => {
    await told(page, 'finish');
    const runs = () => page.evaluate(() => globalThis.told.filter(({ name }) => name === 'run').length);
    assert.equal(await runs(), 1);
    await scope.element.evaluate((element) => {
      element.theme = 'light';
      element.axis = 'steps';
      element.view = 'timeline output';
    });
    await scope.region('Output').waitFor();
    await scope.element.locator('[part="app"][data-theme="light"]').waitFor();
    assert.equal(await runs(), 1, 'the run went on');
    assert.equal(await scope.element.getAttribute('theme'), 'light');
    await scope.element.evaluate((element) => (element.demo = 'export-and-upload'));
    await scope.element.getByRole('heading', { name: /^Export/ }).waitFor();
    assert.equal(await runs(), 2);
  }));

test('a moved element goes on, and a removed one leaves nothing', () =>
  visit({ body: `${COUNTING}<div id="there"></div>` }, async ({ page, scope }) => {
    const { end } = await told(page, 'finish');
    await scope.element.evaluate((element) => element.seek(5));
    await scope.standsAt(5);
    await scope.element.evaluate((element) => document.querySelector('#there').append(element));
    assert.equal((await scope.standsAt(5)).end, end);
    assert.equal(await page.evaluate(() => globalThis.told.filter(({ name }) => name === 'run').length), 1);
    for (let round = 0; round < 100; round += 1) {
      await page.evaluate(async () => {
        const element = document.querySelector('task-scope');
        const begun = new Promise((ready) => element.addEventListener('task-scope-ready', ready, { once: true }));
        element.remove();
        // The element has seen that it was not moved.
        await new Promise((done) => setTimeout(done));
        document.body.append(element);
        await begun;
      });
    }
    await page.evaluate(() => document.querySelector('task-scope').remove());
    while (page.workers().length > 0) await page.workers()[0].waitForEvent('close').catch(() => {});
    assert.equal(page.workers().length, 0);
  }));

test('the theme follows the color-scheme of the page around it', () =>
  visit({ style: ':root { color-scheme: light } :root.night { color-scheme: dark }', body: COUNTING }, async ({ page, scope }) => {
    await told(page, 'ready');
    await scope.element.locator('[part="app"][data-theme="light"]').waitFor();
    await page.evaluate(() => document.documentElement.classList.add('night'));
    await scope.element.locator('[part="app"][data-theme="dark"]').waitFor();
  }, { colorScheme: 'dark' }));

test('a run that its author saved is shown from inside the page', async () => {
  let saved;
  await visit({ body: COUNTING }, async ({ page, scope }) => {
    await told(page, 'finish');
    saved = await scope.element.evaluate(async (element) => (await element.exportTrace('json')).text());
  });
  const body = `<task-scope><script type="application/json">${saved}</script><p>Words</p></task-scope>`;
  await visit({ body }, async ({ page, scope }) => {
    const { end } = await told(page, 'finish');
    assert.ok(end > 10);
    await scope.says('Finished · from');
    await scope.element.evaluate((element) => element.seek(2));
    await scope.standsAt(2);
    assert.equal(await page.evaluate(() => globalThis.told.some(({ name }) => name === 'run')), false);
  });
  const broken = '<task-scope><script type="application/json">{"no": "trace"}</script><p>Words</p></task-scope>';
  await visit({ body: broken }, async ({ page, scope }) => {
    const { message } = await told(page, 'error');
    assert.match(message, /can't be opened/);
    await scope.element.getByText('Words').waitFor();
    assert.equal(await scope.notice.innerText(), message);
  });
});

test('a run of no demo says nothing of a demo, and no name in it reaches the page around it', async () => {
  const name = `</script><img src=x onerror="document.title = 'broken out'">`;
  const file = visit.file(stranger({ name }).toString(), { 'Content-Type': 'application/json' });
  let saved;
  await visit({ body: `<task-scope src="${file}" view="timeline source controls"></task-scope>` }, async ({ page, scope }) => {
    await told(page, 'finish');
    const title = new URL(file).pathname.slice(1);
    assert.equal(await scope.title.innerText(), title);
    await scope.element.getByText('has no source').waitFor();
    assert.equal(await scope.element.getByRole('link').count(), 0, 'no link leads to something else');
    assert.equal(await page.evaluate(() => globalThis.told.some(({ name }) => name === 'run')), false);
    assert.equal(await scope.offered(), 'Play');
    saved = await scope.element.evaluate(async (element) => (await element.exportTrace('json')).text());
    await scope.element.evaluate((element) => element.reset());
    await scope.standsAt(0);
    await scope.status.filter({ hasText: `from ${title}` }).waitFor();
  });
  assert.ok(saved.includes('onerror') && !saved.includes('<'));
  const body = `<task-scope><script type="application/json">${saved}</script></task-scope>`;
  await visit({ body }, async ({ page, scope }) => {
    await told(page, 'finish');
    assert.deepEqual([await page.title(), await page.locator('img').count()], ["Somebody's page", 0]);
    assert.equal(await scope.title.innerText(), 'The run in this page');
  });
});

test('under a strict policy it works, and one that forbids WebAssembly leaves the poster', async () => {
  const policy = (site, wasm) =>
    `default-src 'none'; script-src ${site} ${wasm}; connect-src ${site}; worker-src blob:; style-src 'none'; img-src data:`;
  const origin = new URL(visit.site).origin;
  const strict = { 'Content-Security-Policy': policy(origin, "'wasm-unsafe-eval'") };
  await visit({ body: COUNTING }, async ({ page }) => assert.ok((await told(page, 'finish')).end > 10), { headers: strict });
  const forbids = { 'Content-Security-Policy': policy(origin, '') };
  await visit({ body: COUNTING }, async ({ page, scope }) => {
    assert.match((await told(page, 'error')).message, /can't run here/);
    await scope.element.locator('[part="poster"] svg').first().waitFor();
    assert.match(await scope.notice.innerText(), /can't run here/);
  }, { headers: forbids });
  const noWorker = { 'Content-Security-Policy': policy(origin, "'wasm-unsafe-eval'").replace('blob:', '') };
  // A recorded run needs no worker; with a knob turned there is none.
  await visit({ body: COUNTING }, async ({ page }) => assert.ok((await told(page, 'finish')).end > 10), { headers: noWorker });
  await visit({ body: TURNED }, async ({ page, scope }) => {
    assert.match((await told(page, 'error')).message, /worker/);
    await scope.element.getByText('Counting, in words').waitFor();
  }, { headers: noWorker });
});

test('it works on a page that is isolated from other origins', () =>
  visit({ body: COUNTING }, async ({ page }) => {
    await told(page, 'finish');
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  }, { headers: { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' } }));

test('no style of the page gets in, and no global is left', () =>
  visit({ style: 'task-scope { all: unset !important } * { color: red !important; font-size: 40px !important }', body: COUNTING }, async ({ page, scope }) => {
    await told(page, 'finish');
    const button = await scope.runButton.evaluate((button) => getComputedStyle(button).fontSize);
    assert.notEqual(button, '40px');
    assert.ok((await scope.element.locator('.app').boundingBox()).height >= 200);
    const added = await page.evaluate(() => {
      const clean = document.body.appendChild(document.createElement('iframe'));
      const known = new Set(Object.getOwnPropertyNames(clean.contentWindow));
      clean.remove();
      return Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name) && name !== 'told' && !/^\d+$/.test(name));
    });
    assert.deepEqual(added.filter((name) => !name.startsWith('__playwright') && name !== 'one'), []);
  }));

test('in a narrow column every control is inside, and nothing scrolls sideways', () =>
  visit({ style: '#narrow { inline-size: 280px }', body: `<div id="narrow">${COUNTING}</div>` }, async ({ page, scope }) => {
    await told(page, 'finish');
    const overflow = await scope.element.locator('.app').evaluate((app) => app.scrollWidth - app.clientWidth);
    assert.equal(overflow, 0);
    const [app, canvas] = await Promise.all([scope.element.locator('.app').boundingBox(), scope.canvas.boundingBox()]);
    assert.ok(canvas.width <= app.width && canvas.height >= 100, JSON.stringify(canvas));
    for (const button of await scope.element.locator('header button, header a, header select').all()) {
      const box = await button.boundingBox();
      assert.ok(box.x >= app.x && box.x + box.width <= app.x + app.width + 0.5, JSON.stringify(box));
    }
  }));

for (const sandbox of ['allow-scripts', 'allow-scripts allow-same-origin']) {
  test(`in a frame with sandbox="${sandbox}" it tells its height, and obeys its own parent in words that it knows`, () => inFrame(sandbox));
}

async function inFrame(sandbox) {
  const body = `<iframe sandbox="${sandbox}" src="${visit.site}embed.html?demo=counting&height=360" width="600"></iframe>`;
  const script = `addEventListener('message', ({ data }) => (globalThis.heard ??= []).push(data))`;
  await visit({ body, script }, async ({ page }) => {
    await page.waitForFunction(() => globalThis.heard?.some(({ type, height }) => type === 'task-scope:height' && height === 360));
    const scope = new TaskScope(page.frameLocator('iframe').locator('task-scope'));
    const step = (value) => scope.table.and(page.frameLocator('iframe').locator(`[data-step="${value}"]`)).waitFor({ state: 'attached' });
    const post = (message) => page.evaluate((message) => document.querySelector('iframe').contentWindow.postMessage(message, '*'), message);
    await page.waitForFunction(() => globalThis.heard.some(({ type }) => type === 'task-scope:finish'));
    await post({ type: 'task-scope:call', name: 'seek', value: 4 });
    await step(4);
    for (const message of [null, 'seek', { type: 'task-scope:call', name: 'remove' }, { type: 'other', name: 'seek', value: 1 }, { type: 'task-scope:call', name: 'seek', value: '1' }]) await post(message);
    // In order: had one of them done anything, this would stand elsewhere.
    await post({ type: 'task-scope:call', name: 'step', value: 2 });
    await step(6);
    // From within: the source is not the parent.
    await page.frames()[1].evaluate(() => postMessage({ type: 'task-scope:call', name: 'seek', value: 0 }, '*'));
    await post({ type: 'task-scope:call', name: 'step', value: -1 });
    await step(5);
  });
}
