// The room that lanes take: few are tall and many are low, what scrolls them, and the column of their names.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const MANY = '?demo=multiple-producers&producers=200';

/** How high the drawing is, as soon as it is as high as wanted. */
async function drawnAs(scope, height) {
  await scope.until(scope.drawing, ([drawing, height]) => drawing.clientHeight === height, height);
}

test(
  'the timeline takes the room that its lanes need',
  visit('?demo=counting', async ({ scope, again }) => {
    await scope.runToEnd();
    // The minimap, the ruler and two lanes of 80 pixels.
    await drawnAs(scope, 24 + 28 + 2 * 80);
    await again('?demo=multiple-producers');
    await scope.runToEnd();
    await drawnAs(scope, 24 + 28 + 4 * 64);
  }, { viewport: { width: 1600, height: 900 } }),
);

test(
  'very many lanes scroll below the main task, by pointer and by keys',
  visit(MANY, async ({ page, scope }) => {
    await scope.runToEnd();
    const bar = scope.element.getByRole('scrollbar', { name: 'Scroll the lanes' });
    const scrolled = async (wanted) =>
      scope.until(bar, ([bar, wanted]) => Math.abs(Number(bar.getAttribute('aria-valuenow')) - wanted) < 2, wanted);
    const most = Number(await bar.getAttribute('aria-valuemax'));
    assert.ok(most > 1000, `${most} pixels of lanes are out of view`);
    await bar.press('End');
    await scrolled(most);
    await bar.press('Home');
    await scrolled(0);
    await bar.press('PageDown');
    const page_ = Number(await bar.getAttribute('aria-valuenow'));
    assert.ok(page_ > 100 && page_ < most, `a page of ${page_} pixels`);
    // The frame is dragged to the end of the overview.
    const box = await bar.boundingBox();
    await bar.press('Home');
    await page.mouse.move(box.x + box.width / 2, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height, { steps: 4 });
    await page.mouse.up();
    await scrolled(most);
    // The cursor stays, and so does the main task.
    await scope.standsAtEnd();
    const drawing = await scope.drawing.boundingBox();
    await page.mouse.move(drawing.x + 60, drawing.y + 80);
    await scope.until(scope.element.locator('.tip'), ([tip]) => tip.textContent === 'Select main');
    await page.mouse.move(drawing.x + 60, drawing.y + drawing.height - 10);
    await scope.until(scope.element.locator('.tip'), ([tip]) => tip.textContent === 'Select producer 200');
  }),
);

test(
  'few lanes have nothing to scroll',
  visit('?demo=counting', async ({ scope }) => {
    await scope.runToEnd();
    assert.equal(await scope.element.getByRole('scrollbar').count(), 0);
  }),
);

test(
  'the column of names is as wide as the visitor wants it, also next time',
  visit('?demo=counting', async ({ page, scope, again }) => {
    await scope.runToEnd();
    const line = () => scope.element.getByRole('separator', { name: 'Width of the task names' });
    const isAt = (width) =>
      scope.until(line(), ([line, width]) => line.getAttribute('aria-valuenow') === String(width), width);
    await isAt(160);
    await line().press('ArrowRight');
    await isAt(176);
    const box = await line().boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + 60, { steps: 3 });
    await page.mouse.up();
    await isAt(216);
    const moved = await line().boundingBox();
    assert.ok(Math.abs(moved.x - box.x - 40) < 1, 'the line follows the pointer');
    await again('?demo=counting');
    await isAt(216);
  }),
);

test(
  'every tab keeps the place that it was scrolled to',
  visit('?demo=export-and-upload', async ({ scope }) => {
    await scope.runToEnd();
    const scrollTo = async (top) => {
      await scope.panel.evaluate((panel, top) => (panel.scrollTop = top), top);
      await isAt(top);
    };
    const isAt = (top) => scope.until(scope.panel, ([panel, top]) => Math.abs(panel.scrollTop - top) < 2, top);
    await scope.tab('About').click();
    await scrollTo(60);
    await scope.tab('Source').click();
    await scope.sourceLines.first().waitFor();
    await scrollTo(90);
    await scope.tab('Stats').click();
    await isAt(0);
    await scope.tab('About').click();
    await isAt(60);
    await scope.tab('Source').click();
    await isAt(90);
  }, { viewport: { width: 1280, height: 600 } }),
);

test(
  'a stretched instant confesses',
  visit('?demo=counting', async ({ page, scope }) => {
    await scope.runToEnd();
    const drawing = await scope.drawing.boundingBox();
    await page.mouse.move(drawing.x + 175, drawing.y + 60);
    await scope.until(scope.element.locator('.tip'), ([tip]) =>
      /^No time passes here: \d+ events at 0 ms$/.test(tip.textContent));
  }, { viewport: { width: 1600, height: 900 } }),
);
