// Measures what lies between a program and its picture: `node bench-browser.js FOLDER EFFORT` writes FOLDER/rows.tsv.
// `cargo xtask bench browser` builds what it needs and holds the rows against their limits.

import { bench, effort, percentile } from './measure.js';

/** How often each is done, and how long frames are watched. */
const { rounds, stops, frames } = effort({
  all: { rounds: 15, stops: 50, frames: 180 },
  quick: { rounds: 5, stops: 10, frames: 180 },
  once: { rounds: 1, stops: 1, frames: 20 },
});
/** Some 100,000 events at once, on the virtual clock. */
const MANY = '?demo=multiple-producers&producers=200&messages=54&pause=15';
/** Some 20,000 events a second. */
const BUSY = '?demo=multiple-producers&clock=browser&producers=200&pause=10&messages=120';

/** Notes when batches come from workers, and how long the page takes to receive them. */
function noteBatches() {
  globalThis.batches = { first: undefined, last: undefined, count: 0, spent: 0 };
  const { set, get } = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
  Object.defineProperty(Worker.prototype, 'onmessage', {
    get,
    set(listener) {
      const noted = (event) => {
        const from = performance.now();
        if (event.data instanceof Uint32Array) {
          globalThis.batches.first ??= from;
          globalThis.batches.last = from;
        }
        listener.call(this, event);
        globalThis.batches.count += 1;
        globalThis.batches.spent += performance.now() - from;
      };
      set.call(this, listener && noted);
    },
  });
}

/** Longer than anything here takes: what is not painted by then will not be. */
const PATIENCE = 60_000;

/**
 * Resolves with the time at which what `isThere` asks for has been painted: it is given what the page says of the status, of
 * the step that is shown, and of the last one.
 */
const painted = (page, isThere) =>
  page.evaluate(
    ([source, patience]) =>
      new Promise((resolve, reject) => {
        const root = document.querySelector('task-scope').shadowRoot;
        const isThere = new Function('shown', `return (${source})(shown)`);
        const until = performance.now() + patience;
        const look = () => {
          const [step, end] = root.querySelector('.position .step').textContent.match(/\d+/g).map(Number);
          const status = root.querySelector('[role="status"]').textContent;
          if (performance.now() > until) return reject(new Error(`waited in vain for ${source} at ${status} ${step} / ${end}`));
          if (!isThere({ status, step, end })) return requestAnimationFrame(look);
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(0);
        };
        look();
      }),
    [isThere.toString(), PATIENCE],
  );

/** Clicks a button and says when. */
const click = (page, name) =>
  page.evaluate((name) => {
    const root = document.querySelector('task-scope').shadowRoot;
    // In simulated time a restart is in a menu.
    const labelled = root.querySelector(`[aria-label="${name}"]`) ?? root.querySelector('.again');
    const from = performance.now();
    labelled.click();
    return from;
  }, name);

async function measureMany({ open, row }) {
  const { page, scope, context } = await open(MANY, noteBatches);
  await scope.set('Speed', 'max');
  await scope.says('Finished');
  const times = [];
  const whole = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.evaluate(() => Object.assign(globalThis.batches, { first: undefined, last: undefined }));
    await click(page, 'Restart');
    const over = await painted(page, ({ status, step, end }) => status === 'Finished' && end > 10_000 && step === end);
    const { first, last } = await page.evaluate(() => globalThis.batches);
    times.push(over - last);
    whole.push(over - first);
  }
  row('100,000 events', 'events', (await scope.read()).end);
  row('100,000 events', 'last batch to picture', percentile(times, 50));
  row('100,000 events', 'last batch to picture, slowest', Math.max(...times));
  // The program's own time is in this, and that of its recorder.
  row('100,000 events', 'first batch to picture', percentile(whole, 50));
  await context.close();
}

/** Milliseconds that scripts take in each of some frames. */
async function scriptTime(page, session) {
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
  };
  const before = await spent();
  await page.evaluate(async (count) => {
    for (let n = 0; n < count; n += 1) await new Promise(requestAnimationFrame);
  }, frames);
  return ((await spent()) - before) / frames;
}

async function measureStreaming({ open, row }) {
  const { page, scope, context } = await open(BUSY, noteBatches);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await scope.press('Run');
  const before = await scope.growsBeyond(20_000);
  const from = Date.now();
  await page.evaluate(() => Object.assign(globalThis.batches, { count: 0, spent: 0 }));
  const streaming = await scriptTime(page, session);
  const { count, spent } = await page.evaluate(() => globalThis.batches);
  const events = (await scope.read()).end - before;
  row('streaming', 'events a second', (events * 1000) / (Date.now() - from));
  row('streaming', 'batches a frame', count / frames);
  row('streaming', 'receiving, a frame', spent / frames);
  await scope.says('Finished');
  // The same pictures from the trace that is there: what is more above is what streaming costs.
  await scope.press('Step back');
  await page.keyboard.press('Home');
  await scope.press('Play');
  const played = await scriptTime(page, session);
  row('streaming', 'scripts, a frame, live', streaming);
  row('streaming', 'scripts, a frame, played', played);
  row('streaming', 'costs a frame', Math.max(streaming - played, spent / frames));
  await context.close();
}

async function measureRun({ open, row }) {
  const { page, scope, context } = await open('?demo=counting&clock=browser&pause=1');
  const times = [];
  for (let round = 0; round < rounds + 2; round += 1) {
    // What the run before left there goes at the click.
    const from = await click(page, 'Restart');
    times.push((await painted(page, ({ end }) => end > 0)) - from);
    await scope.says('Finished');
  }
  // The first ones find nothing warm.
  const warm = times.slice(2);
  row('Run to the first event', 'worker, p50', percentile(warm, 50));
  row('Run to the first event', 'worker, slowest', Math.max(...warm));
  await context.close();
}

async function measureStop({ open, row }) {
  for (const [name, query] of [
    ['an endless loop', '?demo=endless-loops&variant=loop&ticks-before=0'],
    ['a program that waits', '?demo=counting&clock=browser&pause=1000'],
  ]) {
    const { page, scope, context } = await open(query);
    const times = [];
    const ends = [];
    for (let round = 0; round < stops; round += 1) {
      await scope.press('Restart');
      await scope.growsBeyond(5);
      const worker = page.workers()[0];
      const ended = worker.waitForEvent('close').then(() => Date.now());
      const at = Date.now();
      const from = await click(page, 'Stop');
      times.push((await painted(page, ({ status }) => status.startsWith('Stopped'))) - from);
      ends.push((await ended) - at);
    }
    row('Stop to stopped', `${name}, p99`, percentile(times, 99));
    row('Stop to stopped', `${name}, the worker is gone, p99`, percentile(ends, 99));
    await context.close();
  }
}

await bench(async (tools) => {
  await measureRun(tools);
  await measureStop(tools);
  await measureMany(tools);
  await measureStreaming(tools);
});
