// A worker with one program, or with one thread of a program. The first message starts it; later ones command it or ask for
// a sign, and let a thread call its functions.

import { granted, run } from './grants.js';
import { Instance } from './instance.js';
import { Thread } from './threads.js';

/** The program or thread, once it has started; and before that, what a crash is told of. */
let begun;
let running;
let instance;

/** Does what the page says to the worker of a program, and a program to those of its threads. */
export function hear(data) {
  if (data.asked !== undefined) begun = Thread.ready(data, granted);
  else if (data.module) begun = begin(data);
  else if (data.function === undefined) return command(data);
  const done = data.function === undefined ? begun : begun.then((thread) => thread.call(data.function, data.input));
  return done.catch((error) => postMessage({ failed: text(error), isUnfit: error?.isUnfit }));
}

async function begin(asked) {
  // What goes wrong in a turn comes as an error or as a rejection, depending on who called; the program can't go on after
  // either. A rejection that cut off no turn is shown in the console, as in any page, and the program goes on.
  globalThis.onerror = (message, file, line, column, error) => (crash(error ?? message), true);
  globalThis.onunhandledrejection = (event) => {
    if (running && !running.isBroken) return;
    event.preventDefault();
    crash(event.reason);
  };
  instance = await Instance.make(asked, granted);
  postMessage({ began: performance.timeOrigin + performance.now() });
  running = run(instance, asked, (words) => postMessage(words, [words.buffer]));
}

/** A command that comes while the program is still loading waits for it. Without one, a worker gives a sign: also before it has its program. */
async function command({ command }) {
  await begun?.catch(() => undefined);
  try {
    if (command) running?.[command]();
    else postMessage({ listening: true });
  } catch (error) {
    crash(error);
  }
}

function crash(error) {
  postMessage({ crashed: text(error), memory: instance?.memory });
}

function text(error) {
  return String(error?.message ?? error);
}
