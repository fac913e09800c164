// What programs get that are built in: threads, and the files of the site.

import { Network, networkImports } from './network.js';
import { Running } from './running.js';
import { Threads, threadImports } from './threads.js';

/** The imports that are granted. */
export function granted(instance) {
  return { taskscope_threads: threadImports(instance), taskscope_network: networkImports(instance) };
}

/** Starts what was asked for in an instance that has them. */
export function run(instance, asked, post) {
  instance.threads = new Threads(instance, asked);
  instance.network = new Network(instance);
  return new Running(instance, asked.text, post);
}
