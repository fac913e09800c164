// Measures the page as a visitor feels it: `node bench.js FOLDER MINUTES` writes FOLDER/rows.tsv, lines of work, name and
// value with tabs between. `cargo xtask bench page` builds what it needs and holds the rows against their limits.

import { join } from 'node:path';
import { bench, percentile } from './measure.js';

const [folder, minutes] = [process.argv[2], Number(process.argv[3])];
/** 200 tasks that are polled so often that some 20,000 events come in a second. */
const BUSY = '?demo=multiple-producers&clock=browser&producers=200&pause=15&messages=100';
const STARTS = 7;
const FRAMES = 180;
const INPUTS = 40;

/** From navigation to the first frame in which events of the first demo are on the page. */
async function measureStart({ open, row }) {
  const times = [];
  for (let round = 0; round < STARTS; round += 1) {
    const { page, context } = await open('', () => {
      const look = () => {
        const table = document.querySelector('task-scope')?.shadowRoot?.querySelector('table');
        if (Number(table?.dataset.end) > 0) globalThis.runningAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, false);
    await page.waitForFunction(() => globalThis.runningAt);
    times.push(await page.evaluate(() => globalThis.runningAt));
    await context.close();
  }
  row('start', 'to a running demo', percentile(times, 50));
  row('start', 'to a running demo, slowest', Math.max(...times));
}

/** The times between frames while `act(n)` is called in each, in milliseconds. */
function frames(page, act, count = FRAMES) {
  return page.evaluate(
    async ([source, count]) => {
      const act = source && new Function('n', `return (${source})(n)`);
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const times = [await frame()];
      for (let n = 0; n < count; n += 1) {
        act?.(n);
        times.push(await frame());
      }
      return times.slice(1).map((time, index) => time - times[index]);
    },
    [act?.toString(), count],
  );
}

async function measureBusy({ open, row }) {
  const { page, scope, context } = await open(BUSY, () => {
    globalThis.longest = 0;
    const note = (list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    };
    new PerformanceObserver(note).observe({ type: 'longtask' });
  });
  await scope.press('Run');
  await scope.growsBeyond(20_000);
  await page.evaluate(() => (globalThis.longest = 0));
  const [before, from] = [(await scope.read()).end, Date.now()];
  const times = await frames(page);
  const events = (await scope.read()).end - before;
  row('events a second', '200 tasks', (events * 1000) / (Date.now() - from));
  row('200 tasks', 'frame p50', percentile(times, 50));
  row('200 tasks', 'frame p95', percentile(times, 95));
  row('200 tasks', 'longest task', await page.evaluate(() => globalThis.longest));
  await context.close();
}

const wheel = (modifier, delta) => `(n) => {
  const canvas = document.querySelector('task-scope').shadowRoot.querySelector('canvas');
  const { x, y, width, height } = canvas.getBoundingClientRect();
  const at = { clientX: x + width * 0.6, clientY: y + height * 0.5, bubbles: true, cancelable: true, composed: true };
  canvas.dispatchEvent(new WheelEvent('wheel', { ...at, ${modifier}: true, deltaY: (${delta})(n) }));
}`;

async function measureMillion({ open, row }) {
  for (const [name, ending] of [['compact', '.taskscope'], ['JSON', '.taskscope.json']]) {
    const { page, scope, context } = await open('');
    await scope.says('Finished');
    await page.evaluate(() => {
      const root = document.querySelector('task-scope').shadowRoot;
      const opened = () => root.querySelector('[role="status"]').textContent.includes('from million');
      root.addEventListener('change', () => {
        const from = performance.now();
        const look = () => {
          if (opened()) globalThis.openedIn = performance.now() - from;
          else requestAnimationFrame(look);
        };
        look();
      }, { capture: true, once: true });
    });
    await scope.element.locator('input[type="file"]').setInputFiles(join(folder, `million${ending}`));
    await page.waitForFunction(() => globalThis.openedIn);
    row('a million events', `opens, ${name}`, await page.evaluate(() => globalThis.openedIn));
    if (name === 'compact') {
      await frames(page, undefined, 30);
      const zoom = wheel('ctrlKey', '(n) => (Math.floor(n / 60) % 2 ? 60 : -60)');
      row('a million events', 'frame p95 while zooming', percentile(await frames(page, zoom), 95));
      await frames(page, wheel('ctrlKey', '() => -120'), 20);
      const pan = wheel('shiftKey', '(n) => (Math.floor(n / 45) % 2 ? 80 : -80)');
      row('a million events', 'frame p95 while panning', percentile(await frames(page, pan), 95));
      await measureInputs(row, page, scope, ', a million events');
    }
    await context.close();
  }
}

/** From a key to the frame after it, in milliseconds: the slowest but one in twenty. */
async function paints(page, keys) {
  const times = [];
  for (let n = 0; n < INPUTS; n += 1) {
    await page.evaluate(() => {
      const painted = (event) => {
        const from = event.timeStamp;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (globalThis.paintedIn = performance.now() - from);
          port2.postMessage(0);
        });
      };
      globalThis.paintedIn = undefined;
      addEventListener('keydown', painted, { capture: true, once: true });
    });
    await page.keyboard.press(keys[n % keys.length]);
    await page.waitForFunction(() => globalThis.paintedIn);
    times.push(await page.evaluate(() => globalThis.paintedIn));
  }
  return percentile(times, 95);
}

