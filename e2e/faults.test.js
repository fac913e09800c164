// Programs that go wrong, and a page that is treated badly: the run ends with an event and a sentence, the page and its
// trace live on, and the next run starts at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

const SLOW = '?demo=counting&clock=browser&pause=400';

/** The page answers, and runs another program to its end. */
async function livesOn(scope) {
  await scope.pick('futures-are-lazy');
  await scope.choose('Clock', 'Simulated time');
  await scope.set('Speed', 'max');
  await scope.says('Finished');
}

/** Waits until no worker is left. */
async function isAlone(page) {
  while (page.workers().length > 0) await page.workers()[0]?.waitForEvent('close').catch(() => {});
}

async function lastSentence(scope) {
  await scope.standsAtEnd();
  return (await scope.sentences.allInnerTexts()).at(-1);
}

for (const thread of ['worker', 'page']) {
  test(
    `a program that does not come is told of, and the next Run asks for it again: in a ${thread}`,
    visit(`?demo=counting&clock=browser&pause=5&thread=${thread}`, async ({ page, scope }) => {
      const module = '**/programs/start.wasm';
      await page.route(module, (route) => route.abort());
      await scope.press('Run');
      await scope.notice.filter({ hasText: 'The program could not be loaded' }).waitFor();
      await page.unroute(module);
      await scope.press('Run');
      await scope.says('Finished');
      await isAlone(page);
    }, { mayFail: /start\.wasm$/, savesData: true }),
  );
}

test(
  'an endless loop is told of while it lasts, stopped, and known to its last line',
  visit('?demo=endless-loops&variant=loop', async ({ page, scope }) => {
    await scope.press('Run');
    await scope.until(scope.status, ([status]) => /has kept its thread for \d+ s/.test(status.textContent));
    const sentences = (await scope.sentences.allInnerTexts()).join('\n');
    assert.match(sentences, /main prints the loop begins/, 'what it did last has arrived');
    const before = (await scope.read()).end;
    await scope.press('Stop');
    await scope.says('Stopped');
    assert.match(await lastSentence(scope), /The run was stopped here/);
    assert.ok((await scope.read()).end > before);
    await isAlone(page);
    await livesOn(scope);
  }),
);

test(
  'microtasks without end fill the trace, and the page goes on meanwhile',
  visit('?demo=endless-loops&variant=microtasks', async ({ page, scope }) => {
    const ticks = page.evaluate(async () => {
      const status = document.querySelector('task-scope').shadowRoot.querySelector('[role=status]');
      let frames = 0;
      while (!status.textContent.startsWith('Recording full')) {
        await new Promise(requestAnimationFrame);
        frames += 1;
      }
      return frames;
    });
    await scope.press('Run');
    assert.ok((await ticks) > 5, 'frames were drawn while a million events came in');
    await isAlone(page);
    await livesOn(scope);
  }),
);

const CRASHES = [
  { variant: 'panic', status: 'Panicked', told: /panics: something that can't be/ },
  { variant: 'drop', status: 'Panicked', told: /panics: a destructor that fails/ },
  { variant: 'waker', status: 'Panicked', told: /panics: a waker that fails/ },
  { variant: 'stack', status: 'Crashed', told: /main was running: its stack is full/ },
  { variant: 'memory', status: 'Crashed', told: /main was running: it ran out of memory/ },
];

for (const thread of ['worker', 'page']) {
  for (const { variant, status, told } of CRASHES) {
    test(
      `a crash by ${variant} in a ${thread} is the end of its run only`,
      visit(`?demo=crashes&variant=${variant}&thread=${thread}`, async ({ page, scope }) => {
        await scope.press('Run');
        await scope.says(status);
        await scope.standsAtEnd();
        assert.match((await scope.sentences.allInnerTexts()).join('\n'), told);
        await scope.press('Restart');
        await scope.says(status);
        await isAlone(page);
        await livesOn(scope);
      }),
    );
  }
}

test(
  'on the page\'s own thread a program with objects of the browser runs to its end, and again in the same instance',
  visit('?demo=promise-not-awaited&variant=fixed&clock=browser&thread=page', async ({ page, scope }) => {
    for (let run = 0; run < 3; run += 1) {
      await scope.press('Restart');
      await scope.says('Finished');
    }
    assert.equal(page.workers().length, 0);
    const addresses = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('programs/page.js?')),
    );
    assert.equal(new Set(addresses).size, 1, 'a program that came to a good end leaves its instance to the next');
  }),
);

test(
  'a program that never yields is kept off the page\'s own thread',
  visit('?demo=endless-loops&variant=loop&thread=page', async ({ page, scope }) => {
    await scope.press('Run');
    await scope.notice.filter({ hasText: 'runs in a worker' }).waitFor();
    assert.equal(page.workers().length, 1);
    await scope.press('Stop');
    await scope.says('Stopped');
  }),
);

