// The npm package in a plain page and on a server, and what its types and its manifest say. Bundlers are in `all/`.

import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CARRIED, PACKAGE, emitted, isAlive, isAtHome, manifest, namesOf, packedOnce, project, run, visit } from './npm.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

packedOnce();

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
    assert.deepEqual([...new Set([...parts, 'poster', 'error', 'again'])].toSorted(), namesOf(element.cssParts).toSorted());
    const looks = await readFile(join(PACKAGE, 'task-scope.css'), 'utf8') + (await readFile(join(PACKAGE, 'task-scope.js'), 'utf8'));
    const colours = new Set(looks.match(/(?<=var\()--task-scope-[a-z0-9-]+/g));
    assert.deepEqual([...colours].toSorted(), namesOf(element.cssProperties).toSorted());
    await page.evaluate((events) => {
      globalThis.told = new Set();
      for (const name of events) document.addEventListener(name, () => globalThis.told.add(name));
      for (const src of ['', 'nowhere.json']) document.body.append(Object.assign(document.createElement('task-scope'), { loading: 'eager', src }));
    }, events);
    await page.waitForFunction((count) => globalThis.told.size === count, events.length);
  }, { mayFail: /nowhere/ });
});

test('the types know every way in which a run ends', async () => {
  const source = (path) => readFile(join(HERE, '..', path), 'utf8');
  const told = (await source('src/element/events.rs')).match(/(?<=RunEnd::\w+ => ")[a-z-]+(?=")/g);
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

test('bundles of Vite, webpack, Rollup and esbuild carry what their demos use, or find it in a folder', async () => {
  const path = await project('bundlers');
  for (const tool of ['vite', 'webpack', 'rollup', 'esbuild', 'esbuild-iife']) {
    const built = join(path, 'dist', tool);
    await run('npm', ['run', tool], { cwd: path });
    for (const file of ['index.html', 'style.css']) await cp(join(path, file), join(built, file));
    const carries = ['vite', 'webpack'].includes(tool);
    if (!carries) await run('npx', ['task-scope', 'copy', join(built, 'scope'), 'counting'], { cwd: path });
    assert.deepEqual(await emitted(built), CARRIED, tool);
    await isAtHome(built);
  }
});

test('an import never throws, and an element without its files says what its author can do', async () => {
  const path = await project('bundlers');
  for (const format of ['iife', 'cjs', 'esm']) {
    const built = join(path, 'dist', 'none');
    await run('npx', ['esbuild', 'src/carried.js', '--bundle', `--format=${format}`, `--outfile=${join(built, 'bundle.js')}`], { cwd: path });
    for (const file of ['index.html', 'style.css']) await cp(join(path, file), join(built, file));
    await visit(
      built,
      async ({ page, scope }) => {
        await page.locator('body[data-ran]').waitFor();
        // Only a script of type module has an address, beside which the files would be.
        await scope.element.getByText(format === 'esm' ? 'answered 404' : 'configure({ base })').first().waitFor();
      },
      { policy: null, mayFail: /taskscope|task-scope|demos|pictures/ },
    );
  }
});
