// The element in a real book: mdBook builds it with our preprocessor, and a reader uses it.

import assert from 'node:assert/strict';
import { appendFile, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { violations } from './axe.js';
import { Book, readings } from './book.js';

const read = readings();

for (const [page, count] of [['start.html', 1], ['part/index.html', 2], ['part/deep/inside.html', 1]]) {
  test(
    `what ${page} has comes to life`,
    read(page, async ({ scopes }) => {
      const there = await scopes();
      assert.equal(there.length, count);
      for (const scope of there) {
        await scope.element.scrollIntoViewIfNeeded();
        await scope.isThere();
      }
    }),
  );
}

test(
  'the program of a block runs, with its variant and its knobs',
  read('start.html', async ({ page, scopes }) => {
    const [scope] = await scopes();
    await scope.isThere();
    await scope.runToEnd();
    assert.match(await scope.title.innerText(), /^Counting/);
    assert.ok(await scope.radio('Variant', 'join').isChecked());
    assert.equal(new URL(page.url()).search, '', 'the address belongs to the book');
    await page.getByText('What comes after the program stays').waitFor();
    assert.equal(await page.locator('em').innerText(), 'Markdown');
  }),
);

test(
  'the element takes the room that was kept for it',
  read(
    'start.html',
    async ({ page, scopes }) => {
      const [scope] = await scopes();
      await scope.isThere();
      const { height } = await scope.element.boundingBox();
      assert.deepEqual([height, await page.evaluate(() => globalThis.kept)], [520, 520]);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          // Before any script of type module runs.
          const kept = () => (globalThis.kept ??= document.querySelector('task-scope').getBoundingClientRect().height);
          document.addEventListener('readystatechange', kept);
        }),
    },
  ),
);

test(
  'a page without programs loads nothing for them',
  read('words.html', async ({ page }) => {
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.deepEqual(loaded.filter((name) => name.includes('/taskscope/')), []);
    assert.equal(await page.locator('style').filter({ hasText: 'taskscope' }).count(), 0);
  }),
);

test(
  'a block in a block stays code',
  read('part/deep/inside.html', async ({ page }) => {
    assert.match(await page.locator('code.language-markdown').innerText(), /^```taskscope demo=counting\n```$/m);
  }),
);

