// Workers that a page has ended: a program's, as soon as its whole run has come. What is here runs in the page.

/** Has the page count them from now on, where observers see it. Firefox gives what a driver runs a global object of its own. */
export function countEnds() {
  const { dataset } = document.documentElement;
  dataset.ended ??= '0';
  const Own = window.Worker;
  window.Worker = class extends Own {
    terminate() {
      super.terminate();
      dataset.ended = Number(dataset.ended) + 1;
    }
  };
}

/** How many there were. */
export function ends() {
  return Number(document.documentElement.dataset.ended);
}