test(
  'a turn without a limit gives the page back after two seconds',
  visit('?demo=endless-loops&variant=microtasks&thread=page&polls=0', async ({ scope }) => {
    await scope.press('Run');
    await scope.says('Recording full');
    await livesOn(scope);
  }),
);

test(
  'work that keeps the page busy for too long is ended, and the page lives on',
  visit('?demo=export-and-upload&clock=browser&thread=page&chunk=40&chunks=100', async ({ scope }) => {
    await scope.press('Run');
    await scope.says('Blocked the page too long');
    assert.match(await lastSentence(scope), /Run the program in a worker, or let it do less/);
    await livesOn(scope);
  }),
);

test(
  'a worker that is killed from outside is missed, and Run starts another',
  visit(SLOW, async ({ page, scope }) => {
    const worker = page.waitForEvent('worker');
    await scope.press('Run');
    await scope.growsBeyond(10);
    // Its last act: it is gone when this comes back, or before.
    await (await worker).evaluate(() => self.close()).catch(() => {});
    await scope.until(scope.status, ([status]) => status.textContent.includes('has kept its thread'));
    await scope.press('Stop');
    await scope.says('Stopped');
    await livesOn(scope);
  }, { savesData: true }),
);

test(
  'a page that is hidden misses no frames',
  visit(SLOW, async ({ page, scope }) => {
    const setHidden = (hidden) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await scope.press('Run');
    await scope.growsBeyond(20);
    await setHidden(true);
    // Timers go on meanwhile, and so does the program.
    await scope.until(scope.status, ([status]) => / [3-9]\d* lines|2\.\d+ s/.test(status.parentElement.textContent));
    await setHidden(false);
    await scope.says('Finished');
    const sentences = (await scope.sentences.allInnerTexts()).join('\n');
    assert.doesNotMatch(sentences, /\d{2,} frames missed/);
  }),
);

test(
  'a clock that steps back stops nothing and goes back nowhere',
  visit(
    '?demo=counting&clock=browser&thread=page&pause=5',
    async ({ page, scope }) => {
      await scope.press('Run');
      await scope.says('Finished');
      assert.ok(await page.evaluate(() => globalThis.stepsBack > 0), 'the clock was asked often enough');
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          const now = performance.now.bind(performance);
          let asked = 0;
          globalThis.stepsBack = 0;
          performance.now = () => {
            asked += 1;
            if (asked % 97 !== 0) return now();
            globalThis.stepsBack += 1;
            return now() - 1000;
          };
        }),
    },
  ),
);

test(
  'Stop pressed twenty times is Stop',
  visit(SLOW, async ({ page, scope }) => {
    await scope.press('Run');
    await scope.growsBeyond(10);
    await scope.button('Stop').evaluate((button) => {
      for (let press = 0; press < 20; press += 1) button.click();
    });
    await scope.says('Stopped');
    await isAlone(page);
    const { end } = await scope.standsAtEnd();
    await scope.press('Step back');
    await scope.until(scope.table, ([{ dataset }, end]) => dataset.step > 0 && dataset.step < end, end);
    await livesOn(scope);
  }),
);

test(
  'Run pressed while the program is being stopped starts it anew',
  visit(SLOW, async ({ page, scope }) => {
    await scope.press('Run');
    await scope.growsBeyond(10);
    await scope.element.evaluate(({ shadowRoot }) => {
      shadowRoot.querySelector('[aria-label="Stop"]').click();
      shadowRoot.querySelector('[aria-label="Restart"]').click();
    });
    await scope.says('Running');
    await scope.growsBeyond(10);
    assert.equal(page.workers().length, 1);
  }),
);

test(
  'a flood of commands is taken one after the other',
  visit(SLOW, async ({ scope }) => {
    await scope.press('Run');
    await scope.growsBeyond(10);
    await scope.press('Pause');
    await scope.says('Paused');
    await scope.button('Step forward').evaluate((button) => {
      for (let press = 0; press < 500; press += 1) button.click();
    });
    await scope.says('Finished');
  }),
);

for (const thread of ['worker', 'page']) {
  test(
    `fifty runs in a ${thread} leave nothing behind`,
    visit(`?demo=counting&clock=browser&thread=${thread}&pause=1`, async ({ page, scope }) => {
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      const used = async () => {
        await session.send('HeapProfiler.collectGarbage');
        const { metrics } = await session.send('Performance.getMetrics');
        return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
      };
      const runs = async (count) => {
        for (let run = 0; run < count; run += 1) {
          await scope.press('Restart');
          await scope.says('Finished');
        }
        await isAlone(page);
        return used();
      };
      const early = await runs(10);
      const late = await runs(40);
      assert.equal(late.JSEventListeners, early.JSEventListeners, 'listeners');
      assert.ok(late.Nodes < early.Nodes * 1.2, `${early.Nodes} nodes, then ${late.Nodes}`);
      const grown = (late.JSHeapUsedSize - early.JSHeapUsedSize) / 40;
      assert.ok(grown < 20_000, `${Math.round(grown)} bytes a run`);
    }),
  );
}
