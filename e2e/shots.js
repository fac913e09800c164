// Takes the pictures: those of the README into www/shots/, others for a look at each width into target/shots/.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';

const SIZES = [
  { width: 1600, height: 860, isForReadme: true },
  { width: 1000, height: 800 },
  { width: 390, height: 844 },
];

/** A moment with something to see in every pane: the middle of the run. */
async function showMiddle(page, site) {
  await page.goto(`${site}?demo=export-and-upload&variant=fixed`);
  const scope = new TaskScope(page.locator('task-scope'));
  await scope.runToEnd();
  const { end } = await scope.read();
  await page.goto('about:blank');
  const step = Math.round(end / 2);
  await page.goto(`${site}?demo=export-and-upload&variant=fixed&step=${step}`);
  await scope.standsAt(step);
  // What was asked for in this frame is painted with the next.
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = { readme: join(root, 'www/shots'), others: join(root, 'target/shots') };
for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });

const server = await serve();
const browser = await launch();
try {
  for (const { width, height, isForReadme } of SIZES) {
    for (const colorScheme of ['dark', 'light']) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await showMiddle(page, server.site);
      const path = isForReadme
        ? join(folders.readme, `${colorScheme}.png`)
        : join(folders.others, `${width}-${colorScheme}.png`);
      await page.screenshot({ path });
      console.log(path);
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
