// Measures what a page pays for embedded elements: `node bench-embed.js FOLDER EFFORT [BESIDE]` writes FOLDER/rows.tsv, lines
// of work, name and value with tabs between; BESIDE is the folder of another build, to compare with. `cargo xtask bench embed`
// builds what it needs and holds the rows against their limits.

import { foreign, text } from './foreign.js';
import { firstVisit } from './first-visit.js';
import { compare, effort, percentile } from './measure.js';

/** How often elements start, and how many milliseconds ten of them are watched. */
const { rounds, idle } = effort({
  all: { rounds: 7, idle: 3000 },
  quick: { rounds: 2, idle: 3000 },
  once: { rounds: 1, idle: 500 },
});
const FAR = '<div style="block-size: 3000px"></div>';
const pages = await foreign();

/** Times of elements from being scrolled into view until the first events of their runs are there. */
function note() {
  globalThis.longest = 0;
  const observed = (list) => list.getEntries().forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)));
  new PerformanceObserver(observed).observe({ type: 'long-animation-frame', buffered: true });
  addEventListener('task-scope-finish', ({ target }) => (target.finishedAt = performance.now()));
}

async function visit({ browser, server }, body, story) {
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

/** A reader of a blog scrolls to an element, on a slow line with a slow machine. */
function blog({ browser, server }) {
  const body = `<h1>A post</h1>${FAR}<task-scope id="a" demo="counting"></task-scope>${FAR}`;
  const reach = async (page) => {
    await page.waitForLoadState('load');
    await page.waitForFunction(() => customElements.get('task-scope'));
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    const ofElement = await page.evaluate(() => {
      const isScript = ({ name }) => name.endsWith('/task-scope.js');
      const sum = (entries) => entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
      const loaded = performance.getEntriesByType('resource');
      return { script: sum(loaded.filter(isScript)), rest: sum(loaded.filter((entry) => !isScript(entry))) };
    });
    const from = await page.evaluate(() => {
      document.getElementById('a').scrollIntoView();
      return performance.now();
    });
    return { from, 'bytes of the script': ofElement.script, 'bytes before it is seen': ofElement.rest };
  };
  return firstVisit({ browser, server, address: pages.page(text({ site: server.site, body })), width: 1000, reach });
}

async function measureStart(tools) {
  const [first, second, downloads] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const body = `${FAR}<task-scope id="a" demo="counting"></task-scope>${FAR}<task-scope id="b" demo="counting"></task-scope>`;
    await visit(tools, body, async (page, requests) => {
      first.push(await scrolled(page, 'a'));
      // Each worker asks for the script, which a cache has, but not here.
      const fetched = () => requests.filter((url) => url.startsWith(tools.server.site) && !url.endsWith('/task-scope.js')).length;
      const before = fetched();
      second.push(await scrolled(page, 'b'));
      downloads.push(fetched() - before);
    });
  }
  tools.row('seen', 'first element runs', percentile(first, 50));
  tools.row('seen', 'second element runs', percentile(second, 50));
  tools.row('count', 'further downloads of the second', Math.max(...downloads));
}

/** What the page's thread does because of ten elements: tasks and frames, by the browser's own counters. */
async function measureIdle(tools, name, body, prepare) {
  const { row } = tools;
  await visit(tools, body, async (page) => {
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

async function measureElements(tools) {
  await measureStart(tools);
  const ten = '<task-scope demo="counting"></task-scope>'.repeat(10);
  await measureIdle(tools, 'ten not seen yet', FAR + ten, () => {});
  await measureIdle(tools, 'ten at rest', ten.replaceAll('<task-scope', '<task-scope loading="eager"'), (page) =>
    page.waitForFunction(() => [...document.querySelectorAll('task-scope')].every((element) => element.finishedAt)),
  );
  await visit(tools, FAR + ten, async (page) => {
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    tools.row('task', 'longest frame before it is seen', await page.evaluate(() => globalThis.longest));
  });
}

try {
  await compare({ rounds, visits: { 'blog post': blog }, rows: measureElements });
} finally {
  await pages.close();
}
