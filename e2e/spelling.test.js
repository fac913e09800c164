// The texts of the demos and the documents have no spelling mistakes; words of the field stand in cspell.json.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lint } from 'cspell';

test('every word is spelled as the dictionary has it', async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const found = [];
  const ignore = () => {};
  const reporter = {
    issue: ({ text, uri, row }) => found.push(`${uri}:${row}: ${text}`),
    info: ignore,
    debug: ignore,
    error: (message, error) => found.push(`${message} ${error}`),
    progress: ignore,
    result: ignore,
  };
  const { files } = await lint([], { root, config: `${root}cspell.json`, progress: false }, reporter);
  assert.ok(files > 40, `${files} files were read`);
  assert.deepEqual(found, []);
});
