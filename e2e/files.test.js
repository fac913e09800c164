// Runs leave the page as files and come back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const FIXED = '?demo=messages-at-once&variant=fixed';

/** Chooses an entry of the menu and gives the file that is saved. */
async function saved({ page, scope }, label) {
  await scope.element.getByText('Files', { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), scope.press(label)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Drops a file on the page, as from the desktop. */
async function drop({ page, scope }, name, bytes) {
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    },
    [name, [...bytes]],
  );
  await scope.canvas.dispatchEvent('drop', { dataTransfer: data });
}

test(
  'a run is saved in every form, and opened again by dropping it',
  visit(FIXED, async (at) => {
    const { scope } = at;
    await scope.runToEnd();
    const { digest, end } = await scope.read();
    for (const [label, ending] of [
      ['Trace (JSON)', '.taskscope.json'],
      ['Trace (compact)', '.taskscope'],
      ['For Perfetto (JSON)', '.chrome.json'],
      ['Picture (SVG)', '.svg'],
      ['Statistics (CSV)', '.csv'],
      ['This view (PNG)', '.png'],
    ]) {
      const { name, bytes } = await saved(at, label);
      assert.equal(name, `messages-at-once-fixed${ending}`);
      assert.ok(bytes.length > 100, label);
    }
    const { name, bytes } = await saved(at, 'Trace (JSON)');
    await scope.pick('counting');
    await scope.title.filter({ hasText: 'Counting' }).waitFor();
    await drop(at, name, bytes);
    await scope.status.filter({ hasText: `from ${name}` }).waitFor();
    await scope.title.filter({ hasText: 'Messages' }).waitFor();
    const again = await scope.read();
    assert.deepEqual([again.digest, again.end], [digest, end]);
  }),
);

test(
  'a file that is none is refused, and what was shown stays',
  visit(FIXED, async (at) => {
    const { scope } = at;
    await scope.runToEnd();
    const { digest } = await scope.read();
    await drop(at, 'holiday.json', Buffer.from('{"format":"jpeg"}'));
    await scope.notice.filter({ hasText: 'holiday.json can\'t be opened' }).waitFor();
    assert.equal((await scope.read()).digest, digest);
  }),
);

test(
  'a link is copied, or shown where the browser does not allow that',
  visit(FIXED, async ({ page, scope }) => {
    await scope.runToEnd();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await scope.press('Share');
    await scope.notice.filter({ hasText: 'in the clipboard' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, page.url());
    await page.context().clearPermissions();
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) });
    });
    await scope.press('Share');
    const shown = scope.notice.getByRole('textbox');
    assert.equal(await shown.inputValue(), copied);
    assert.equal(await shown.evaluate((field) => field.selectionEnd - field.selectionStart), copied.length);
  }),
);

/** A trace of so many events, as text. */
function long(events) {
  const lines = Array.from({ length: events }, (_, n) => `{"time":${n},"event":"output","text":0}`);
  const head = '{"format":"taskscope","version":1,\n"texts":["a line"],\n"places":[],\n"events":[\n';
  const start = '{"time":0,"event":"run_started","clock":"virtual","order":"fifo","seed":0},\n';
  return { name: 'long.taskscope.json', mimeType: 'application/json', buffer: Buffer.from(`${head}${start}${lines.join(',\n')}\n]}`) };
}

test(
  'opening a large file shows that it goes on, and can be cancelled without a loss',
  visit('?demo=counting', async ({ scope }) => {
    await scope.runToEnd();
    const { digest } = await scope.read();
    const progress = scope.element.getByRole('group', { name: 'In progress' });
    await scope.element.locator('input[type="file"]').setInputFiles(long(500_000));
    await progress.getByText('Opening long.taskscope.json').waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    assert.equal((await scope.read()).digest, digest);
    await scope.element.locator('input[type="file"]').setInputFiles(long(20_000));
    await scope.status.getByText('from long.taskscope.json').waitFor();
    assert.equal((await scope.read()).end, 20_001);
  }),
);
