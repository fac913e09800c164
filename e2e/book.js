// Builds a real book with mdBook and our preprocessor, and opens its pages.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { launch, watch } from './browser.js';
import { TaskScope } from './page.js';

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const DIST = resolve(FOLDER, process.env.TASKSCOPE_DIST ?? '../dist');
const PATIENCE = 30_000;

/** A copy of the book in `mdbook/`, in a folder of its own. Both programs are looked for on PATH. */
export class Book {
  static async copy() {
    const folder = await mkdtemp(join(tmpdir(), 'taskscope-book-'));
    await cp(join(FOLDER, 'mdbook'), folder, { recursive: true });
    return new Book(folder);
  }

  constructor(folder) {
    this.folder = folder;
    this.sources = join(folder, 'src');
    this.pages = join(folder, 'book');
  }

  /** Writes our section into its book.toml; the playground comes with all of the site only. */
  async install(...flags) {
    const { stdout } = await run('mdbook-taskscope', ['install', this.folder, '--site', DIST, ...flags]);
    return stdout;
  }

  /** Builds it, and returns all that mdBook says. */
  async build() {
    const { stdout, stderr } = await run('mdbook', ['build', this.folder]);
    return stdout + stderr;
  }

  remove() {
    return rm(this.folder, { recursive: true });
  }
}

/**
 * One book, one browser and one server for all tests of a file. `read(page, story, options)` makes a test out of a visit;
 * the options are those of a browser context, `prepare(page)` to be called before anything is loaded, and `mayFail`, what the
 * addresses have that fail on purpose.
 */
export function readings() {
  let book, browser, server, origin;
  before(async () => {
    book = await Book.copy();
    await book.install('--all');
    await book.build();
    // Below a path of its own, as most books are.
    const files = sirv(book.pages);
    server = createServer((request, response) => {
      const notFound = () => response.writeHead(404).end('not found');
      if (!request.url.startsWith('/the/book/')) return notFound();
      request.url = request.url.slice('/the/book'.length);
      return files(request, response, notFound);
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${server.address().port}`;
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    await book?.remove();
  });
  return (name, story, options) => async () => {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
    context.setDefaultTimeout(PATIENCE);
    const faults = await watch(context, origin, options);
    const page = await context.newPage();
    try {
      await options?.prepare?.(page);
      await page.goto(`${origin}/the/book/${name}`);
      await story({ page, book, scopes: () => elements(page) });
    } catch (error) {
      error.message += faults.map((fault) => `\n  ${fault}`).join('');
      throw error;
    } finally {
      await context.close();
    }
    assert.deepEqual(faults, [], 'the page raised faults');
  };
}

async function elements(page) {
  return (await page.locator('task-scope').all()).map((element) => new TaskScope(element));
}
