// Boxes that are as wide as their content: the element is as wide as it likes to be there, and as narrow as it has to be.

const ELEMENT = '<task-scope demo="counting" variant="join"><p>Counting, in words</p></task-scope>';

/** What is around the element, and what its own style says. */
const BOXES = {
  'a flex item': ['display: flex'],
  'a flex item in the middle of a column': ['display: flex; flex-direction: column; align-items: center'],
  'a box that fits its content': ['inline-size: fit-content'],
  'an inline block': ['display: inline-block'],
  'a float': ['float: inline-start'],
  'a cell of a table': ['display: table-cell'],
  'a table': ['display: table'],
  'an item in the middle of a grid': ['display: grid; justify-items: center'],
  'an element placed by its corners': ['position: absolute; inset-block-start: 0'],
  'a column of a grid that is as wide as its content': ['display: grid; grid-template-columns: auto 1fr'],
  'an inline block itself': ['', 'display: inline-block'],
  'a float itself': ['', 'float: inline-end'],
  'a table itself': ['', 'display: table'],
};

/** Boxes that are as wide as the page. */
const WIDE = {
  'a flex box itself': ['', 'display: flex'],
  'a column itself': ['', 'display: flex; flex-direction: column'],
  'a grid itself': ['', 'display: grid'],
  'a block': ['', 'display: block'],
};

/** The box twice: where there is room, and where there is little. */
const row = ([name, [around, own = '']], width) => ({
  name,
  style: `.around { ${around} } task-scope { ${own} }`,
  body: [900, 300].map((page) => `<div style="inline-size: ${page}px; position: relative; block-size: 490px"><div class="around">${ELEMENT}</div></div>`).join(''),
  sizes: [[width, 480], [300, 480]],
});

const BOTH = [...Object.entries(BOXES).map((box) => row(box, 640)), ...Object.entries(WIDE).map((box) => row(box, 900))];

/** All of them in one page, for browsers that take longer to start. */
export const everyBox = {
  style: BOTH.map(({ style }, index) => `.box${index} { ${style} }`).join('\n'),
  body: BOTH.map(({ body }, index) => `<div class="box${index}">${body}</div>`).join(''),
  widths: BOTH.flatMap(({ name, sizes }) => sizes.map(([width]) => `${name}: ${width}`)),
  names: BOTH.flatMap(({ name, sizes }) => sizes.map(() => name)),
};

export const widths = [
  ...BOTH,
  {
    name: 'a width of its own for such boxes',
    style: '#around { inline-size: fit-content } task-scope { --task-scope-width: 500px }',
    body: `<div id="around">${ELEMENT}</div>`,
    size: [500, 480],
  },
  {
    name: 'two halves of a grid',
    style: '#around { display: grid; grid-template-columns: 1fr 1fr }',
    body: `<div id="around">${ELEMENT}<p>Beside it</p></div>`,
    size: [500, 480],
  },
  {
    name: 'words that are wider than it, until it is there',
    style: '#around { inline-size: fit-content }',
    body: `<div id="around"><task-scope demo="counting"><p>${'Many words. '.repeat(60)}</p></task-scope></div>`,
    prepare: (tab) => tab.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => (globalThis.widths = new Set()));
      // Before each frame: what is seen in it.
      const look = () => {
        const element = document.querySelector('task-scope[state]');
        if (element) globalThis.widths.add(element.offsetWidth);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }),
    size: [640, 480],
    check: async ({ page }) => {
      const widths = await page.evaluate(() => [...globalThis.widths].join());
      if (widths !== '640') throw new Error(`it was ${widths} px wide on its way`);
    },
  },
  {
    name: 'a vertical page',
    html: 'style="writing-mode: vertical-rl"',
    body: `<p>Words above each other</p>${ELEMENT}<p>More of them</p>`,
    size: [640, 480],
  },
  { name: 'a page whose every element is vertical', style: '* { writing-mode: vertical-lr }', body: ELEMENT, size: [undefined, 480] },
  { name: 'a page from right to left', html: 'dir="rtl"', body: ELEMENT },
  {
    name: 'a box from right to left that is as wide as its content',
    html: 'dir="rtl"',
    style: '#around { inline-size: fit-content }',
    body: `<div id="around">${ELEMENT}</div>`,
    size: [640, 480],
  },
];
