// Policies of a page that few pages have, and other documents of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTING, TURNED, guests, told } from './foreign.js';

const visit = guests();

// Policies

const origin = () => new URL(visit.site).origin;
const policy = (...more) => ({
  'Content-Security-Policy': [`script-src ${origin()} 'wasm-unsafe-eval'`, `connect-src ${origin()}`, 'worker-src blob:', ...more].join('; '),
});

for (const types of ['', '; trusted-types task-scope']) {
  test(`a page that asks for trusted types has it (${types || 'any policy'})`, () =>
    visit({ body: TURNED }, async ({ page, scope }) => {
      await told(page, 'finish');
      const trace = await scope.element.evaluate(async (element) => (await element.exportTrace()).size);
      assert.ok(trace > 100, 'a job has a worker, too');
    }, { headers: policy(`require-trusted-types-for 'script'${types}`) }));
}

test('where no trusted type is allowed it says what the author can do', () =>
  visit({ body: TURNED }, async ({ page, scope }) => {
    assert.match((await told(page, 'error')).message, /allows none called task-scope; its author can add it \(trusted-types task-scope\)/);
    await scope.element.getByText('Counting, in words').waitFor();
  }, { headers: policy("require-trusted-types-for 'script'; trusted-types 'none'") }));

test('a policy of nonces needs strict-dynamic, or the site by its name', async () => {
  const scripts = () => `<script type="module" nonce="abc" src="${visit.site}task-scope.js" crossorigin></script>`;
  const nonces = (more) => ({ 'Content-Security-Policy': `script-src 'nonce-abc' ${more} 'wasm-unsafe-eval'; worker-src blob:` });
  const page = { body: TURNED, head: '<script nonce="abc"></script>', script: '' };
  for (const more of ["'strict-dynamic'", origin()]) {
    await visit({ ...page, scripts: scripts() }, async ({ page }) => assert.ok((await told(page, 'finish')).end > 10), { headers: nonces(more) });
  }
  await visit({ ...page, scripts: scripts() }, async ({ page }) => {
    assert.match((await told(page, 'error')).message, /taskscope\.js can't be run \(the page's policy forbids it: script-src/);
  }, { headers: nonces('') });
});

// Other documents

/** It has its style sheets. */
async function isDressed(frame, font) {
  const looks = await frame.evaluate(() => {
    const { shadowRoot } = document.querySelector('task-scope');
    const [button] = shadowRoot.querySelectorAll('button');
    return { isDressed: shadowRoot.adoptedStyleSheets.length >= 2, display: getComputedStyle(shadowRoot.host).display, font: getComputedStyle(button).fontSize };
  });
  assert.deepEqual(looks, { isDressed: true, display: 'block', font });
}

const OTHERS = {
  'a frame': {
    open: (page) => page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.style = 'inline-size: 900px; block-size: 600px';
      document.body.append(frame);
      globalThis.other = frame.contentDocument;
    }),
    frame: async (page) => page.frames().find((frame) => frame !== page.mainFrame()),
  },
  'a pop-up': {
    open: (page) => page.evaluate(() => {
      globalThis.other = open('about:blank', '', 'popup,width=900,height=600').document;
    }),
    frame: async (page) => {
      const pages = page.context().pages();
      return (pages.find((other) => other !== page) ?? (await page.context().waitForEvent('page'))).mainFrame();
    },
  },
};

for (const [name, { open, frame }] of Object.entries(OTHERS)) {
  test(`in ${name} it keeps its looks and its step, takes keys and clicks there, and comes back`, () =>
    visit({ body: COUNTING }, async ({ page, scope }) => {
      await told(page, 'finish');
      const font = await scope.runButton.evaluate((button) => getComputedStyle(button).fontSize);
      await scope.element.evaluate((element) => element.seek(5));
      await scope.standsAt(5);
      await open(page);
      await page.evaluate(() => {
        globalThis.element = document.querySelector('task-scope');
        globalThis.other.body.append(globalThis.element);
      });
      const there = await frame(page);
      const moved = new (scope.constructor)(there.locator('task-scope'));
      moved.page = there;
      await moved.standsAt(5);
      await isDressed(there, font);
      await moved.runButton.press('Home');
      await moved.standsAt(0);
      await moved.button('Next step').or(moved.button('Step forward')).first().click();
      await moved.until(moved.table, ([table]) => Number(table.dataset.step) > 0);
      const { step } = await moved.read();
      await page.evaluate(() => document.body.append(globalThis.element));
      await scope.standsAt(step);
      await isDressed(page.mainFrame(), font);
    }));

  test(`made for ${name} it begins there`, () =>
    visit({ body: '' }, async ({ page, scope }) => {
      await page.waitForFunction(() => customElements.get('task-scope'));
      await open(page);
      await page.evaluate(() => {
        const element = document.createElement('task-scope');
        element.setAttribute('demo', 'counting');
        globalThis.other.body.append(element);
      });
      const there = await frame(page);
      const made = new (scope.constructor)(there.locator('task-scope'));
      made.page = there;
      await made.says('Finished');
      assert.equal(await there.evaluate(() => document.querySelector('task-scope').shadowRoot.adoptedStyleSheets.length >= 2), true);
    }));
}
