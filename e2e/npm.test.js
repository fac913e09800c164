// The npm package, packed and installed into projects as people have them, and driven in a browser.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { launch, watch } from './browser.js';
import { TaskScope } from './page.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGE = resolve(HERE, process.env.TASKSCOPE_PACKAGE ?? '../target/npm/task-scope');
/** No questions, no reports, and what is in the cache is taken from there. */
const QUIET = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** What the documentation says that the element needs, and no more; the icons are the pages' own. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob:; img-src data:";

const run = promisify(execFile);
let folder;
let tarball;
let browser;

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

/** A project with the package in it. */
async function project(name) {
  const path = join(folder, name);
  await cp(join(HERE, 'npm', name), path, { recursive: true });
  await run('npm', ['install', ...QUIET, tarball], { cwd: path });
  return path;
}

/** What the package says of its element: its declaration, and names of what it lists. */
async function manifest() {
  const { modules } = JSON.parse(await readFile(join(PACKAGE, 'custom-elements.json'), 'utf8'));
  const [element] = modules[0].declarations;
  const names = (kind) => element.members.filter((member) => member.kind === kind).map(({ name }) => name);
  return { element, attributes: namesOf(element.attributes), fields: names('field'), methods: names('method'), events: namesOf(element.events) };
}

const namesOf = (things) => things.map(({ name }) => name);

