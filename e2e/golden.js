// The digests that the native tests have written down: what every run on the virtual clock must give here, too.

import { readFileSync } from 'node:fs';

/** Each variant of each demo, with the digest of its trace. */
export const golden = readFileSync(new URL('../tests/golden/digests.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [slug, variant, digest] = line.split(' ');
    return { slug, variant, digest };
  });

/** The name of each demo in addresses. */
export const slugs = [...new Set(golden.map(({ slug }) => slug))];

/** Demos that only a browser runs, which stand behind the others. */
export const browserSlugs = ['endless-loops', 'microtask-starvation', 'crashes'];
