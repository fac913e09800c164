// What an element says and does where the network or its host fails, and how it begins anew.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { COUNTING, TURNED, guests, told } from './foreign.js';

const visit = guests();
const MODULE = '**/taskscope_bg.wasm*';
const ADVICE = /needs WebAssembly/;

/** Has a file answered otherwise until `mend` is called; `answer` is given the route and the right response's bytes. */
function broken(answer, pattern = MODULE) {
  let isBroken = true;
  return {
    prepare: (page) =>
      page.route(pattern, async (route) => {
        if (!isBroken) return route.continue();
        return answer(route, async () => (await route.fetch()).body());
      }),
    mend: () => (isBroken = false),
  };
}

const TYPED = { 'Content-Type': 'application/wasm', 'Access-Control-Allow-Origin': '*' };

const FAULTS = {
  'a network that is cut': [(route) => route.abort('internetdisconnected'), /taskscope_bg\.wasm could not be loaded from http.*Failed to fetch/],
  'a busy server': [(route) => route.fulfill({ status: 503, headers: TYPED }), /could not be loaded from http.*the server answered 503/],
  'a site that answers with its own page': [
    (route) => route.fulfill({ body: '<!doctype html><p>Home', headers: { ...TYPED, 'Content-Type': 'text/html' } }),
    /the server sent a web page \(text\/html\) instead of taskscope_bg\.wasm/,
  ],
  'a file that is zipped twice': [
    async (route, body) => route.fulfill({ body: gzipSync(await body()), headers: TYPED }),
    /taskscope_bg\.wasm is not the file that belongs to this script; it came compressed twice/,
  ],
  'a file that is too short': [
    async (route, body) => route.fulfill({ body: (await body()).subarray(0, 100_000), headers: TYPED }),
    /taskscope_bg\.wasm is not the file that belongs to this script\./,
  ],
  'a file of another version': [
    async (route, body) => route.fulfill({ body: Buffer.concat([await body(), Buffer.from([0, 1, 0])]), headers: TYPED }),
    /taskscope_bg\.wasm is not the file that belongs to this script\./,
  ],
};

for (const [fault, [answer, sentence]] of Object.entries(FAULTS)) {
  test(`${fault} is named, and the reader can try again`, async () => {
    const { prepare, mend } = broken(answer);
    await visit({ body: COUNTING }, async ({ page, scope }) => {
      const { message } = await told(page, 'error');
      assert.match(message, sentence);
      assert.doesNotMatch(message, ADVICE);
      assert.equal(await scope.notice.innerText(), message);
      await scope.element.locator('[part="poster"] svg').first().waitFor();
      await assert.rejects(scope.element.evaluate((element) => element.step(1)), new RegExp(sentence.source));
      mend();
      await scope.button('Try again').click();
      assert.ok((await told(page, 'finish')).end > 10);
      assert.equal(await scope.element.getAttribute('state'), 'ready');
    }, { prepare });
  });
}

for (const name of ['taskscope.js', 'task-scope.css', 'demos/counting.pack', 'demos/hashes.txt', 'programs/start.wasm', 'runner.js']) {
  test(`a failure of ${name} is named as well, and the same page can load it later`, async () => {
    const { prepare, mend } = broken((route) => route.fulfill({ status: 503, headers: TYPED }), `**/${name}*`);
    await visit({ body: TURNED }, async ({ page, scope }) => {
      const { message } = await told(page, 'error');
      assert.ok(message.includes(`${name} could not be loaded from http`), message);
      assert.match(message, /the server answered 503/);
      mend();
      await scope.button('Try again').click();
      await told(page, 'finish');
    }, { prepare });
  });
}

const WAYS = {
  'run()': (element) => element.run(),
  'reset()': (element) => element.reset(),
  'going online': () => dispatchEvent(new Event('online')),
};

for (const [way, act] of Object.entries(WAYS)) {
  test(`after a failure ${way} starts it anew`, async () => {
    const { prepare, mend } = broken((route) => route.abort('internetdisconnected'));
    await visit({ body: COUNTING }, async ({ page, scope }) => {
      await told(page, 'error');
      mend();
      await scope.element.evaluate(act);
      await told(page, 'ready');
      await scope.isThere();
      assert.equal(await scope.notice.count(), 0);
    }, { prepare });
  });
}

test('after a failure a second element works, and the first one too when it is asked', async () => {
  let requests = 0;
  const prepare = (page) =>
    page.route(MODULE, (route) => {
      requests += 1;
      return requests === 1 ? route.fulfill({ status: 503, headers: TYPED }) : route.continue();
    });
  await visit({ body: '<task-scope demo="counting" loading="eager"></task-scope>' }, async ({ page, scope }) => {
    await told(page, 'error');
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<task-scope demo="counting" loading="eager"></task-scope>'));
    await told(page, 'finish');
    await scope.element.evaluate((element) => element.run());
    await scope.isThere();
  }, { prepare });
});

test('offline it says so', async () => {
  const prepare = async (page) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { value: false }));
    await page.route(MODULE, (route) => route.abort('internetdisconnected'));
  };
  await visit({ body: COUNTING }, async ({ page }) => {
    assert.match((await told(page, 'error')).message, /could not be loaded from http.*\(you are offline\)/);
  }, { prepare });
});

test('a policy that forbids the request is named', async () => {
  const origin = new URL(visit.site).origin;
  const headers = { 'Content-Security-Policy': `script-src ${origin} 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob:` };
  await visit({ body: COUNTING }, async ({ page }) => {
    assert.match((await told(page, 'error')).message, /could not be loaded from http.*the page's policy forbids it: connect-src/);
  }, { headers });
});

for (const type of ['application/wasm; charset=utf-8', 'application/octet-stream', 'text/plain']) {
  test(`a module served as ${type} starts`, async () => {
    const prepare = (page) =>
      page.route(MODULE, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), 'content-type': type } });
      });
    await visit({ body: COUNTING }, async ({ page }) => assert.ok((await told(page, 'finish')).end > 10), { prepare });
  });
}

test('a page that is not secure, where scripts can’t hash, takes and refuses the same files', async () => {
  const insecure = (page) => page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
  await visit({ body: COUNTING }, async ({ page }) => assert.ok((await told(page, 'finish')).end > 10), { prepare: insecure });
  for (const fault of ['a busy server', 'a site that answers with its own page', 'a file of another version']) {
    const [answer, sentence] = FAULTS[fault];
    const { prepare } = broken(answer);
    await visit({ body: COUNTING }, async ({ page }) => assert.match((await told(page, 'error')).message, sentence), {
      prepare: async (page) => {
        await insecure(page);
        await prepare(page);
      },
    });
  }
});