test(
  'arrow keys turn pages, but not from inside of the element',
  read('start.html', async ({ page, scopes }) => {
    const [scope] = await scopes();
    await scope.isThere();
    await hear(page);
    await scope.focus();
    for (const key of ['ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    assert.deepEqual(await heard(page), []);
    await page.locator('#before-it-begins').click();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL('**/words.html');
  }),
);

for (const key of ['s', '/']) {
  test(
    `${key} searches the book, but not from inside of the element`,
    read('start.html', async ({ page, scopes }) => {
      const [scope] = await scopes();
      await scope.isThere();
      await hear(page);
      const search = page.locator('#mdbook-searchbar');
      await scope.focus();
      await page.keyboard.press(key);
      assert.deepEqual(await heard(page), []);
      assert.ok(await search.isHidden());
      await page.locator('#before-it-begins').click();
      await page.keyboard.press(key);
      await search.waitFor();
    }),
  );
}

test(
  'a picture follows the theme of the book, without a script of ours',
  read(
    'start.html',
    async ({ page }) => {
      const seen = {};
      // The list of themes stays open.
      await page.locator('#mdbook-theme-toggle').click();
      for (const theme of ['light', 'rust', 'coal', 'navy', 'ayu']) {
        await page.locator(`#mdbook-theme-${theme}`).click();
        await page.waitForFunction((theme) => document.documentElement.classList.contains(theme), theme);
        seen[theme] = await looks(page);
      }
      assert.deepEqual(seen.rust, seen.light);
      assert.notDeepEqual(seen.navy, seen.light);
      assert.deepEqual([seen.light.scheme, seen.navy.scheme], ['light', 'dark']);
      for (const theme of ['coal', 'ayu']) assert.deepEqual(seen[theme], seen.navy, theme);
    },
    {
      // Without WebAssembly what stands in the element is what is seen.
      prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
    },
  ),
);

for (const theme of ['light', 'navy']) {
  test(
    `axe-core finds nothing wrong with the pictures in the theme ${theme}`,
    read(
      'part/index.html',
      async ({ page }) => {
        await page.locator('task-scope').last().getByRole('alert').waitFor();
        assert.deepEqual(await violations(page, 'figure.taskscope'), []);
        assert.ok((await page.locator('figure.taskscope svg[role=img]').count()) > 0, 'there were pictures to look at');
      },
      {
        prepare: (page) =>
          page.addInitScript((theme) => {
            delete globalThis.WebAssembly;
            localStorage.setItem('mdbook-theme', theme);
          }, theme),
      },
    ),
  );
}

test(
  'without WebAssembly the picture stays, and a sentence says why',
  read(
    'start.html',
    async ({ page }) => {
      const notice = page.locator('task-scope').getByRole('alert');
      await notice.waitFor();
      assert.match(await notice.innerText(), /WebAssembly/);
      await page.getByRole('img', { name: /^Counting/ }).waitFor();
    },
    { prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) },
  ),
);

test(
  'what only browsers run says so',
  read(
    'browser.html',
    async ({ page }) => {
      await page.getByText('This program runs in browsers only.').waitFor();
    },
    { javaScriptEnabled: false },
  ),
);

test(
  'the whole book prints as pictures in colours for paper, and nothing runs',
  read(
    'print.html',
    async ({ page, scopes }) => {
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.evaluate(() => customElements.get('task-scope')), undefined);
      const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      assert.deepEqual(loaded.filter((name) => /\.(wasm|pack|js)$/.test(name) && name.includes('/taskscope/')), []);
      const pictures = await page.locator('figure.taskscope').locator('.canvas, task-scope > svg').all();
      assert.equal(pictures.length, 4);
      for (const picture of pictures) {
        const box = await picture.boundingBox();
        assert.ok(box.height > 60, 'it is there');
      }
      const heights = await page.locator('task-scope').evaluateAll((elements) => elements.map(({ shadowRoot, offsetHeight }) => [shadowRoot?.querySelector('.canvas').offsetHeight ?? 0, offsetHeight]));
      for (const [picture, element] of heights) assert.ok(picture <= element, 'nothing is cut off');
      assert.equal((await looks(page)).scheme, 'light');
      assert.equal(await page.getByText('Open it in the playground').first().isVisible(), false, 'paper has no links');
      await resolved(page);
    },
    {
      // Chapters in folders look for the style sheet where it is seen from there, until the script says where it is.
      mayFail: /\/taskscope\/task-scope\.css$/,
      prepare: (page) =>
        page.addInitScript(() => {
          globalThis.print = () => {};
          localStorage.setItem('mdbook-theme', 'navy');
        }),
    },
  ),
);

test('a second build leaves the sources alone, so that `mdbook serve` comes to rest', async () => {
  const book = await Book.copy();
  try {
    assert.match(await book.install(), /has \[preprocessor.taskscope\] now/);
    assert.match(await book.install(), /already/);
    await book.build();
    const times = async () => {
      const files = await readdir(join(book.sources, 'taskscope'));
      return Promise.all(files.map(async (file) => (await stat(join(book.sources, 'taskscope', file))).mtimeMs));
    };
    const before = await times();
    assert.ok(before.length > 2);
    await book.build();
    assert.deepEqual(await times(), before);
  } finally {
    await book.remove();
  }
});

test('a book carries the packs and programs of its demos, and no playground', async () => {
  const book = await Book.copy();
  try {
    await book.install();
    await book.build();
    const files = await readdir(join(book.pages, 'taskscope'), { recursive: true });
    const packs = files.filter((file) => file.startsWith('demos') && file.endsWith('.pack'));
    assert.ok(packs.includes(join('demos', 'counting.pack')) && packs.length < 10, String(packs));
    for (const file of [['programs', 'start.wasm'], ['pictures', 'counting.pack'], ['pictures', 'hashes.txt']]) {
      assert.ok(files.includes(join(...file)), String(files));
    }
    assert.ok(!files.includes('index.html'));
    const page = await readFile(join(book.pages, 'start.html'), 'utf8');
    assert.ok(page.includes("configure({ playground: '' })") && !page.includes('Open it in the playground'));
  } finally {
    await book.remove();
  }
});