/** A program that the compiler takes if the types have the members and events of the manifest: all, no others, and as typed there. */
function typesOf({ members, events }) {
  const line = ({ name }, type) => `  ${JSON.stringify(name)}: ${type};\n`;
  const parameter = ({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type.text}`;
  const typeOf = (member) =>
    member.kind === 'field' ? member.type.text : `(${(member.parameters ?? []).map(parameter)}) => ${member.return.type.text}`;
  return `import type * as Package from 'task-scope';
type RunEnd = Package.RunEnd;
type TraceFormat = Package.TraceFormat;
interface Members {\n${members.map((member) => line(member, typeOf(member))).join('')}}
interface Events {\n${events.map((event) => line(event, event.type.text)).join('')}}
type Pairs<All, Names extends keyof All = keyof All> = { [Name in Names]: All[Name] };
type Own = Exclude<keyof Package.TaskScopeElement, keyof HTMLElement>;
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
export const members: Same<Pairs<Package.TaskScopeElement, Own>, Pairs<Members>> = true;
export const events: Same<Pairs<Package.TaskScopeEventMap>, Pairs<Events>> = true;
export const ends: RunEnd | TraceFormat = 'finished';
`;
}

/**
 * Serves a folder below a path, and gives a page of it to a story; `mayFail` is what the addresses have that may fail. The
 * story gets what was asked for, too, by the page or by a worker: no cache keeps anything.
 */
async function visit(path, story, mayFail) {
  const setHeaders = (response) => response.setHeader('Content-Security-Policy', POLICY).setHeader('Cache-Control', 'no-store');
  const files = sirv(path, { dev: true, setHeaders });
  const asked = [];
  const server = createServer((request, response) => {
    request.url = request.url.replace(/^\/deep\/down/, '');
    asked.push(request.url);
    files(request, response, () => response.writeHead(404).end());
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  context.setDefaultTimeout(30_000);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const faults = await watch(context, origin, mayFail);
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/deep/down/`);
    await story({ page, scope: new TaskScope(page.locator('task-scope').first()), asked });
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** The element runs, and its methods lead through the run. */
async function isAlive(scope) {
  await scope.says('Finished');
  await scope.element.evaluate((element) => element.seek(5));
  await scope.standsAt(5);
  assert.equal(await scope.element.getByRole('link', { name: 'Open in the playground' }).count(), 0, 'it knows of no playground');
}

/** A worker imports the glue, and not the bundle, which would run the app again. */
function appRanOnce(asked) {
  const times = (pattern) => asked.filter((path) => pattern.test(path)).length;
  assert.equal(times(/^\/assets\/index-[^/]+\.js$/), 1, String(asked));
  assert.ok(times(/^\/assets\/taskscope-[^/]+\.js$/) > 1, `the worker is seen to ask: ${asked}`);
}

test('in a page without a bundler it runs, and is what its manifest says', async () => {
  await visit(await project('plain'), async ({ page, scope }) => {
    await isAlive(scope);
    const { element, attributes, fields, methods, events } = await manifest();
    const own = await page.evaluate(() => {
      const properties = Object.getOwnPropertyDescriptors(customElements.get('task-scope').prototype);
      const names = Object.keys(properties).filter((name) => !/^(constructor|.*Callback)$/.test(name));
      const element = document.createElement('task-scope');
      return {
        methods: names.filter((name) => typeof element[name] === 'function'),
        fields: names.filter((name) => typeof element[name] !== 'function'),
      };
    });
    assert.deepEqual(own.methods.toSorted(), methods.toSorted());
    assert.deepEqual(own.fields.toSorted(), fields.toSorted());
    assert.deepEqual(attributes.toSorted(), [...fields, 'step'].toSorted());
    await scope.element.evaluate((element) => (element.view = 'timeline source output state happened controls'));
    await scope.region('Output').waitFor();
    const parts = await scope.element.evaluate(({ shadowRoot }) => [...shadowRoot.querySelectorAll('[part]')].map(({ part }) => part.value));
    assert.deepEqual([...new Set([...parts, 'error'])].toSorted(), namesOf(element.cssParts).toSorted());
    const looks = await readFile(join(PACKAGE, 'task-scope.css'), 'utf8') + (await readFile(join(PACKAGE, 'task-scope.js'), 'utf8'));
    const colours = new Set(looks.match(/(?<=var\()--task-scope-[a-z0-9-]+/g));
    assert.deepEqual([...colours].toSorted(), namesOf(element.cssProperties).toSorted());
    await page.evaluate((events) => {
      globalThis.told = new Set();
      for (const name of events) document.addEventListener(name, () => globalThis.told.add(name));
      for (const src of ['', 'nowhere.json']) document.body.append(Object.assign(document.createElement('task-scope'), { loading: 'eager', src }));
    }, events);
    await page.waitForFunction((count) => globalThis.told.size === count, events.length);
  }, /nowhere/);
});

test('a project of Vite and TypeScript takes its types, and what it builds runs below any path', async () => {
  const path = await project('vite');
  await writeFile(join(path, 'src/manifest.ts'), typesOf((await manifest()).element));
  // What no bundler finds by itself, put where the README says.
  await cp(join(path, 'node_modules/task-scope/pages'), join(path, 'public/assets/pages'), { recursive: true });
  await run('npm', ['run', 'check'], { cwd: path });
  await run('npm', ['run', 'build'], { cwd: path });
  await visit(join(path, 'dist'), async ({ page, scope, asked }) => {
    await isAlive(scope);
    assert.match(await page.title(), /^\w+ at \d+$/);
    assert.equal(await page.locator('body').getAttribute('data-runs'), '1');
    await scope.element.evaluate((element) => Object.assign(element, { demo: 'page-title', variant: null, clock: 'browser', view: 'timeline output' }));
    await scope.runButton.click();
    await scope.region('Output').getByText('A page about Rust').waitFor();
    assert.ok(asked.includes('/assets/pages/rust.html'), String(asked));
    appRanOnce(asked);
  });
});

test('a project of React sets its properties and hears its events', async () => {
  const path = await project('react');
  await run('npm', ['run', 'check'], { cwd: path });
  await run('npm', ['run', 'build'], { cwd: path });
  await visit(join(path, 'dist'), async ({ page, scope, asked }) => {
    await scope.standsAt(8);
    assert.equal((await scope.element.boundingBox()).height, 420);
    await page.getByRole('button', { name: 'Fifth step' }).click();
    await page.locator('output').getByText(/^Step 5 of \d+$/).waitFor();
    await page.getByRole('button', { name: 'Other variant' }).click();
    await scope.until(scope.radio('Variant', 'spawn'), ([radio]) => radio.checked);
    assert.deepEqual(await scope.element.evaluate((element) => [typeof element.step, element.getAttribute('step')]), ['function', '8']);
    appRanOnce(asked);
  });
});

test('the types know every way in which a run ends', async () => {
  const source = (path) => readFile(join(HERE, '..', path), 'utf8');
  const told = (await source('src/ui/asked.rs')).match(/(?<=RunEnd::\w+ => ")[a-z-]+(?=")/g);
  const [union] = (await source('packages/task-scope/task-scope.d.ts')).match(/(?<=type RunEnd =)[^;]+/);
  assert.deepEqual(union.match(/(?<=')[a-z-]+(?=')/g).toSorted(), told.toSorted());
});

test('on a server the import does nothing', async () => {
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '--eval',
    `await import(${JSON.stringify(pathToFileURL(join(PACKAGE, 'task-scope.js')).href)}); console.log(Object.keys(globalThis).join());`,
  ]);
  const { stdout: without } = await run(process.execPath, ['--input-type=module', '--eval', 'console.log(Object.keys(globalThis).join());']);
  assert.equal(stdout, without);
});
