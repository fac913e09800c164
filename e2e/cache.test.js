// What a browser keeps of a visit: compiled code, so that the next one compiles less. It is asked of Chromium, which says so in
// its own trace of what it does.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchWith } from './browser.js';
import { travel } from './travel.js';

const DIST = fileURLToPath(new URL(process.env.TASKSCOPE_DIST ?? '../dist', import.meta.url));
/** Code counts as hot sooner: else it would take minutes of use until there is enough of it to be kept. */
const HOT = ['--js-flags=--wasm-tiering-budget=100'];
const MODULE = 'taskscope_bg.wasm';
/** Less than the hot code of the page's module, and more than an empty cache has in a file. */
const KEPT = 100_000;

/** Opens the playground in a profile, calls `then(page)` as soon as it is there, and gives what Chromium has noted of modules. */
async function visit(profile, address, then) {
  const context = await launchWith(profile, HOT);
  try {
    const [page] = context.pages();
    const session = await context.newCDPSession(page);
    const events = [];
    session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
    const traceConfig = { includedCategories: ['disabled-by-default-devtools.timeline'] };
    await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
    await page.goto(address);
    await page.waitForFunction(() => document.querySelector('task-scope').getAttribute('state') === 'ready');
    await then?.(page);
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    return events.filter(({ name, args }) => name.startsWith('v8.wasm.') && args.url?.endsWith(MODULE)).map(({ name }) => name);
  } finally {
    await context.close();
  }
}

/** Waits until a file of a folder is large. */
async function grows(folder) {
  const isLarge = async () => {
    const files = await readdir(folder, { withFileTypes: true });
    const sizes = files.filter((file) => file.isFile()).map(({ name }) => stat(join(folder, name)).then(({ size }) => size, () => 0));
    return Math.max(0, ...(await Promise.all(sizes))) > KEPT;
  };
  const changes = watch(folder);
  if (await isLarge()) return;
  for await (const _ of changes) if (await isLarge()) return;
}

test('a later visit has the code of the page\'s module compiled', async () => {
  const server = await travel(DIST);
  const profile = await mkdtemp(join(tmpdir(), 'taskscope-profile-'));
  try {
    const folder = join(profile, 'Default', 'Code Cache', 'wasm');
    await mkdir(folder, { recursive: true });
    const first = await visit(profile, server.site, () => grows(folder));
    assert.ok(first.includes('v8.wasm.compiledModule'), first.join());
    const second = await visit(profile, server.site);
    assert.ok(second.includes('v8.wasm.moduleCacheHit'), second.join());
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});