test('a block that can\'t be shown ends the build with its place', async () => {
  const book = await Book.copy();
  try {
    await book.install();
    await appendFile(join(book.sources, 'words.md'), '\n```taskscope demo=countin\n```\n');
    const error = await book.build().then(() => assert.fail('it was built'), (error) => error);
    assert.match(error.stderr, /“No program”, words\.md, line 5: there is no demo `countin`; did you mean `counting`\?/);
  } finally {
    await book.remove();
  }
});

/** Listens where mdBook does. */
function hear(page) {
  return page.evaluate(() => {
    globalThis.heard = [];
    document.addEventListener('keydown', ({ key }) => globalThis.heard.push(key));
  });
}

function heard(page) {
  return page.evaluate(() => globalThis.heard);
}

/** The colours of the first poster, and the scheme that its element sees. */
function looks(page) {
  return page.evaluate(() => {
    const element = document.querySelector('figure.taskscope task-scope');
    const style = (selector) => getComputedStyle(element.shadowRoot.querySelector(selector));
    return {
      ground: style('.poster > div').backgroundColor,
      text: style('.poster .fill-text').fill,
      scheme: getComputedStyle(element).colorScheme,
    };
  });
}

/** Checks that whatever a picture refers to is there, once. */
async function resolved(page) {
  const missing = await page.evaluate(() => {
    const texts = [...document.querySelectorAll('figure.taskscope svg')].map((svg) => svg.outerHTML);
    const ids = texts.flatMap((text) => [...text.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id));
    return ids.filter((id) => document.querySelectorAll(`[id="${id}"]`).length !== 1);
  });
  assert.deepEqual(missing, []);
}

test(
  'an element follows the theme of the book while it runs',
  read('start.html', async ({ page, scopes }) => {
    const [scope] = await scopes();
    await scope.isThere();
    const app = scope.element.locator('.app');
    await page.locator('#mdbook-theme-toggle').click();
    for (const [theme, scheme] of [['navy', 'dark'], ['rust', 'light'], ['ayu', 'dark'], ['light', 'light']]) {
      await page.locator(`#mdbook-theme-${theme}`).click();
      await scope.until(app, ([app, scheme]) => app.dataset.theme === scheme, scheme);
    }
  }),
);

test(
  'a theme that a block names stays, and so do its knobs',
  read('part/deep/inside.html', async ({ page, scopes }) => {
    const [scope] = await scopes();
    await scope.says('Finished');
    assert.equal(await scope.gallery.count(), 0, 'a widget has no gallery');
    await page.locator('#mdbook-theme-toggle').click();
    await page.locator('#mdbook-theme-rust').click();
    assert.equal(await scope.element.locator('.app').getAttribute('data-theme'), 'dark');
    assert.match((await scope.standsAtEnd()).caption, /180 ms/, 'nine pauses of 20 ms');
  }),
);

test(
  'what is below the fold is not loaded before it is scrolled to',
  read(
    'part/index.html',
    async ({ page, scopes }) => {
      const [, second] = await scopes();
      const wasm = () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length;
      assert.equal(await page.evaluate(wasm), 0);
      await second.element.scrollIntoViewIfNeeded();
      await second.isThere();
      assert.equal(await page.evaluate(wasm), 1);
    },
    { viewport: { width: 1400, height: 200 } },
  ),
);

test(
  'a page that is printed shows a drawing of what runs',
  read('start.html', async ({ page, scopes }) => {
    const [scope] = await scopes();
    await scope.says('Finished');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await scope.element.getByRole('img', { name: /Counting/ }).waitFor();
    assert.ok(await scope.toolbar.isHidden());
  }),
);
