// What axe-core finds wrong in a page.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What is wrong, a line each; axe looks into open shadow roots. `within` is a selector, if not everything counts. */
export async function violations(page, within) {
  // Not as a script of the page, which its policy forbids.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate((within) => globalThis.axe.run(within ?? document), within);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} (${node.failureSummary})`));
}
