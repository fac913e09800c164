// Threads on the browser's clock: real workers, counted while they are there and when they must be gone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();

const EXPORT = '?demo=export-on-a-worker&variant=fixed&clock=browser';
/** Calls that go on for longer than any test takes to look at them. */
const LONG = `${EXPORT}&images=8&computing=1000`;

/** No worker is there before Run is pressed. */
const COLD = { savesData: true };

/** The workers that a page starts: how many there were, and which are there. */
function countWorkers(page) {
  const seen = { started: 0, there: new Set(), changed: () => {} };
  page.on('worker', (worker) => {
    seen.started += 1;
    seen.there.add(worker);
    worker.on('close', () => {
      seen.there.delete(worker);
      seen.changed();
    });
    seen.changed();
  });
  return seen;
}

/** Waits until something is true of the workers, which changes only when one comes or goes. */
function until(seen, isTrue) {
  return new Promise((resolve) => {
    seen.changed = () => {
      if (isTrue()) resolve();
    };
    seen.changed();
  });
}

/** The rows of the table on threads. */
function threads(scope) {
  return scope.table.evaluate((table) =>
    [...(table.tBodies[1]?.rows ?? [])].map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
  );
}

test(
  'images are exported by workers, and none is left when the run is over',
  visit(EXPORT, async ({ page, scope }) => {
    const workers = countWorkers(page);
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    await until(workers, () => workers.there.size <= 1);
    assert.ok(workers.started >= 1 + 2, `a worker for the program and two for its images, not ${workers.started}`);
    const rows = await threads(scope);
    assert.equal(rows.length, workers.started - 1, 'each thread is a worker');
    for (const [name, state, , , done] of rows) {
      assert.match(name, /^thread “pool \d”$/);
      assert.equal(state, 'stopped');
      assert.match(done, /^[1-3] calls? done$/);
    }
    await scope.tab('Output').click();
    for (const image of [1, 2, 3]) await scope.pane('What happened').getByText(`image ${image} is exported`).waitFor();
  }, COLD),
);

test(
  'stop ends the workers of a program in the middle of their calls',
  visit(LONG, async ({ page, scope }) => {
    const workers = countWorkers(page);
    await scope.press('Run');
    await until(workers, () => workers.there.size >= 3);
    await scope.press('Stop');
    await scope.says('Stopped');
    await until(workers, () => workers.there.size === 0);
    assert.equal(page.workers().length, 0);
  }, COLD),
);

test(
  'another demo ends them too',
  visit(LONG, async ({ page, scope }) => {
    const workers = countWorkers(page);
    await scope.press('Run');
    await until(workers, () => workers.there.size >= 3);
    const old = [...workers.there];
    await scope.pick('counting');
    await until(workers, () => old.every((worker) => !workers.there.has(worker)));
  }, COLD),
);

test(
  'numbers come from a thread while it goes on',
  visit('?demo=thread-and-channel&variant=fixed&clock=browser', async ({ page, scope }) => {
    const workers = countWorkers(page);
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    assert.equal(workers.started, 2);
    await until(workers, () => workers.there.size <= 1);
    assert.deepEqual(await threads(scope), [['thread “count”', 'closed', '–', '–', '1 call done', '5 messages']]);
    const times = await scope.sentences.allInnerTexts();
    assert.ok(times.some((line) => /has started after .+, with \d+ KiB of memory/.test(line)), times.join('\n'));
  }, COLD),
);

test(
  'what a thread costs is measured and drawn',
  visit('?demo=cost-of-a-thread&threads=4&tasks=64', async ({ page, scope }) => {
    const workers = countWorkers(page);
    await scope.press('Run');
    await scope.says('Finished');
    await scope.standsAtEnd();
    assert.equal(workers.started, 1 + 1 + 1 + 2 + 4, 'the program, the first thread, and one, two and four of them');
    await until(workers, () => workers.there.size <= 1);
    await scope.tab('Output').click();
    const pane = scope.pane('What happened');
    await pane.getByRole('img', { name: /^Chart: time until all have started by how many/ }).waitFor();
    await pane.getByRole('img', { name: /^Chart: memory by how many/ }).waitFor();
    for (const summary of await pane.getByText('Values').all()) await summary.click();
    const rows = await pane.getByRole('row').allInnerTexts();
    const measured = (series, count) =>
      rows.map((row) => row.split(/\s+/)).filter(([name, x]) => name === series && Number(x) === count);
    for (const count of [1, 2, 4]) {
      const [time, memory] = measured('threads', count);
      assert.match(time.slice(2).join(' '), /^[\d.]+ (ms|s)$/, 'a worker takes milliseconds to start');
      assert.match(memory.slice(2).join(' '), /^[\d.]+ [KM]iB$/, 'and has memory of its own');
    }
    assert.equal(measured('tasks', 64).length, 2);
  }, COLD),
);

test(
  'on the virtual clock threads are simulated, and no worker is started for them',
  // With another seed there is no recorded run.
  visit('?demo=cost-of-a-thread&clock=virtual&seed=2', async ({ page, scope }) => {
    const workers = countWorkers(page);
    await scope.runToEnd();
    assert.equal(workers.started, 1);
    assert.deepEqual(await threads(scope), [['thread “nothing”', 'stopped · simulated', '–', '–', '0 calls done', '0 messages']]);
  }, COLD),
);
