// The site as a host sends it that knows of the compressed files beside the others: the page can't tell.

import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, createGunzip } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';

const DIST = fileURLToPath(new URL(process.env.TASKSCOPE_DIST ?? '../dist', import.meta.url));

let server;
before(async () => {
  server = await serve({ sendsCompressed: true });
});
after(() => server?.close());

/** What the server answers to a client that understands these encodings: headers and the bytes that travel. */
function asked(path, encodings) {
  return new Promise((resolve, reject) => {
    const headers = encodings ? { 'Accept-Encoding': encodings } : {};
    get(server.site + path, { headers }, (response) => {
      buffer(response).then((bytes) => resolve({ headers: response.headers, bytes }), reject);
    }).on('error', reject);
  });
}

test('what lies beside a file is that file, smaller', async () => {
  const files = await readdir(DIST, { recursive: true });
  const pairs = files.filter((file) => /\.(br|gz)$/.test(file));
  assert.ok(pairs.includes('taskscope_bg.wasm.br') && pairs.includes('task-scope.js.gz'), `${pairs.length} are compressed`);
  for (const file of pairs) {
    const original = join(DIST, file.replace(/\.(br|gz)$/, ''));
    const compressed = join(DIST, file);
    assert.ok((await stat(compressed)).size < (await stat(original)).size, file);
    const unpacked = file.endsWith('.br')
      ? brotliDecompressSync(await readFile(compressed))
      : await buffer(createReadStream(compressed).pipe(createGunzip()));
    assert.ok(unpacked.equals(await readFile(original)), file);
  }
});

test('each client gets what it understands, under the type of the file', async () => {
  for (const [path, type] of [
    ['taskscope_bg.wasm', 'application/wasm'],
    ['jobs_bg.wasm', 'application/wasm'],
    ['task-scope.js', 'text/javascript'],
    ['task-scope.css', 'text/css'],
  ]) {
    const sizes = [];
    for (const [encodings, expected] of [['gzip, br', 'br'], ['gzip', 'gzip'], [undefined, undefined]]) {
      const { headers, bytes } = await asked(path, encodings);
      assert.equal(headers['content-encoding'], expected, path);
      assert.ok(headers['content-type'].startsWith(type), `${path}: ${headers['content-type']}`);
      sizes.push(bytes.length);
    }
    assert.deepEqual(sizes, sizes.toSorted((one, other) => one - other), `${path}: ${sizes}`);
    assert.ok(sizes[0] < sizes[2] / 2, `${path}: ${sizes}`);
  }
});

test('a run from compressed files is one like any other, and is saved', async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const encoded = new Set();
    page.on('response', (response) => response.headers()['content-encoding'] && encoded.add(new URL(response.url()).pathname.split('/').at(-1)));
    await page.goto(`${server.site}?demo=counting&variant=join`);
    const scope = new TaskScope(page.locator('task-scope').first());
    await scope.isThere();
    await scope.runToEnd();
    const text = await scope.element.evaluate(async (element) => (await element.exportTrace('json')).text());
    const { origin, texts } = JSON.parse(text);
    assert.deepEqual([origin.demo, origin.variant], ['counting', 'join']);
    assert.ok(texts.includes('main'), text.slice(0, 400));
    for (const file of ['taskscope_bg.wasm', 'taskscope.js', 'jobs_bg.wasm', 'task-scope.css']) assert.ok(encoded.has(file), file);
  } finally {
    await browser.close();
  }
});
