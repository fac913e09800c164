// Workers that a page has ended: a program's, as soon as its whole run has come. What is here runs in the page.

/** Has the page count them from now on, where observers see it. Firefox gives what a driver runs a global object of its own. */
export function countEnds() {
  const { dataset } = document.documentElement;
  dataset.ended ??= '0';
  // Also those that are there already.
  const { prototype } = window.Worker;
  const { terminate } = prototype;
  prototype.terminate = function () {
    terminate.call(this);
    dataset.ended = Number(dataset.ended) + 1;
  };
}

/** How many there were. */
export function ends() {
  return Number(document.documentElement.dataset.ended);
}
