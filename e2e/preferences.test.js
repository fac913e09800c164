// What the visitor's system asks for: forced colours, less motion, no storage.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from './browser.js';

const visit = visits();
const DEMO = '?demo=export-and-upload&variant=fixed';

test(
  'with forced colours everything can be told apart, the timeline included',
  visit(
    DEMO,
    async ({ scope }) => {
      await scope.runToEnd();
      const painted = await scope.canvas.evaluate((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      assert.ok(painted > 3, `${painted} colours`);
      const selected = await scope.tab('Source').evaluate((tab) => getComputedStyle(tab).outlineStyle);
      assert.equal(selected, 'solid', 'the chosen tab is marked without a background');
    },
    { forcedColors: 'active' },
  ),
);

test(
  'who asked for less motion sees the whole run at once, and nothing moves by itself',
  visit(
    DEMO,
    async ({ page, scope }) => {
      await scope.says('Finished');
      await scope.standsAtEnd();
      assert.ok(await scope.radio('Speed', 'max').isChecked());
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    },
    { reducedMotion: 'reduce' },
  ),
);

test(
  'without storage the page works, and says once that it forgets',
  visit(
    DEMO,
    async ({ page, scope }) => {
      await scope.says('Finished');
      await scope.press('Theme: auto');
      await scope.notice.getByText(/remember|forget|keep|storage/i).waitFor();
      await scope.notice.getByRole('button', { name: 'Dismiss' }).click();
      await scope.press('Theme: dark');
      await scope.isThemed('light');
      assert.equal(await page.locator('task-scope').getByRole('alert').count(), 0, 'once is enough');
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          const refuse = () => {
            throw new DOMException('no', 'SecurityError');
          };
          Object.defineProperty(globalThis, 'localStorage', { get: refuse });
        }),
    },
  ),
);
