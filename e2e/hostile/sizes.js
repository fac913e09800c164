// Little room: the picture first, nothing over anything else, and code that says something.

import assert from 'node:assert/strict';

const ALL = 'timeline source output state happened controls';
const VIEWS = ['timeline', 'timeline source', 'timeline source controls', ALL];
/** Width, height, and how much of that the drawing has at least. */
const SIZES = [
  [160, 120, 60],
  [300, 200, 80],
  [390, 420, 100],
  [750, 300, 100],
  [750, 420, 100],
  [1000, 360, 100],
  [1000, 480, 110],
];

export const sizes = SIZES.flatMap(([width, height, least]) => ['dark', 'light'].map((theme) => ({
  name: `${width} × ${height} px, ${theme}`,
  style: `task-scope { display: block; inline-size: ${width}px; block-size: ${height}px }`,
  body: VIEWS.map((view) => `<task-scope demo="thundering-herd" view="${view}" theme="${theme}" loading="eager"></task-scope>`).join(''),
  sizes: VIEWS.map(() => [width, height]),
  check: async ({ page }) => {
    for (const [index, view] of VIEWS.entries()) {
      const where = `with ${view}`;
      const found = await page.evaluate(lookAt, index);
      assert.ok(found.drawing >= least, `${where} the drawing is ${found.drawing} px high`);
      assert.deepEqual(found.covered, [], where);
      assert.ok(found.sideways <= 0, `${where} something is beside it by ${found.sideways} px`);
      if (view === 'timeline') continue;
      assert.ok(found.isOwn, `${where} the source begins with ${found.first}`);
      assert.deepEqual(await page.evaluate(follow, index), [], `${where} the source follows`);
    }
  },
})));

/** In the page: what an element looks like before anybody has touched it. */
function lookAt(index) {
  const { shadowRoot } = document.querySelectorAll('task-scope')[index];
  const app = shadowRoot.querySelector('.app');
  const box = (element) => element.getBoundingClientRect();
  const named = (element) => element.getAttribute('part') ?? (element.className || element.localName);
  const covered = [];
  for (const list of [app.children, shadowRoot.querySelector('.parts').children]) {
    const seen = [...list].filter((element) => getComputedStyle(element).position !== 'absolute' && box(element).height > 1);
    for (const [at, one] of seen.entries()) {
      for (const other of seen.slice(at + 1)) {
        const [a, b] = [box(one), box(other)];
        const isOver = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        if (isOver) covered.push(`${named(one)} and ${named(other)}`);
      }
    }
  }
  const panel = shadowRoot.querySelector('[part=source] .panel');
  const lines = panel ? [...panel.querySelectorAll('.line')] : [];
  const head = panel?.querySelector('.file');
  const top = panel && Math.max(box(panel).top, getComputedStyle(head).position === 'sticky' ? box(head).bottom : -Infinity);
  const first = lines.find((line) => box(line).top >= top - 1);
  const own = lines.find((line) => line.textContent.includes('async fn bad'));
  return {
    drawing: box(shadowRoot.querySelector('canvas')).height,
    covered,
    sideways: app.scrollWidth - app.clientWidth,
    first: first?.textContent,
    // From its own code on, or with room for all that is before it.
    isOwn: !panel || first === own || (panel.scrollTop === 0 && box(own).bottom <= box(panel).bottom),
  };
}

/** In the page: goes through the run, and names the lines that are polled out of sight. */
async function follow(index) {
  const element = document.querySelectorAll('task-scope')[index];
  const { shadowRoot } = element;
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const hidden = [];
  let seen = 0;
  for (let step = 20; step < 200; step += 30) {
    await element.seek(step);
    while (shadowRoot.querySelector('table').dataset.step !== String(step)) await frames();
    await frames();
    const lit = shadowRoot.querySelector('.line.lit');
    const panel = shadowRoot.querySelector('[part=source] .panel');
    if (!lit) continue;
    seen += 1;
    const [line, room] = [lit.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (line.bottom <= room.top + 1 || line.top >= room.bottom - 1) hidden.push(`${step}: ${lit.textContent}`);
  }
  return seen > 0 ? hidden : ['nothing was polled'];
}
