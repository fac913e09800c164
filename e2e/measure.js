// What the benches share: rows of numbers, and pages whose caches are empty.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { TaskScope } from './page.js';
import { serve } from './server.js';
import { travel } from './travel.js';

export const percentile = (values, percent) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))];
};

/** Where the rows go. */
export const folder = process.argv[2];

/** The built site. */
export const dist = resolve(fileURLToPath(new URL('.', import.meta.url)), process.env.TASKSCOPE_DIST ?? '../dist');

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

/** The names of values that are ratios of this build's to the other's, if there is another. */
const COMPARED = ['picture', 'first step works'];

/**
 * Makes each of `visits` several times, in turns with those of another build, whose folder may be an argument of the command.
 * Writes the middle of each value, those of the other build as `before`, and ratios of times.
 */
export async function compare({ rounds, once, visits, rows: more }) {
  const other = process.argv[4];
  const rows = [];
  const row = (work, name, value) => rows.push(`${work}\t${name}\t${value}`);
  const servers = await Promise.all([dist, other].filter(Boolean).map(travel));
  const browser = await launch();
  try {
    await once?.(row);
    for (const [work, visit] of Object.entries(visits)) {
      const values = servers.map(() => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, server] of servers.entries()) values[index].push(await visit({ browser, server }));
      }
      const [now, before] = values.map(middle);
      for (const [name, value] of Object.entries(now)) row(work, name, value);
      if (!before) continue;
      for (const [name, value] of Object.entries(before)) row(`${work}, before`, name, value);
      for (const name of COMPARED) row(`${work} / before`, name, now[name] / before[name]);
    }
    await more?.({ browser, server: servers[0], row });
    await writeFile(join(folder, 'rows.tsv'), `${rows.join('\n')}\n`);
  } finally {
    await browser.close();
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** The middle of each value of several visits. */
function middle(visits) {
  const names = Object.keys(visits[0]);
  return Object.fromEntries(names.map((name) => [name, percentile(visits.map((visit) => visit[name]), 50)]));
}
