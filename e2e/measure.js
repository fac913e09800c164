// What the benches share: rows of numbers, and pages whose caches are empty.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './browser.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';

export const percentile = (values, percent) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))];
};

/** Where the rows go. */
export const folder = process.argv[2];

/** What belongs to the effort that was asked for: `all`, `quick` for a first impression, `once` to see that it works. */
export function effort(choices) {
  const choice = choices[process.argv[3]];
  if (!folder || !choice) throw new Error(`usage: node ${process.argv[1]} FOLDER ${Object.keys(choices).join('|')}`);
  return choice;
}

/**
 * Runs `measure({ open, row })` in a browser and writes the rows to `folder/rows.tsv`, lines of work, name and value with
 * tabs between. `open(query, prepare)` gives a page in a fresh context, with `prepare` run before anything of it; with
 * `false` as third, it does not wait until the app is there.
 */
export async function bench(measure) {
  const rows = [];
  const row = (work, name, value) => rows.push(`${work}\t${name}\t${value}`);
  const server = await serve();
  const browser = await launch();
  const open = async (query, prepare, isAwaited = true) => {
    const context = await browser.newContext({ viewport: { width: 1600, height: 860 } });
    context.setDefaultTimeout(120_000);
    await context.addInitScript(() => globalThis.localStorage?.setItem('task-scope', 'hints=read&questions=off'));
    if (prepare) await context.addInitScript(prepare);
    const page = await context.newPage();
    await page.goto(server.site + query);
    const scope = new TaskScope(page.locator('task-scope'));
    if (isAwaited) await scope.isThere();
    return { page, scope, context };
  };
  try {
    await measure({ open, row });
    await writeFile(join(folder, 'rows.tsv'), `${rows.join('\n')}\n`);
  } finally {
    await browser.close();
    await server.close();
  }
}
