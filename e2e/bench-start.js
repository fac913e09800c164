// Measures first visits: `node bench-start.js FOLDER EFFORT [BESIDE]` writes FOLDER/rows.tsv, lines of work, name and value with
// tabs between; BESIDE is the folder of another build, which is visited in turns with this one. `cargo xtask bench start`
// builds what it needs and holds the rows against their limits.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { foreign, text } from './foreign.js';
import { firstVisit } from './first-visit.js';
import { compare, dist, effort } from './measure.js';

const { rounds } = effort({ all: { rounds: 5 }, quick: { rounds: 2 }, once: { rounds: 1 } });
const pages = await foreign();
const element = (site) => pages.page(text({ site, body: '<task-scope demo="counting"></task-scope>' }));

/** The page's module as it travels, compressed as well as hosts do that compress once. */
async function weigh(row, folder) {
  const module = await readFile(join(folder, 'taskscope_bg.wasm'));
  row('page module', 'gzip', (await promisify(gzip)(module, { level: 9 })).length);
  row('page module', 'brotli', (await promisify(brotliCompress)(module)).length);
}

try {
  await compare({
    rounds,
    once: (row) => weigh(row, dist),
    visits: {
      playground: ({ browser, server }) => firstVisit({ browser, server, address: server.site, width: 1600 }),
      element: ({ browser, server }) => firstVisit({ browser, server, address: element(server.site), width: 1000 }),
    },
  });
} finally {
  await pages.close();
}
