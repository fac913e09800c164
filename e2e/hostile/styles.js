// Style sheets that reach for everything.

import { COUNTING } from '../foreign.js';

/** Properties that are inherited, each as odd as it can be. */
const ODD = `
  font: italic 40px/3 fantasy; letter-spacing: 9px; word-spacing: 2em; text-indent: 5em; text-transform: uppercase; text-align: right;
  white-space: nowrap; color: transparent; cursor: none; tab-size: 1; hyphens: auto; quotes: "x" "y"; list-style: square inside;
  caret-color: red; text-shadow: 0 0 9px red; -webkit-text-stroke: 3px red; font-variant: small-caps; overflow-wrap: anywhere;
  word-break: break-all; user-select: none; border-collapse: collapse; font-size-adjust: 2; text-wrap: balance`;

export const styles = [
  { name: 'all: unset', style: 'task-scope, task-scope * { all: unset }' },
  { name: 'all: unset !important', style: '* { all: unset !important }', size: [undefined, undefined], check: isUsualSize },
  {
    name: 'another box model and animations, !important',
    style: `@keyframes away { from { opacity: 1 } to { opacity: 1 } }
      * { box-sizing: content-box !important; animation: away 9s infinite !important; transition: all 1ms !important }`,
  },
  { name: 'what is not defined is hidden', style: ':not(:defined) { display: none }' },
  { name: 'odd properties that are inherited', style: `html { ${ODD} }` },
  { name: 'content before and after it', style: 'task-scope::before, task-scope::after { content: "x"; display: block; float: left; inline-size: 300px; block-size: 90px }' },
  { name: 'quirks mode', text: ({ site }) => `<title>Old</title><style>body { margin: 0 }</style><script type=module src="${site}task-scope.js" crossorigin></script>${COUNTING}` },
  { name: 'content-visibility', style: 'section { content-visibility: auto; contain-intrinsic-size: 300px }', body: `<div style="block-size: 3000px"></div><section>${COUNTING}</section>`, act: scrollDown },
  { name: 'zoom: 1.5', style: 'task-scope { zoom: 1.5 }', body: STEPS(), size: [1000, 720], check: takesClicks },
  { name: 'zoom: 2 around it', style: 'main { zoom: 2 }', body: `<main>${STEPS()}</main>`, size: [1000, 960], check: takesClicks },
  { name: 'transform: scale(0.5)', style: 'main { transform: scale(0.5); transform-origin: 0 0 }', body: `<main>${STEPS()}</main>`, size: [500, 240], check: takesClicks },
  { name: 'transform: scale(0.6) in the middle', style: 'main { transform: scale(0.6) }', body: `<main>${STEPS()}</main>`, size: [600, 288], check: takesClicks },
  { name: 'enlarged to 200 % by the browser', body: STEPS(), options: { viewport: { width: 500, height: 400 }, deviceScaleFactor: 2 }, size: [500, 480], check: takesClicks },
  { name: 'more contrast is asked for', options: { contrast: 'more' } },
  { name: 'forced colours', options: { forcedColors: 'active' } },
  { name: 'less motion is asked for', options: { reducedMotion: 'reduce' } },
  { name: '160 × 120 px', style: 'task-scope { display: block; inline-size: 160px; block-size: 120px }', size: [160, 120] },
];

function STEPS() {
  return '<task-scope demo="counting" axis="steps" view="timeline"><p>Words</p></task-scope>';
}

/** Without any box of its own, what is in it is as large as ever. */
async function isUsualSize({ element }) {
  const { width, height } = await element.evaluate(({ shadowRoot }) => shadowRoot.querySelector('.app').getBoundingClientRect().toJSON());
  if (height !== 480 || width < 900) throw new Error(`it is ${width} × ${height}`);
}

function scrollDown({ page }) {
  return page.evaluate(() => scrollTo(0, 3000));
}

/** A click on the picture goes to the step that is under the pointer. */
async function takesClicks({ tab, element, scope }) {
  const { end } = await scope.read();
  for (const share of [0.25, 0.75]) {
    const [x, y] = await element.evaluate((element, share) => {
      const canvas = element.shadowRoot.querySelector('canvas');
      const box = canvas.getBoundingClientRect();
      const scale = box.width / canvas.offsetWidth;
      const labels = parseFloat(getComputedStyle(canvas).getPropertyValue('--label-width'));
      // On the ruler, whose last pixels are behind the end of the run.
      return [box.x + (labels + (canvas.offsetWidth - labels) * share) * scale, box.y + 38 * scale];
    }, share);
    await tab.mouse.click(x, y);
    await scope.until(scope.table, ([{ dataset }, wanted]) => Math.abs(dataset.step - wanted) <= dataset.end / 12, end * share);
  }
}
