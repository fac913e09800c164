// A program on the page's own thread: the page really drops frames while it is polled, and outlives it if it panics.

import { granted, run } from './grants.js';
import { Instance } from './instance.js';

/**
 * Instances with glue whose programs came to a good end, by their glue: they take the next ones. No browser lets go of a
 * script before the page is left, and each such instance has one of its own. Those without glue just go.
 */
const idle = new Map();
let made = 0;

/**
 * Starts a program: `module` is compiled, `glue` the address of its script if it has one, `text` says what to start. A `site`
 * has the script at a `path`, and checks what it is.
 * `post` is called with each batch of the trace. What comes is `free`d at its end.
 */
export async function start(asked, post) {
  const { glue, site, path } = asked;
  const load = glue && site && (() => site.exports(path, (made += 1)));
  const make = () => Instance.make({ ...asked, glue: glue && !load ? another(glue) : glue, load }, granted);
  const instance = idle.get(glue)?.pop() ?? (await make());
  const running = run(instance, asked, post);
  running.free = () => leave(running, glue);
  return running;
}

/** The same script at another address, where it is a script of its own. */
function another(glue) {
  const address = new URL(glue);
  address.searchParams.set('instance', (made += 1));
  return address.href;
}

/** Ends a program, and keeps its instance if that has to be used again and can be. */
function leave(running, glue) {
  const { instance, isBroken } = running;
  try {
    if (!isBroken) instance.exports.taskscope_end();
    if (glue && !isBroken) idle.set(glue, [...(idle.get(glue) ?? []), instance]);
  } catch {
    // A destructor has trapped: nobody can use the instance any more.
  }
  running.end();
}
