// The npm package, packed and installed into projects as people have them, and driven in a browser.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { launch, watch } from './browser.js';
import { TaskScope } from './page.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const PACKAGE = resolve(HERE, process.env.TASKSCOPE_PACKAGE ?? '../target/npm/task-scope');
/** No questions, no reports, and what is in the cache is taken from there. */
const QUIET = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** What the documentation says that the element needs, and no more; the icons are the pages' own. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob:; img-src data:";

export const run = promisify(execFile);
let folder;
let tarball;
let browser;

/** To be called once by a file of tests: packs the package before they run, and cleans up behind them. */
export function packedOnce() {
  before(async () => {
    if (!existsSync(PACKAGE)) throw new Error(`${PACKAGE} holds no package; run \`cargo xtask dist\` first`);
    folder = await mkdtemp(join(tmpdir(), 'task-scope-'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: PACKAGE });
    tarball = join(folder, JSON.parse(stdout)[0].filename);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true });
  });
}

/** A project with the package in it. */
export async function project(name) {
  const path = join(folder, name);
  await cp(join(HERE, 'npm', name), path, { recursive: true });
  await run('npm', ['install', ...QUIET, tarball], { cwd: path });
  return path;
}

/** What the package says of its element: its declaration, and names of what it lists. */
export async function manifest() {
  const { modules } = JSON.parse(await readFile(join(PACKAGE, 'custom-elements.json'), 'utf8'));
  const [element] = modules[0].declarations;
  const names = (kind) => element.members.filter((member) => member.kind === kind).map(({ name }) => name);
  return { element, attributes: namesOf(element.attributes), fields: names('field'), methods: names('method'), events: namesOf(element.events) };
}

export const namesOf = (things) => things.map(({ name }) => name);

/**
 * Serves a folder, and gives a page of it to a story: `at` which path, below a policy, if any; `mayFail` is what the
 * addresses have that may fail. The story gets what was asked for, too, by the page or by a worker: no cache keeps anything.
 */
export async function visit(path, story, { at = '/deep/down/', mayFail, policy = POLICY } = {}) {
  const setHeaders = (response) => {
    if (policy) response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Cache-Control', 'no-store');
  };
  const files = sirv(path, { dev: true, setHeaders });
  const asked = [];
  const server = createServer((request, response) => {
    request.url = request.url.replace(/^\/deep\/down/, '');
    // A browser asks for an icon that no site has to have.
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    asked.push(request.url);
    files(request, response, () => response.writeHead(404).end());
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  context.setDefaultTimeout(30_000);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const faults = await watch(context, origin, { mayFail });
  try {
    const page = await context.newPage();
    await page.goto(`${origin}${at}`);
    await story({ page, scope: new TaskScope(page.locator('task-scope').first()), asked });
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/**
 * A site that a tool built: the element runs its program, which is loaded with a turned knob, and the site has its own
 * looks.
 */
export async function isAtHome(path, options) {
  await visit(
    path,
    async ({ page, scope }) => {
      await isAlive(scope);
      const program = page.waitForResponse(/\.wasm$/);
      await scope.element.evaluate((element) => element.setAttribute('knob-pause', '170'));
      assert.ok((await program).ok());
      await scope.says('Finished');
      const colour = await page.locator('h1').first().evaluate((heading) => getComputedStyle(heading).color);
      assert.equal(colour, 'rgb(1, 2, 3)', 'the site has its own style sheet');
    },
    { policy: null, ...options },
  );
}

/** The data files in a folder, with their hashes. */
async function dataIn(path) {
  const files = (await readdir(path, { recursive: true })).filter((file) => /\.(pack|wasm)$/.test(file));
  return Promise.all(files.map(async (file) => [file, createHash('sha256').update(await readFile(join(path, file))).digest('hex')]));
}

/**
 * The data files that a build has emitted or a folder was given, by their names in the package: tools name them as they like.
 * No build takes our style sheet for one of its own.
 */
export async function emitted(path) {
  const files = (await readdir(path, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
  assert.deepEqual(files.filter((file) => /task-scope.*\.css$/.test(file) && !file.startsWith('scope/')), []);
  const names = new Map((await dataIn(PACKAGE)).map(([file, hash]) => [hash, basename(file).replace(/\..*/, '')]));
  return (await dataIn(path)).map(([file, hash]) => names.get(hash) ?? file).toSorted();
}

/** What a page with the demo `counting` carries. */
export const CARRIED = ['counting', 'counting', 'counting', 'jobs_bg', 'start', 'taskscope_bg'];

/** The element runs, and its methods lead through the run. */
export async function isAlive(scope) {
  await scope.says('Finished');
  await scope.element.evaluate((element) => element.seek(5));
  await scope.standsAt(5);
  assert.equal(await scope.element.getByRole('link', { name: 'Open in the playground' }).count(), 0, 'it knows of no playground');
}
