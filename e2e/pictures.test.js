// Six views as pictures, with a tolerance for fonts and edges. `UPDATE_EXPECT=1` takes them anew; look at them then.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { visits } from './browser.js';

const visit = visits();
const DEMO = '?demo=export-and-upload';
/** How different two colours may be, from 0 to 1, and which share of the pixels may be more so. */
const THRESHOLD = 0.15;
const TOLERANCE = 0.02;
const FOLDER = new URL('pictures/', import.meta.url);

/** Compares what a locator shows with a picture that was looked at. */
async function looks(locator, name) {
  // Not the cursor that blinks, nor a pointer that happens to be somewhere.
  const taken = await locator.screenshot({ animations: 'disabled', caret: 'hide' });
  const file = fileURLToPath(new URL(`${name}.png`, FOLDER));
  if (process.env.UPDATE_EXPECT || !existsSync(file)) {
    assert.ok(process.env.UPDATE_EXPECT, `there is no ${file}: take it with UPDATE_EXPECT=1 and look at it`);
    await mkdir(FOLDER, { recursive: true });
    return writeFile(file, taken);
  }
  const [now, then] = [PNG.sync.read(taken), PNG.sync.read(await readFile(file))];
  assert.deepEqual([now.width, now.height], [then.width, then.height], `the size of ${name}`);
  const different = pixelmatch(now.data, then.data, undefined, now.width, now.height, { threshold: THRESHOLD });
  const share = different / (now.width * now.height);
  assert.ok(share <= TOLERANCE, `${(share * 100).toFixed(1)} % of ${name} looks different; UPDATE_EXPECT=1 takes it anew`);
}

function view(name, query, part, options, reach = async () => {}) {
  const prepare = (page) => page.addInitScript(() => localStorage.setItem('task-scope', 'hints=read&questions=off'));
  const story = async ({ scope }) => {
    await scope.runToEnd();
    const { end } = await scope.read();
    await scope.press('Step back');
    await scope.standsAt(end - 1);
    await reach(scope);
    await looks(scope.element.locator(part), name);
  };
  test(`${name} looks as it did`, visit(query, story, { prepare, ...options }));
}

const WIDE = { viewport: { width: 1600, height: 860 } };
view('wide-dark', `${DEMO}&variant=fixed`, 'main', { ...WIDE, colorScheme: 'dark' });
view('wide-light', `${DEMO}&variant=fixed`, 'main', { ...WIDE, colorScheme: 'light' });
view('medium-dark', DEMO, 'main', { viewport: { width: 1000, height: 800 }, colorScheme: 'dark' });
view('narrow-light', DEMO, 'main', { viewport: { width: 390, height: 844 }, colorScheme: 'light' });
// From the top: how far the panel has scrolled depends on the lines of the source that were seen on the way.
const toTop = (scope) => scope.panel.evaluate((panel) => (panel.scrollTop = 0));
view('source-dark', `${DEMO}&variant=fixed`, 'aside', { ...WIDE, colorScheme: 'dark' }, toTop);
view('statistics-light', DEMO, 'aside', { ...WIDE, colorScheme: 'light' }, async (scope) => {
  await scope.tab('Stats').click();
  await toTop(scope);
});
