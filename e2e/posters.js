// What tests measure of posters: where their bars are, whether the app has the same, and what is shifted on a page.

/** Counts what is shifted. */
export const countShifts = (page) =>
  page.addInitScript(() => {
    globalThis.shifts = 0;
    const add = (list) => list.getEntries().forEach(({ value }) => (globalThis.shifts += value));
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
  });

/** Where the bars of a poster are in its canvas, and their colours. */
export const bars = (page, selector) =>
  page.evaluate((selector) => {
    const shadow = document.querySelector(selector).shadowRoot;
    const canvas = shadow.querySelector('.canvas').getBoundingClientRect();
    const rects = [...shadow.querySelectorAll('.x > rect[class^="fill-t"]')].filter((rect) => /^fill-t\d/.test(rect.getAttribute('class')));
    return rects.flatMap((rect) => {
      const { left, top, width, height } = rect.getBoundingClientRect();
      const y = top - canvas.top;
      if (width < 5 || height < 10 || y < 52 || y + height > canvas.height) return [];
      return [{ x: left - canvas.left, y, width, height, fill: getComputedStyle(rect).fill }];
    });
  }, selector);

/** Whether the app's canvas has each bar there, to a pixel: its colour begins and ends where the bar does. */
export const misplaced = (page, selector, bars) =>
  page.evaluate(
    ({ selector, bars }) => {
      const canvas = document.querySelector(selector).shadowRoot.querySelector('.root:not(.over) canvas');
      const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
      const context = copy.getContext('2d', { willReadFrequently: true });
      context.drawImage(canvas, 0, 0);
      const ratio = canvas.width / canvas.getBoundingClientRect().width;
      const at = (x, y) => [...context.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data].slice(0, 3);
      return bars.filter(({ x, y, width, height, fill }) => {
        const wanted = fill.match(/\d+/g).map(Number);
        const is = (pixel) => pixel.every((value, index) => Math.abs(value - wanted[index]) < 12);
        const [middle, centre] = [y + height / 2, x + width / 2];
        const inside = [at(x + 1, middle), at(x + width - 2, middle), at(centre, y + 1), at(centre, y + height - 2)];
        const outside = [at(centre, y - 2), at(centre, y + height + 1)];
        // One of them may lie below an arrow.
        return inside.filter(is).length < 3 || outside.some(is);
      });
    },
    { selector, bars },
  );
