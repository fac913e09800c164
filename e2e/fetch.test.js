// Files of the site, fetched by programs on the browser's clock; and that nothing is on the virtual one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

const PAGE = '?demo=page-title&clock=browser';

/** The files that programs ask for. */
function requests(page) {
  const asked = [];
  page.on('request', (request) => {
    if (request.url().includes('/pages/')) asked.push(new URL(request.url()).pathname.split('/').pop());
  });
  return asked;
}

test(
  'a page of the site is fetched, and what comes of it is in the trace',
  visit(PAGE, async ({ page, scope }) => {
    const asked = requests(page);
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    assert.deepEqual(asked, ['rust.html']);
    const told = (await scope.sentences.allInnerTexts()).join('\n');
    assert.match(told, /main starts request 1 for \S*pages\/rust\.html\./);
    assert.match(told, /Request 1: response 200, \d+ bytes/);
    assert.match(await scope.state('dropped'), /request 1/);
    assert.match(told, /main prints the title is A page about Rust/);
  }),
);

test(
  'on the virtual clock a stand-in answers, and nothing is asked for',
  visit('?demo=page-title', async ({ page, scope }) => {
    const asked = requests(page);
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    assert.deepEqual(asked, []);
    const told = (await scope.sentences.allInnerTexts()).join('\n');
    assert.match(told, /main starts request 1 for pages\/rust\.html \(simulated\)\./);
  }),
);

test(
  'each part of the upload asks the site',
  visit('?demo=export-and-upload&variant=fixed&clock=browser&parts=3', async ({ page, scope }) => {
    const asked = requests(page);
    await scope.press('Run');
    await scope.says('Finished');
    assert.deepEqual(asked, ['received.txt', 'received.txt', 'received.txt']);
  }),
);

test(
  'a file that is not there is an answer, and a broken connection an error that the program sees',
  visit(PAGE, async ({ page, scope }) => {
    await page.route('**/pages/rust.html', (route) => route.fulfill({ status: 404, body: 'nothing here' }));
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    assert.match((await scope.sentences.allInnerTexts()).join('\n'), /main prints there is no title/);
    assert.match((await scope.sentences.allInnerTexts()).join('\n'), /Request 1: response 404/);
    await page.unroute('**/pages/rust.html');
    await page.route('**/pages/rust.html', (route) => route.abort());
    await scope.press('Restart');
    await scope.says('Finished');
    await scope.standsAtEnd();
    assert.match(
      (await scope.sentences.allInnerTexts()).join('\n'),
      /main prints the file did not arrive: Failed to fetch/,
    );
    assert.match((await scope.sentences.allInnerTexts()).join('\n'), /Request 1 fails/);
  }, { mayFail: /rust\.html$/ }),
);

for (const thread of ['worker', 'page']) {
  test(
    `Stop ends a program that waits for an answer: in the ${thread}`,
    visit(`${PAGE}&thread=${thread}`, async ({ page, scope }) => {
      const asked = new Promise((resolve) => {
        // Never answered.
        page.route('**/pages/rust.html', resolve);
      });
      await scope.press('Run');
      await asked;
      // A worker takes its requests with it, unheard; in the page each has to be cancelled.
      const cancelled = thread === 'page' ? page.waitForEvent('requestfailed') : undefined;
      await scope.press('Stop');
      await scope.says('Stopped');
      await cancelled;
      await page.unroute('**/pages/rust.html');
      await scope.press('Restart');
      await scope.says('Finished');
    }),
  );

  test(
    `a timer and a page come to a turn with a limit: in the ${thread}`,
    visit(`?demo=microtask-starvation&variant=limited&thread=${thread}`, async ({ scope }) => {
      await scope.press('Run');
      await scope.says('Finished');
      await scope.standsAtEnd();
      assert.match((await scope.sentences.allInnerTexts()).join('\n'), /main prints both have come/);
    }),
  );
}

test(
  'a timer and a page never come to a turn without a limit',
  visit('?demo=microtask-starvation&variant=unlimited', async ({ scope }) => {
    await scope.press('Run');
    // Some hundred milliseconds: many times what the timer and the page need.
    await scope.growsBeyond(20_000);
    await scope.press('Stop');
    await scope.says('Stopped');
    await scope.standsAtEnd();
    assert.match(await scope.state('request 1'), /no response yet/);
    assert.match(await scope.state('timers'), /timer/);
  }),
);