async function measureInputs(row, page, scope, suffix = '') {
  await scope.focus();
  row('next paint p95', `cursor${suffix}`, await paints(page, [',', ',', ',', '.']));
  row('next paint p95', `tabs${suffix}`, await paints(page, ['1', '2', '3', '4', '5']));
  await scope.element.getByRole('searchbox').focus();
  row('next paint p95', `search${suffix}`, await paints(page, [...'export', 'Backspace', 'Backspace', ...'counting']));
}

/** Runs one demo after the other and says every half minute how much memory there is after a collection. */
async function measureMemory({ open, row }) {
  const { page, scope, context } = await open('', () => {
    const { instantiate, instantiateStreaming } = WebAssembly;
    const keep = (result) => {
      const exports = (result.instance ?? result).exports;
      globalThis.memory ??= exports.memory;
      return result;
    };
    WebAssembly.instantiate = (...rest) => instantiate(...rest).then(keep);
    WebAssembly.instantiateStreaming = (...rest) => instantiateStreaming(...rest).then(keep);
  });
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await scope.set('Speed', 'max');
  const links = await scope.links.count();
  const curve = [];
  const [from, every] = [Date.now(), 30_000];
  for (let n = 0; Date.now() - from <= minutes * 60_000; n += 1) {
    await scope.links.nth(n % links).click();
    await scope.until(scope.table, ([{ dataset }]) => dataset.end > 0 && dataset.step === dataset.end);
    if (Date.now() - from >= curve.length * every) {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const wasm = await page.evaluate(() => globalThis.memory.buffer.byteLength);
      curve.push({ js: usedSize / 1e6, wasm: wasm / 1e6 });
    }
  }
  for (const [n, { js, wasm }] of curve.entries()) {
    row('heap', `JS, minute ${n / 2}`, js);
    row('heap', `wasm, minute ${n / 2}`, wasm);
  }
  // A run of a minute has nothing to compare.
  const [, , base, ...later] = curve;
  if (later.length > 0) {
    row('after the first minute', 'JS heap grows by', later.at(-1).js / base.js);
    row('after the first minute', 'wasm memory grows by', later.at(-1).wasm / base.wasm);
  }
  await context.close();
}

await bench(folder, async (tools) => {
  await measureStart(tools);
  const { page, scope, context } = await tools.open('');
  await scope.says('Finished');
  await measureInputs(tools.row, page, scope);
  await context.close();
  await measureBusy(tools);
  await measureMillion(tools);
  await measureMemory(tools);
});
