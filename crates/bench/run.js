// Opens the page of a bench in a fresh browser, several times: node run.js FOLDER LAUNCHES ROUNDS RESULT

import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

// The end-to-end tests have it installed already.
const { chromium } = createRequire(new URL('../../e2e/package.json', import.meta.url))('playwright-core');

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
];

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

const [folder, launches, rounds, result] = process.argv.slice(2);
const server = await serve(folder);
try {
  const measured = [];
  for (let launch = 1; launch <= Number(launches); launch++) {
    console.log(`  browser ${launch} of ${launches} …`);
    measured.push(await measure(`http://127.0.0.1:${server.address().port}/index.html`, Number(rounds)));
  }
  await writeFile(result, table(measured));
} finally {
  server.closeAllConnections();
  server.close();
}

async function measure(address, rounds) {
  const executablePath = process.env.CHROME || '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(`  page: ${message.text()}`));
    page.on('pageerror', (error) => console.log(`  page: ${error.stack ?? error}`));
    await page.goto(address);
    await page.waitForFunction(() => globalThis.bench);
    return await page.evaluate((rounds) => globalThis.bench(rounds), rounds);
  } finally {
    await browser.close();
  }
}

/** One line a row: its names, and its value in each launch, with tabs between. */
function table(measured) {
  const lines = measured[0].map(([work, name], row) => {
    const values = measured.map((rows) => rows[row][2]);
    return [work, name, ...values].join('\t');
  });
  return `${lines.join('\n')}\n`;
}

/** A server on a free port. Only an isolated page has a clock finer than a tenth of a millisecond. */
async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    try {
      const content = await readFile(join(folder, path));
      response.writeHead(200, {
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cache-Control': 'no-store',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return server;
}
