// Measures the page as a visitor feels it: `node bench.js FOLDER EFFORT` writes FOLDER/rows.tsv. `cargo xtask bench page`
// builds what it needs and holds the rows against their limits.

import { join } from 'node:path';
import { bench, effort, folder, percentile } from './measure.js';

/** Minutes of the curve, and how often the rest is done. */
const { minutes, starts, count, inputs } = effort({
  all: { minutes: 10, starts: 7, count: 180, inputs: 40 },
  quick: { minutes: 1, starts: 7, count: 180, inputs: 40 },
  once: { minutes: 0, starts: 1, count: 20, inputs: 5 },
});
/** 200 tasks that are polled so often that some 20,000 events come in a second. */
const BUSY = '?demo=multiple-producers&clock=browser&producers=200&pause=15&messages=100';

/** From navigation to the first frame in which events of the first demo are on the page. */
async function measureStart({ open, row }) {
  const times = [];
  for (let round = 0; round < starts; round += 1) {
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
function frames(page, act, limit = count) {
  return page.evaluate(
    async ([source, limit]) => {
      const act = source && new Function('n', `return (${source})(n)`);
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const times = [await frame()];
      for (let n = 0; n < limit; n += 1) {
        act?.(n);
        times.push(await frame());
      }
      return times.slice(1).map((time, index) => time - times[index]);
    },
    [act?.toString(), limit],
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
      const opened = () => document.title.startsWith('million');
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
  for (let n = 0; n < inputs; n += 1) {
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
  await scope.gallery.getByRole('searchbox').focus();
  row('next paint p95', `search${suffix}`, await paints(page, [...'export', 'Backspace', 'Backspace', ...'counting']));
}

/** Keeps hold of the memories of the page's instances, without keeping them. */
function noteMemories() {
  const memories = [];
  const keep = (exports) => {
    for (const memory of Object.values(exports)) if (memory instanceof WebAssembly.Memory) memories.push(new WeakRef(memory));
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  const noted = (result) => {
    keep((result.instance ?? result).exports);
    return result;
  };
  WebAssembly.instantiate = (...rest) => instantiate(...rest).then(noted);
  WebAssembly.instantiateStreaming = (...rest) => instantiateStreaming(...rest).then(noted);
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Instance, rest) {
      const instance = new Instance(...rest);
      keep(instance.exports);
      return instance;
    },
  });
  globalThis.memories = () => memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
}

/**
 * Takes a demo and goes to the end of its run. Those in real time start only when they are told to, and what does not end by
 * itself is stopped.
 */
async function runThrough(scope, link) {
  await link.click();
  await scope.until(link, ([link]) => link.getAttribute('aria-current') === 'page');
  await scope.until(scope.table, ([table]) => {
    const says = table.getRootNode().querySelector('[role="status"]').textContent;
    return says === 'Not run yet' || (table.dataset.end > 0 && table.dataset.step === table.dataset.end);
  });
  if ((await scope.status.innerText()) !== 'Not run yet') return;
  await scope.press('Run');
  await scope.growsBeyond(0);
  // It may end by itself at any moment: then nothing happens.
  await scope.button('Stop').evaluate((stop) => stop.click());
  await scope.until(scope.status, ([{ textContent }]) => !textContent.startsWith('Running'));
}

/**
 * Runs one demo after the other, each of them at least once, and says every half minute how much memory there is after a
 * collection.
 */
async function measureMemory({ open, row }) {
  const { page, scope, context } = await open('', noteMemories);
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await scope.set('Speed', 'max');
  const links = await scope.links.count();
  const curve = [];
  const sample = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    curve.push({ js: usedSize / 1e6, wasm: (await page.evaluate(() => globalThis.memories())) / 1e6 });
  };
  const [from, every] = [Date.now(), 30_000];
  for (let n = 0; n < links || Date.now() - from <= minutes * 60_000; n += 1) {
    await runThrough(scope, scope.links.nth(n % links));
    if (Date.now() - from >= curve.length * every) await sample();
  }
  if (curve.length < 2) await sample();
  for (const [n, { js, wasm }] of curve.entries()) {
    row('heap', `JS, minute ${n / 2}`, js);
    row('heap', `wasm, minute ${n / 2}`, wasm);
  }
  const base = curve[Math.min(2, curve.length - 2)];
  row('after the first minute', 'JS heap grows by', curve.at(-1).js / base.js);
  row('after the first minute', 'wasm memory grows by', curve.at(-1).wasm / base.wasm);
  await context.close();
}

await bench(async (tools) => {
  await measureStart(tools);
  const { page, scope, context } = await tools.open('');
  await scope.says('Finished');
  await measureInputs(tools.row, page, scope);
  await context.close();
  await measureBusy(tools);
  await measureMillion(tools);
  await measureMemory(tools);
});
