// Takes the pictures: those of the README into www/shots/, and every state of the page in both themes at three widths
// into target/shots/, with sheet.png to look at them all.

import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';

const FIXED = '?demo=export-and-upload&variant=fixed';
/** Still runs when its picture is taken. */
const LONG = '?demo=counting&clock=browser&pause=2000';
const WIDTHS = [
  { width: 1600, height: 860 },
  { width: 1000, height: 800 },
  { width: 390, height: 844 },
];
const THEMES = ['dark', 'light'];

/** The states of the page: its address, and what a visitor does to get there. */
const STATES = {
  start: { query: '' },
  empty: { query: `${FIXED}&clock=browser` },
  running: {
    query: LONG,
    async reach(scope) {
      await scope.press('Run');
      await scope.growsBeyond(10);
    },
  },
  middle: { query: FIXED, reach: toMiddle },
  finished: { query: FIXED, reach: (scope) => scope.runToEnd() },
  stopped: {
    query: LONG,
    async reach(scope) {
      await scope.press('Run');
      await scope.growsBeyond(10);
      await scope.press('Stop');
      await scope.says('Stopped');
    },
  },
  message: { query: '?demo=nowhere&colour=red' },
  files: {
    query: FIXED,
    async reach(scope) {
      await scope.runToEnd();
      await scope.more();
    },
  },
  keys: {
    query: FIXED,
    async reach(scope) {
      await scope.runToEnd();
      await scope.focus();
      await scope.page.keyboard.press('?');
    },
  },
};

/** A moment with something to see in every pane. */
async function toMiddle(scope) {
  await scope.runToEnd();
  const { end } = await scope.read();
  const step = Math.round(end / 2);
  const address = new URL(scope.page.url());
  address.searchParams.set('step', step);
  // Without it, a link counts the events of the format's first version.
  address.searchParams.set('format', 2);
  await scope.page.goto('about:blank');
  await scope.page.goto(address.href);
  await scope.standsAt(step);
}

async function take(browser, site, path, state, options) {
  const context = await browser.newContext(options);
  // The hints belong to the first of the states only.
  if (state !== STATES.start) {
    await context.addInitScript(() => globalThis.localStorage?.setItem('task-scope', 'hints=read&questions=off'));
  }
  const page = await context.newPage();
  await page.goto(site + state.query);
  const scope = new TaskScope(page.locator('task-scope'));
  await scope.isThere();
  await state.reach?.(scope);
  // What was asked for in this frame is painted with the next.
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await page.screenshot({ path });
  await context.close();
}

/** One page with all pictures, each with its name. */
async function takeSheet(browser, folder, names) {
  const figures = names.map((name) => `<figure><img src="${name}"><figcaption>${name}</figcaption></figure>`);
  const style = 'body{display:flex;flex-wrap:wrap;gap:12px;align-items:start;font:13px sans-serif}figure{margin:0}img{height:400px}';
  const file = join(folder, 'sheet.html');
  await writeFile(file, `<!doctype html><meta charset="utf-8"><style>${style}</style>${figures.join('\n')}`);
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
  await page.goto(`file://${file}`);
  await page.screenshot({ path: join(folder, 'sheet.png'), fullPage: true });
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = { readme: join(root, 'www/shots'), all: process.env.SHOTS ?? join(root, 'target/shots') };
for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });

const server = await serve();
const browser = await launch();
const names = [];
try {
  for (const [name, state] of Object.entries(STATES)) {
    for (const viewport of WIDTHS) {
      for (const colorScheme of THEMES) {
        const path = join(folders.all, `${name}-${viewport.width}-${colorScheme}.png`);
        await take(browser, server.site, path, state, { viewport, colorScheme });
        names.push(basename(path));
      }
    }
  }
  for (const colorScheme of THEMES) {
    const path = join(folders.readme, `${colorScheme}.png`);
    await take(browser, server.site, path, STATES.middle, { viewport: WIDTHS[0], colorScheme });
    console.log(path);
  }
  await takeSheet(browser, folders.all, names);
  console.log(join(folders.all, 'sheet.png'));
} finally {
  await browser.close();
  await server.close();
}
