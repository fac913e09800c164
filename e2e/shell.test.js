// The frame of the page: what is remembered, what can be moved, and what greets.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const FIXED = '?demo=export-and-upload&variant=fixed';

const sizeOf = async (divider) => Number(await divider.getAttribute('aria-valuenow'));

/** Waits until a divider's pane has another size, and gives it. */
async function resized(scope, divider, before) {
  await scope.until(divider, ([divider, before]) => Number(divider.getAttribute('aria-valuenow')) !== before, before);
  return sizeOf(divider);
}

test(
  'panes are resized by keys and by the pointer, and stay so on the next visit',
  visit(FIXED, async ({ page, scope, again }) => {
    for (const [name, pane, key, x, y] of [
      ['Width of the list of demos', '.gallery', 'ArrowRight', 30, 0],
      ['Width of the details', 'aside', 'ArrowLeft', -30, 0],
      ['Height of the lower panes', '.bottom', 'ArrowUp', 0, -30],
    ]) {
      const divider = scope.element.getByRole('separator', { name });
      // A pane that takes its share of the room has the size that it is seen to have.
      const seen = () =>
        scope.element.locator(pane).evaluate((pane, isWide) => (isWide ? pane.clientWidth : pane.clientHeight), x !== 0);
      const before = (await sizeOf(divider)) || (await seen());
      await divider.press(key);
      const stepped = await resized(scope, divider, before);
      assert.equal(stepped, before + 16, name);
      const box = await divider.boundingBox();
      const from = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(from[0] + x, from[1] + y);
      await page.mouse.up();
      assert.equal(await resized(scope, divider, stepped), stepped + 30, name);
      const moved = await divider.boundingBox();
      assert.ok(Math.abs(moved.x - box.x - x) < 1 && Math.abs(moved.y - box.y - y) < 1, 'the line follows');
    }
    await again(FIXED);
    const gallery = scope.element.getByRole('separator', { name: 'Width of the list of demos' });
    assert.equal(await sizeOf(gallery), 262);
    await gallery.dblclick();
    assert.equal(await resized(scope, gallery, 262), 216);
    await gallery.press('Home');
    assert.equal(await resized(scope, gallery, 216), 140);
  }),
);

test(
  'the theme is remembered',
  visit(FIXED, async ({ scope, again }) => {
    await scope.press('Theme: auto');
    await scope.press('Theme: dark');
    await scope.isThemed('light');
    await again(FIXED);
    await scope.isThemed('light');
    await scope.element.locator('[data-theme="light"]').waitFor();
  }),
);

test(
  'a first visit is greeted, shown how to read the lanes, and can hide that for good',
  visit('', async ({ scope, again }) => {
    const greeting = scope.region('Welcome');
    assert.equal(await scope.title.innerText(), 'Counting with spawn and join');
    const legend = scope.element.getByRole('note', { name: 'How to read the timeline' });
    assert.equal(await legend.getByRole('listitem').count(), 3);
    assert.equal(await scope.element.locator('.btn.primary').count(), 1, 'one thing to press first');
    await scope.press('Hide this');
    await greeting.waitFor({ state: 'detached' });
    await legend.waitFor({ state: 'detached' });
    await again('');
    assert.equal(await greeting.count(), 0);
  }),
);

test(
  'the greeting leads into the tour, and is over then',
  visit('', async ({ scope }) => {
    await scope.press('Start the tour');
    await scope.region('Welcome').waitFor({ state: 'detached' });
    await scope.button('End tour').click();
    await scope.button('Tour').waitFor();
    assert.equal(await scope.region('Welcome').count(), 0);
  }),
);

test(
  'a message lies over the page and moves nothing',
  visit(`${FIXED}&nonsense=1`, async ({ scope }) => {
    await scope.says('Finished');
    await scope.notice.waitFor();
    const before = await scope.canvas.boundingBox();
    await scope.press('Dismiss');
    await scope.notice.waitFor({ state: 'detached' });
    assert.deepEqual(await scope.canvas.boundingBox(), before);
  }),
);

test(
  'a browser that keeps nothing is told of once, and all works on',
  visit(
    FIXED,
    async ({ scope }) => {
      await scope.press('Theme: auto');
      await scope.notice.filter({ hasText: "doesn't let this page store anything" }).waitFor();
      await scope.press('Dismiss');
      await scope.notice.waitFor({ state: 'detached' });
      await scope.press('Theme: dark');
      await scope.isThemed('light');
      assert.equal(await scope.notice.count(), 0);
      await scope.runToEnd();
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          const get = () => {
            throw new DOMException('refused', 'SecurityError');
          };
          Object.defineProperty(globalThis, 'localStorage', { get });
        }),
    },
  ),
);

test(
  'when a run ends, it is said how much in it looks like a mistake',
  visit('?demo=export-and-upload&variant=bad', async ({ scope }) => {
    await scope.runToEnd();
    await scope.element.getByText(/^\d+ findings? in this run\.$/).waitFor({ state: 'attached' });
  }),
);

test(
  'a file held over the page shows where it can be dropped',
  visit(FIXED, async ({ page, scope }) => {
    const dataTransfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{}'], 'a.json'));
      return data;
    });
    const place = scope.element.getByText('Drop a recording to open it');
    await scope.canvas.dispatchEvent('dragover', { dataTransfer });
    await place.waitFor();
    await scope.canvas.dispatchEvent('dragleave', { dataTransfer });
    await place.waitFor({ state: 'detached' });
  }),
);

/** The corners of an open menu that something else covers or cuts off, each a little inside. */
const hiddenCorners = (menu) => {
  const { left, right, top, bottom } = menu.getBoundingClientRect();
  const corners = [left + 4, right - 4].flatMap((x) => [top + 4, bottom - 4].map((y) => [x, y]));
  return corners.filter(([x, y]) => !menu.contains(menu.getRootNode().elementFromPoint(x, y)));
};

for (const width of [1024, 1280, 1600]) {
  test(
    `no menu is cut off or covered at ${width} pixels`,
    visit(FIXED, async ({ page, scope }) => {
      await page.setViewportSize({ width, height: 800 });
      const buttons = scope.element.locator('details.drop:not(details.drop details.drop) > summary:visible');
      await buttons.first().waitFor();
      for (const button of await buttons.all()) {
        await button.click();
        const menu = button.locator('xpath=following-sibling::*[contains(@class, "menu")]');
        assert.deepEqual(await menu.evaluate(hiddenCorners), [], await button.innerText());
        await button.click();
      }
    }),
  );
}
