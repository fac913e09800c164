// A first visit over a slow line with a slow machine, by what a visitor sees: when the picture is there, when the first step
// works, and how many bytes had to travel for each.

import { TaskScope } from './page.js';

/** What is usual for a phone that is held against limits. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;
const PATIENCE = 120_000;

/**
 * Opens a page with one element, and gives its values by their names: times in milliseconds, bytes as they travel. `reach(page)`
 * brings the element into view, if it is not there at once: times count from then.
 */
export async function firstVisit({ browser, server, address, width, reach }) {
  // What a service worker fetches is for the second visit.
  const context = await browser.newContext({ viewport: { width, height: 860 }, serviceWorkers: 'block' });
  context.setDefaultTimeout(PATIENCE);
  try {
    await context.addInitScript(note);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', LINE);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.goto(address, { waitUntil: 'commit' });
    const { from = 0, ...more } = (await reach?.(page)) ?? {};
    await page.waitForFunction(() => globalThis.seen.step, undefined, { polling: 50 });
    const { steppedAt, ...values } = await page.evaluate(read, from);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    return { ...values, ...more, ...(await firstRun(page, server, steppedAt)) };
  } finally {
    await context.close();
  }
}

/**
 * What pressing Run at the end of the run that is shown brings along, and how much memory the program takes in its worker. A
 * question that is open is skipped before.
 */
async function firstRun(page, server, steppedAt) {
  const scope = new TaskScope(page.locator('task-scope'));
  const started = page.workers()[0] ?? page.waitForEvent('worker', { timeout: PATIENCE });
  const skip = scope.button('Skip the question');
  if (await skip.isVisible()) await skip.click();
  await scope.focus();
  await page.keyboard.press('End');
  await scope.offers('Run');
  await scope.press('Run');
  const worker = await started;
  // It is ended as soon as the whole run has come, which may be now.
  if (page.workers().includes(worker)) await worker.waitForEvent('close');
  const sent = server.sent().filter(({ at, path }) => at > steppedAt && !path.endsWith('.pack'));
  const bytes = sent.reduce((sum, { bytes }) => sum + bytes, 0);
  return { 'more bytes for the first run': bytes, 'memory of the program': (await page.evaluate(() => globalThis.seen.memory)) / 1e6 };
}

/** In the page: notes when the picture is there, and presses the key for a step until one works. */
function note() {
  globalThis.seen = { picture: 0, step: 0, paint: 0, long: [], memory: 0 };
  const { seen } = globalThis;
  performance.setResourceTimingBufferSize(2_000);
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('largest-contentful-paint', ({ startTime }) => (seen.paint = startTime));
  observe('longtask', ({ startTime, duration }) => seen.long.push({ startTime, duration }));

  /** Workers say how much memory their instances have, with each message. */
  const inWorker = () => {
    const memories = new Set();
    const keep = (object) => {
      for (const memory of Object.values(object)) if (memory instanceof WebAssembly.Memory) memories.add(memory);
    };
    const { instantiate, instantiateStreaming } = WebAssembly;
    const noted = (result) => {
      keep((result.instance ?? result).exports);
      return result;
    };
    WebAssembly.instantiate = (...rest) => instantiate(...rest).then(noted);
    WebAssembly.instantiateStreaming = (...rest) => instantiateStreaming(...rest).then(noted);
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct: (Instance, rest) => noted(new Instance(...rest)),
    });
    const channel = new BroadcastChannel('memory');
    const { postMessage } = globalThis;
    globalThis.postMessage = (...rest) => {
      // First: with the last batch of its run, the page ends it.
      channel.postMessage([...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
      postMessage.apply(globalThis, rest);
    };
  };
  new BroadcastChannel('memory').onmessage = ({ data }) => (seen.memory = Math.max(seen.memory, data));
  const { createObjectURL } = URL;
  URL.createObjectURL = (object) => {
    const isScript = object instanceof Blob && /javascript/.test(object.type);
    return createObjectURL.call(URL, isScript ? new Blob([`(${inWorker})();\n`, object], { type: object.type }) : object);
  };

  /** A picture as wide as one is, in view: drawn by the app, or one that was there before it. */
  const isInView = (picture) => {
    const { width, top, bottom } = picture.getBoundingClientRect();
    return width >= 200 && bottom > 0 && top < innerHeight;
  };
  const hasPicture = (element) => {
    const drawn = Number(element.shadowRoot?.querySelector('table')?.dataset.end) > 0;
    const within = [element, element.shadowRoot].flatMap((root) => [...(root?.querySelectorAll('svg, img') ?? [])]);
    return drawn ? isInView(element) : within.some(isInView);
  };
  /** Presses a key on the controls; whether anybody took it. */
  seen.press = (key, code) => {
    const target = document.querySelector('task-scope').shadowRoot.querySelector('[role="toolbar"] button');
    return target && !target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, composed: true }));
  };
  /** Calls back when what is there now has been painted. */
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  };
  let pressedAt;
  const look = () => {
    const element = document.querySelector('task-scope');
    const table = element?.shadowRoot?.querySelector('table');
    if (element && !seen.picture && hasPicture(element)) painted((now) => (seen.picture ||= now));
    if (pressedAt !== undefined && table && table.dataset.step !== pressedAt) return painted((now) => (seen.step = now));
    if (table && isInView(element) && Number(table.dataset.end) > 0) {
      const { step, end } = table.dataset;
      if (seen.press(...(step === end ? [',', 'Comma'] : ['.', 'Period']))) pressedAt = step;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** In the page: the values of what was seen, with times from `from`. */
function read(from) {
  const { picture, step, paint, long } = globalThis.seen;
  const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const bytes = (until) => loaded.filter(({ responseEnd }) => responseEnd <= until).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const blocking = long.filter(({ startTime }) => startTime >= Math.max(first, from) && startTime < step);
  return {
    steppedAt: performance.timeOrigin + step,
    'bytes until the picture': bytes(picture),
    'bytes until the first step works': bytes(step),
    picture: picture - from,
    'first step works': step - from,
    'largest contentful paint': paint,
    'total blocking time': blocking.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
  };
}
