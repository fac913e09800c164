// The element as a package of npm: in a plain page, in an app of Vite and TypeScript, in one of React, and on a server.

import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projects, run } from './npm.js';

const use = projects();
const source = (path) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(await source('packages/task-scope/custom-elements.json'));
const [element] = manifest.modules[0].declarations;
const namesOf = (things) => things.map(({ name }) => name).sort();
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/** Waits for the end of the run, and goes back from there by a method. */
async function seeks({ scope }) {
  const { end } = await scope.standsAtEnd();
  assert.ok(end > 10, `${end} steps`);
  await scope.element.evaluate((element) => element.seek(3));
  await scope.standsAt(3);
}

/** In workers the glue runs, and not the app: its script was asked for by the page alone. */
function appRanOnce(paths) {
  const times = (pattern) => paths.filter((path) => pattern.test(path)).length;
  assert.equal(times(/^assets\/index-[^/]+\.js/), 1, String(paths));
  assert.equal(times(/^assets\/taskscope_bg-[^/]+\.wasm/), 1, String(paths));
  assert.ok(times(/^assets\/taskscope-[^/]+\.js/) > 1, `the worker is seen to ask: ${paths}`);
}

test(
  'in a plain page, with what the manifest says of it, and on a server without harm',
  use('plain', async ({ project, open }) => {
    await open('.', async ({ page, scope }) => {
      await seeks({ scope });
      const own = await page.evaluate(() => Object.getOwnPropertyNames(customElements.get('task-scope').prototype));
      const offered = own.filter((name) => name !== 'constructor' && !/^(dis)?connected(Move)?Callback$/.test(name));
      assert.deepEqual(offered.sort(), namesOf(element.members));
      await scope.element.evaluate((element) => (element.view = 'timeline source output state happened controls'));
      await scope.region('Output').waitFor();
      const parts = await scope.element.evaluate(({ shadowRoot }) => [...shadowRoot.querySelectorAll('[part]')].map(({ part }) => part.value));
      assert.deepEqual([...new Set([...parts, 'error'])].sort(), namesOf(element.cssParts));
      const opens = scope.element.getByRole('link', { name: 'Open in the playground' });
      assert.equal(await opens.count(), 0);
      // Read anew where the element begins anew.
      await scope.element.evaluate((element) => {
        element.site = 'https://site.example/';
        element.remove();
        queueMicrotask(() => document.body.append(element));
      });
      await opens.waitFor();
      assert.match(await opens.getAttribute('href'), /^https:\/\/site\.example\/\?demo=counting/);
    });
    const script = "const { TaskScopeElement } = await import('task-scope'); console.log(typeof TaskScopeElement)";
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], project.folder);
    assert.equal(stdout, 'undefined\n');
  }),
);

test(
  'in an app of Vite and TypeScript, whose types say what the manifest says',
  use('vite', async ({ project, open }) => {
    await writeFile(join(project.folder, 'src/manifest.ts'), typesOf(element));
    await project.run('tsc', '--project', '.');
    // What a bundler can't know of; where it goes is in the package's README.
    await cp(join(project.folder, 'node_modules/task-scope/pages'), join(project.folder, 'public/assets/pages'), { recursive: true });
    await project.run('vite', 'build', '--base', '/some/app/');
    await open('dist', async ({ page, scope, paths }) => {
      await seeks({ scope });
      await page.getByText(/^finished at \d+$/).waitFor();
      await scope.element.locator('.app[data-theme="light"]').waitFor();
      await scope.element.evaluate((element) => {
        element.setAttribute('demo', 'page-title');
        element.setAttribute('clock', 'browser');
        element.view = 'timeline output';
      });
      await scope.runButton.click();
      await scope.region('Output').getByText('A page about Rust').waitFor();
      assert.ok(paths.includes('assets/pages/rust.html'), String(paths));
      appRanOnce(paths);
    });
  }),
);

test(
  'in an app of React, with properties and a listener',
  use('react', async ({ project, open }) => {
    await project.run('tsc', '--project', '.');
    await project.run('vite', 'build', '--base', './');
    await open('dist', async ({ page, scope, paths }) => {
      await page.getByText(/^finished at \d+$/).waitFor();
      await scope.standsAt(4);
      await page.getByRole('button', { name: 'To the second step' }).click();
      await scope.standsAt(2);
      await scope.element.evaluate((element) => element.step(3));
      await scope.standsAt(5);
      await scope.element.locator('.app[data-theme="light"]').waitFor();
      assert.equal(await scope.element.getAttribute('knob-pause'), '20');
      appRanOnce(paths);
    });
  }),
);

test('the manifest has the attributes, events and colours of the element, and the package its version', async () => {
  const script = await source('www/task-scope.js');
  const list = (name) => found(script.match(new RegExp(`const ${name} = \\[([^;]*)\\];`))[1].replace(/\([^]*?\)/, ''), /'([a-z]+)'/g);
  const attributes = new Set([...list('SETTINGS'), ...list('TEXTS'), 'autoplay']);
  assert.deepEqual(namesOf(element.attributes), [...attributes].sort());
  const told = [...found(script, /#told\('([a-z]+)'/g), ...found(await source('src/ui/asked.rs'), /\.tell\("([a-z]+)"/g)];
  assert.deepEqual(namesOf(element.events), [...new Set(told)].map((name) => `task-scope-${name}`).sort());
  const styles = found(script + (await source('www/task-scope.css')), /var\((--task-scope-[a-z0-9-]+)/g);
  assert.deepEqual(namesOf(element.cssProperties), [...new Set(styles)].sort());
  const [version] = found(await source('Cargo.toml'), /^version = "([^"]+)"$/gm);
  assert.equal(JSON.parse(await source('packages/task-scope/package.json')).version, version);
});

/** A program that the compiler takes if the types have the members and events of the manifest: all of them, and no others. */
function typesOf({ members, events }) {
  const line = (name, type) => `  ${JSON.stringify(name)}: ${type};\n`;
  const parameter = ({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type.text}`;
  const typeOf = (member) =>
    member.kind === 'field' ? member.type.text : `(${(member.parameters ?? []).map(parameter)}) => ${member.return.type.text}`;
  return `import type { TaskScopeElement, TaskScopeEnd, TaskScopeEventMap, TaskScopeFormat } from 'task-scope';
interface Members {\n${members.map((member) => line(member.name, typeOf(member))).join('')}}
interface Events {\n${events.map(({ name, type }) => line(name, type.text)).join('')}}
type Listening = 'addEventListener' | 'removeEventListener';
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
type Pairs<All, Names extends keyof All> = { [Name in Names]: All[Name] };
type Own = Exclude<keyof TaskScopeElement, Exclude<keyof HTMLElement, Listening>>;
export const members: Same<Pairs<TaskScopeElement, Exclude<Own, Listening>>, Pairs<Members, keyof Members>> = true;
export const events: Same<Pairs<TaskScopeEventMap, keyof TaskScopeEventMap>, Pairs<Events, keyof Events>> = true;
export type Named = TaskScopeEnd | TaskScopeFormat;
`;
}
