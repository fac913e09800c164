// The timeline under pointer, wheel and keys.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const DEMO = '?demo=export-and-upload&variant=fixed';

/** The drawing, after the run was recorded. */
async function drawing(scope) {
  await scope.runToEnd();
  const canvas = scope.drawing;
  const box = await canvas.boundingBox();
  const at = (share, y) => [box.x + 160 + (box.width - 244) * share, box.y + y];
  return { canvas, at, box };
}

/** Waits until the words beside the pointer begin so. */
async function tells(scope, words) {
  await scope.until(scope.element.locator('.tip'), ([tip, words]) => tip.textContent.includes(words), words);
}

async function drag(page, from, to, options) {
  await page.mouse.move(...from);
  await page.mouse.down(options);
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up(options);
}

test(
  'arrows walk over spans and lanes, and the words follow',
  visit(DEMO, async ({ page, scope }) => {
    const { canvas } = await drawing(scope);
    await canvas.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await scope.standsAt(0);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await tells(scope, 'main:');
    await page.keyboard.press('ArrowRight');
    await tells(scope, 'main: running');
    const { step } = await scope.read();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await scope.standsAt(step);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await tells(scope, 'upload:');
    await page.keyboard.press('Escape');
    await tells(scope, '');
  }),
);

test(
  'a drag selects a range, and does not move the cursor',
  visit(DEMO, async ({ page, scope }) => {
    const { at, box } = await drawing(scope);
    const { step } = await scope.read();
    await drag(page, at(0.2, box.height - 60), at(0.6, box.height - 60));
    await scope.standsAt(step);
    await page.keyboard.press('f');
    await page.mouse.move(...at(0.5, 12));
    await tells(scope, 'Drag to move the view');
    await page.keyboard.press('0');
    await tells(scope, 'The whole run. Drag to zoom into a part.');
  }),
);

test(
  'the window in the minimap is dragged by its edge, and moved',
  visit(DEMO, async ({ page, scope }) => {
    const { at } = await drawing(scope);
    await drag(page, at(1, 12), at(0.5, 12));
    await page.mouse.move(...at(0.25, 12));
    await tells(scope, 'Drag to move the view');
    await drag(page, at(0.25, 12), at(0.5, 12));
    await page.mouse.move(...at(0.1, 12));
    await tells(scope, 'Click to go there');
    await page.mouse.move(...at(0.75, 12));
    await tells(scope, 'Drag to see more or less');
  }),
);

test(
  'Ctrl and the wheel zoom, a double click beside spans fits all',
  visit(DEMO, async ({ page, scope }) => {
    const { at, box } = await drawing(scope);
    await page.mouse.move(...at(0.5, box.height - 6));
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await page.mouse.move(...at(0.5, 12));
    await tells(scope, 'Drag to move the view');
    await page.mouse.dblclick(...at(0.5, box.height - 6));
    await page.mouse.move(...at(0.5, 12));
    await tells(scope, 'The whole run. Drag to zoom into a part.');
  }, { viewport: { width: 1280, height: 1000 } }),
);

test(
  'lanes are filtered by name',
  visit(DEMO, async ({ page, scope }) => {
    const { at } = await drawing(scope);
    await scope.element.getByLabel('Timeline options').click();
    await scope.element.getByRole('textbox', { name: 'Name' }).fill('prog');
    await page.keyboard.press('Escape');
    await page.mouse.move(at(0, 0)[0] - 100, at(0, 70)[1]);
    await tells(scope, 'Select progress');
  }),
);
