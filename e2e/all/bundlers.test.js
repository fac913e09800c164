// The npm package in the bundlers that people use: slow to install and to build, and rarely what a change can break.

import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CARRIED, emitted, isAlive, isAtHome, manifest, packedOnce, project, run, visit } from '../npm.js';

packedOnce();

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

/** A worker imports the runner, and not the bundle, which would run the app again. */
function appRanOnce(asked) {
  const times = (pattern) => asked.filter((path) => pattern.test(path)).length;
  assert.equal(times(/^\/assets\/index-[^/]+\.js$/), 1, String(asked));
  assert.ok(times(/^\/assets\/runner-[^/]+\.js$/) > 0, `the worker is seen to ask: ${asked}`);
}

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

for (const name of ['vue', 'svelte']) {
  test(`a project of ${name} takes the types in its templates, and hears the element's events`, async () => {
    const path = await project(name);
    await run('npm', ['run', 'check'], { cwd: path });
    await run('npm', ['run', 'build'], { cwd: path });
    assert.deepEqual(await emitted(join(path, 'dist')), CARRIED);
    await visit(
      join(path, 'dist'),
      async ({ page, scope }) => {
        await scope.standsAt(8);
        await page.locator('output').getByText(/^finished at \d+$/).waitFor();
        assert.equal(await page.locator('h1').evaluate((heading) => getComputedStyle(heading).color), 'rgb(1, 2, 3)');
        assert.equal((await scope.element.boundingBox()).height, 420);
      },
      { policy: null },
    );
  });
}

test('a site of Parcel finds the files in a folder', async () => {
  const path = await project('parcel');
  await run('npm', ['run', 'build'], { cwd: path });
  await run('npx', ['task-scope', 'copy', join(path, 'dist/scope'), 'counting'], { cwd: path });
  await isAtHome(join(path, 'dist'), { at: '/' });
});

const SITES = [
  ['vitepress', 'docs/.vitepress/dist'],
  ['docusaurus', 'build'],
];
for (const [name, built] of SITES) {
  test(`a site of ${name} keeps its looks, and its element runs`, async () => {
    const path = await project(name);
    await run('npm', ['run', 'build'], { cwd: path });
    assert.deepEqual(await emitted(join(path, built)), CARRIED);
    await isAtHome(join(path, built), { at: '/' });
  });
}
