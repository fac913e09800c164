// Keys of ours and those of a page that uses the same: slides of reveal.js, which turn on arrows, space and page keys.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { guests, told } from './foreign.js';

const visit = guests();
const library = (name) => readFile(fileURLToPath(new URL(`node_modules/reveal.js/dist/${name}`, import.meta.url)), 'utf8');
const [reveal, looks] = await Promise.all([library('reveal.js'), library('reveal.css')]);

const ALL = 'timeline source output state happened controls';

/** Slides with an element on the second of them. */
function slides(story, { attributes = '', condition } = {}) {
  const element = `<task-scope demo="export-and-upload" view="${ALL}" loading="eager" ${attributes} style="display: block; inline-size: 900px; block-size: 560px"></task-scope>`;
  const body = `<div class="reveal"><div class="slides"><section>One <input id="outside"></section><section>${element}</section><section>Three</section></div></div>
    <script>${reveal.replaceAll('</script', '<\\/script')}</script>
    <script>
      Reveal.initialize({ transition: 'none', controls: false, progress: false, ${condition ? `keyboardCondition: ${condition}` : ''} }).then(() => Reveal.slide(1));
      globalThis.heard = [];
      for (const name of ['keydown', 'keypress', 'keyup']) document.addEventListener(name, ({ type, key }) => globalThis.heard.push(type + ' ' + key));
    </script>`;
  return () => visit({ body, style: `html, body, .reveal { block-size: 100%; margin: 0 } ${looks}` }, async ({ page, scope }) => {
    await told(page, 'finish');
    const deck = {
      slide: () => page.evaluate(() => globalThis.Reveal.getIndices().h),
      /** What the page heard of a key. */
      heard: async (key) => {
        await page.evaluate(() => (globalThis.heard = []));
        await page.keyboard.press(key);
        return page.evaluate(() => globalThis.heard);
      },
    };
    await story({ page, scope, ...deck });
  });
}

test('slides turn while the focus is outside, and not under a control that uses the key', slides(async ({ page, scope, slide, heard }) => {
  await page.keyboard.press('ArrowRight');
  assert.equal(await slide(), 2);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await slide(), 1);
  const { element } = scope;
  const uses = [
    [element.getByRole('slider').first(), ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']],
    [scope.radio('Axis', 'Elastic'), ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Space']],
    [scope.runButton, ['Space', 'Enter']],
    [element.getByRole('combobox', { name: 'Speed' }), ['ArrowDown', 'ArrowUp', 'Home', 'End', 'n']],
    [element.getByRole('tab').first(), ['ArrowRight', 'ArrowLeft', 'Home', 'End', 'Space']],
    [element.getByRole('spinbutton').first(), ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown']],
    [scope.drawing, ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', '.', ',']],
  ];
  for (const [control, keys] of uses) {
    for (const key of keys) {
      await control.focus();
      assert.deepEqual(await heard(key), [], `${control}: ${key}`);
    }
  }
  await element.locator('.find .search, [type=search]').first().focus();
  for (const key of ['x', 'Space', 'ArrowLeft', 'Home', 'Backspace', 'Control+a', 'n']) assert.deepEqual((await heard(key)).filter((what) => !what.endsWith(' Control')), [], key);
  assert.equal(await slide(), 1);
}));

test('keys that no control uses are the page’s', slides(async ({ scope, slide, heard }) => {
  for (const [control, key] of [[scope.runButton, 'F9'], [scope.element.getByRole('slider').first(), 'Insert'], [scope.radio('Axis', 'Elastic'), 'F8'], [scope.drawing, 'F7']]) {
    await control.focus();
    assert.deepEqual(await heard(key), [`keydown ${key}`, `keyup ${key}`]);
  }
  await scope.runButton.focus();
  assert.equal((await heard('PageDown'))[0], 'keydown PageDown');
  assert.equal(await slide(), 2);
}));

test('no key leaves an open dialog, also after a press beside what is in it', slides(async ({ page, scope, slide, heard }) => {
  await scope.runButton.focus();
  await page.keyboard.press('?');
  const dialog = scope.element.getByRole('dialog', { name: 'Keys' });
  await dialog.waitFor();
  const keys = ['ArrowRight', 'ArrowLeft', 'PageDown', 'Space', 'n', 'F9', 'End'];
  for (const key of keys) assert.deepEqual(await heard(key), [], key);
  await dialog.locator('h2').click();
  for (const key of keys) assert.deepEqual(await heard(key), [], `${key} after a press`);
  assert.deepEqual(await heard('Escape'), []);
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await slide(), 1);
}));

test('Escape closes an open menu, then clears what is selected, then is the page’s', slides(async ({ scope, heard }) => {
  await scope.element.locator('.rules > summary').click();
  assert.deepEqual(await heard('Escape'), []);
  assert.equal(await scope.element.locator('.rules[open]').count(), 0);
  assert.deepEqual(await heard('Escape'), []);
  assert.deepEqual(await heard('Escape'), ['keydown Escape', 'keyup Escape']);
}));

test('no key leaves an element that fills the screen', slides(async ({ page, scope, slide, heard }) => {
  await scope.button('Full screen').click();
  await page.waitForFunction(() => document.fullscreenElement?.localName === 'task-scope');
  await scope.runButton.focus();
  for (const key of ['PageDown', 'ArrowRight', 'n']) assert.deepEqual(await heard(key), [], key);
  assert.equal(await slide(), 1);
}));

test('reveal.js can leave all keys to the element that has the focus', slides(async ({ page, scope, slide }) => {
  await scope.runButton.focus();
  for (const key of ['PageDown', 'ArrowRight', 'n']) await page.keyboard.press(key);
  assert.equal(await slide(), 1);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('PageDown');
  assert.equal(await slide(), 2);
}, { condition: "() => document.activeElement?.localName !== 'task-scope'" }));
