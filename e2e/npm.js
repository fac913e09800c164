// Packs the element as npm gets it, installs it into copies of the projects in `npm/`, and opens what they make.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { launch, watch } from './browser.js';
import { TaskScope } from './page.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const DIST = resolve(FOLDER, process.env.TASKSCOPE_DIST ?? '../dist');
const PATIENCE = 30_000;
/** Where an app lies on its host. */
const BELOW = '/some/app/';
/** What the documentation says that the element needs, and no more; the icons are the pages' own. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob: 'self'; img-src data:";

/** Runs a program; where it fails, what it said goes into the error. */
export async function run(program, words, folder) {
  try {
    return await promisify(execFile)(program, words, { cwd: folder });
  } catch (error) {
    error.message += `\n${error.stdout}`;
    throw error;
  }
}

/** A project with the package in it; `build` has the programs that make an app of it. */
class Project {
  static async copy(name, from, archive) {
    const folder = join(from, name);
    await cp(join(FOLDER, 'npm', name), folder, { recursive: true });
    const options = ['--no-save', '--prefer-offline', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...options, archive], folder);
    return new Project(folder);
  }

  constructor(folder) {
    this.folder = folder;
  }

  /** Runs a program of one of its packages. */
  run(name, ...words) {
    return run(join(this.folder, 'node_modules/.bin', name), words, this.folder);
  }
}

/**
 * One archive, a copy of each project and one browser for all tests of a file. `use(name, story)` makes a test out of a
 * project, and of a story with the project and `open(folder, story)`, which serves a folder of it and opens its page.
 */
export function projects() {
  let browser, folder, archive;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskscope-npm-'));
    await run(process.execPath, [join(FOLDER, '../packages/pack.js'), DIST, folder]);
    archive = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true });
  });
  return (name, story) => async () => {
    const project = await Project.copy(name, folder, archive);
    await story({ project, open: (part, visit) => open(browser, join(project.folder, part), visit) });
  };
}

/** The story also gets the paths that were asked for, by whomever: nothing is kept in a cache. */
async function open(browser, folder, story) {
  const paths = [];
  const setHeaders = (response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('Cache-Control', 'no-store');
  };
  const files = sirv(folder, { dev: true, setHeaders });
  const server = createServer((request, response) => {
    const notFound = () => response.writeHead(404).end('not found');
    if (!request.url.startsWith(BELOW)) return notFound();
    request.url = request.url.slice(BELOW.length - 1);
    paths.push(request.url.slice(1));
    return files(request, response, notFound);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE);
  const faults = await watch(context, origin);
  try {
    const page = await context.newPage();
    await page.goto(origin + BELOW);
    const scope = new TaskScope(page.locator('task-scope'));
    await scope.isThere();
    await story({ page, scope, paths });
  } catch (error) {
    error.message += faults.map((fault) => `\n  ${fault}`).join('');
    throw error;
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
  if (faults.length > 0) throw new Error(`the page raised faults: ${faults.join('\n')}`);
}
