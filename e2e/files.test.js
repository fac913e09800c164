// Runs leave the page as files and come back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { visits } from './browser.js';
import { stranger } from './stranger.js';

const visit = visits();
const FIXED = '?demo=messages-at-once&variant=fixed';

/** Chooses an entry of the menu and gives the file that is saved. */
async function saved({ page, scope }, label) {
  await scope.more();
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
      ['Recording (JSON)', '.taskscope.json'],
      ['Recording (binary)', '.taskscope'],
      ['Perfetto trace (JSON)', '.chrome.json'],
      ['Picture (SVG)', '.svg'],
      ['Statistics (CSV)', '.csv'],
      ['Picture of this view (PNG)', '.png'],
    ]) {
      const { name, bytes } = await saved(at, label);
      assert.equal(name, `messages-at-once-fixed${ending}`);
      assert.ok(bytes.length > 100, label);
    }
    const { name, bytes } = await saved(at, 'Recording (JSON)');
    await scope.pick('counting');
    await scope.title.filter({ hasText: 'Counting' }).waitFor();
    await drop(at, name, bytes);
    await scope.element.getByText(`Opened file: ${name}`).waitFor();
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

/** Opens the menu under Share and presses one of its buttons. */
async function share(scope, name) {
  await scope.element.locator('details.share > summary').click();
  await scope.element.locator('details.share').getByRole('button', { name }).click();
}

test(
  'a link is copied, or shown where the browser does not allow that',
  visit(FIXED, async ({ page, scope }) => {
    await scope.runToEnd();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await share(scope, 'Copy link');
    await scope.notice.filter({ hasText: 'Link copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, page.url());
    await page.context().clearPermissions();
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) });
    });
    await share(scope, 'Copy link');
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
    await scope.element.getByText('Opened file: long.taskscope.json').waitFor();
    assert.equal((await scope.read()).end, 20_001);
  }),
);

test(
  'a run of no demo is a thing of its own, and counts from its first event',
  visit(FIXED, async (at) => {
    const { page, scope } = at;
    await scope.runToEnd();
    await scope.tab('Source').click();
    await drop(at, 'late start.taskscope.json', stranger());
    await scope.element.getByText('Opened file: late start.taskscope.json').waitFor();
    assert.equal(await scope.title.innerText(), 'late start');
    for (const group of ['Variant', 'Clock']) assert.equal(await scope.choices(group).count(), 0, group);
    for (const button of ['Tour', 'Run']) assert.equal(await scope.button(button).count(), 0, button);
    assert.equal(await scope.knobs.count(), 0);
    assert.equal(await scope.links.and(page.locator('[aria-current]')).count(), 0);
    await scope.panel.getByText('has no source').waitFor();
    const { caption, digest, end } = await scope.standsAtEnd();
    assert.match(caption, /^Tasks and their futures at 2 ms, step/);
    assert.match(await scope.currentSentence.innerText(), /^2 ms/);
    await page.waitForFunction(() => !location.search.includes('demo='));
    const [download] = await Promise.all([page.waitForEvent('download'), share(scope, 'Save this run as a file')]);
    assert.equal(download.suggestedFilename(), 'late-start.taskscope.json');
    await scope.notice.filter({ hasText: 'Share that file' }).waitFor();
    await scope.set('Speed', 'max');
    await scope.press('Restart');
    const again = await scope.standsAtEnd();
    assert.deepEqual([again.digest, again.end], [digest, end], 'it is played again, and no program is run');
    await scope.pick('messages-at-once');
    await scope.title.filter({ hasText: 'Messages' }).waitFor();
    await scope.knobs.waitFor();
  }),
);

test(
  'hours and days are said, in columns that fit',
  visit(FIXED, async (at) => {
    const { scope } = at;
    await drop(at, 'gap.json', stranger({ start: 0, pause: 400 * 86_400_000_000 }));
    await scope.element.getByText('Opened file: gap.json').waitFor();
    await scope.element.locator('.position').filter({ hasText: '400 d' }).waitFor();
    const [time, says] = await scope.currentSentence.locator('button > span').all();
    assert.equal(await time.innerText(), '400 d');
    const [left, right] = [await time.boundingBox(), await says.boundingBox()];
    assert.ok(left.x + left.width <= right.x, 'no time reaches into its sentence');
    assert.ok(await time.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1));
  }),
);

test(
  'a text in UTF-16 and what is packed with gzip are opened, and damaged ones are named',
  visit(FIXED, async (at) => {
    const { scope } = at;
    const plain = stranger();
    const wide = Buffer.from(`\ufeff${plain}`, 'utf16le');
    const files = { 'wide.json': wide, 'packed.taskscope.json.gz': gzipSync(plain), 'both.gz': gzipSync(wide) };
    for (const [name, bytes] of Object.entries(files)) {
      await drop(at, name, bytes);
      await scope.element.getByText(`Opened file: ${name}`).waitFor();
    }
    const { digest } = await scope.standsAtEnd();
    for (const [name, bytes, says] of [
      ['half.gz', gzipSync(plain).subarray(0, 90), 'damaged gzip file'],
      ['half.json', plain.subarray(0, 300), 'was cut off'],
      ['page.json', Buffer.from('<!doctype html><html></html>'), 'web page'],
      ['table.csv', Buffer.from('task,name,polls,busy_us\r\n'), 'statistics of a run'],
    ]) {
      await drop(at, name, bytes);
      await scope.notice.filter({ hasText: `${name} can't be opened` }).filter({ hasText: says }).waitFor();
      assert.equal((await scope.read()).digest, digest, 'what was shown stays');
    }
  }),
);

test(
  'a name of a megabyte is shown as far as it can be seen',
  visit(FIXED, async (at) => {
    const { scope } = at;
    await drop(at, `${'long '.repeat(50)}.json`, stranger({ name: 'name '.repeat(200_000) }));
    await scope.element.getByText('Opened file: long').waitFor();
    await scope.press('Step back');
    for (const tab of ['About', 'Source', 'Task', 'Graph', 'Stats']) {
      await scope.tab(tab).click();
      const longest = await scope.element.evaluate(({ shadowRoot }) => {
        const texts = [...shadowRoot.querySelectorAll('*')].flatMap((element) => [
          ...[...element.attributes].map(({ value }) => value),
          ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
        ]);
        return Math.max(...texts.map(({ length }) => length));
      });
      assert.ok(longest < 5_000, `${longest} characters behind ${tab}`);
    }
  }),
);
