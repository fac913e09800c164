// Measures what a page pays for embedded elements: `node bench-embed.js FOLDER EFFORT` writes FOLDER/rows.tsv, lines of work,
// name and value with tabs between. `cargo xtask bench embed` builds what it needs and holds the rows against their limits.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './browser.js';
import { foreign, text } from './foreign.js';
import { effort, folder, percentile } from './measure.js';
import { serve } from './server.js';

/** How often elements start, and how many milliseconds ten of them are watched. */
const { rounds, idle } = effort({
  all: { rounds: 7, idle: 3000 },
  quick: { rounds: 2, idle: 3000 },
  once: { rounds: 1, idle: 500 },
});
const FAR = '<div style="block-size: 3000px"></div>';
const [server, pages, browser] = await Promise.all([serve(), foreign(), launch()]);
const rows = [];
const row = (work, name, value) => rows.push(`${work}\t${name}\t${value}`);

/** Times of elements from being scrolled into view until the first events of their runs are there. */
function note() {
  globalThis.longest = 0;
  const observed = (list) => list.getEntries().forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)));
  new PerformanceObserver(observed).observe({ type: 'long-animation-frame', buffered: true });
  addEventListener('task-scope-finish', ({ target }) => (target.finishedAt = performance.now()));
}

async function visit(body, story) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.addInitScript(note);
  await page.goto(pages.page(text({ site: server.site, body })));
  await page.waitForFunction(() => customElements.get('task-scope'));
  await story(page, requests);
  await context.close();
}

/** Scrolls to an element and gives the milliseconds until its run is on the page. */
const scrolled = (page, id) =>
  page.evaluate(async (id) => {
    const element = document.getElementById(id);
    const from = performance.now();
    element.scrollIntoView();
    while (!element.finishedAt) await new Promise((frame) => requestAnimationFrame(frame));
    return element.finishedAt - from;
  }, id);

async function measureStart() {
  const [first, second, downloads] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const body = `${FAR}<task-scope id="a" demo="counting"></task-scope>${FAR}<task-scope id="b" demo="counting"></task-scope>`;
    await visit(body, async (page, requests) => {
      first.push(await scrolled(page, 'a'));
      // Each worker asks for the script, which a cache has, but not here.
      const fetched = () => requests.filter((url) => url.startsWith(server.site) && !url.endsWith('/task-scope.js')).length;
      const before = fetched();
      second.push(await scrolled(page, 'b'));
      downloads.push(fetched() - before);
    });
  }
  row('seen', 'first element runs', percentile(first, 50));
  row('seen', 'second element runs', percentile(second, 50));
  row('count', 'further downloads of the second', Math.max(...downloads));
}

/** What the page's thread does because of ten elements: tasks and frames, by the browser's own counters. */
async function measureIdle(name, body, prepare) {
  await visit(body, async (page) => {
    await prepare(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const read = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    const before = await read();
    await new Promise((done) => setTimeout(done, idle));
    const after = await read();
    row('idle', `${name}, processor`, ((after.TaskDuration - before.TaskDuration) / (idle / 1000)) * 100);
    row('count', `${name}, frames`, after.Frames - before.Frames + (after.RecalcStyleCount - before.RecalcStyleCount));
  });
}

try {
  await measureStart();
  const ten = '<task-scope demo="counting"></task-scope>'.repeat(10);
  await measureIdle('ten not seen yet', FAR + ten, () => {});
  await measureIdle('ten at rest', ten.replaceAll('<task-scope', '<task-scope loading="eager"'), (page) =>
    page.waitForFunction(() => [...document.querySelectorAll('task-scope')].every((element) => element.finishedAt)),
  );
  await visit(FAR + ten, async (page) => {
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    row('task', 'longest frame before it is seen', await page.evaluate(() => globalThis.longest));
  });
  await writeFile(join(folder, 'rows.tsv'), `${rows.join('\n')}\n`);
} finally {
  await browser.close();
  await Promise.all([server.close(), pages.close()]);
}
