// A program's threads: workers with instances of the same compiled module. A program runs in a worker, so these are mostly
// workers of a worker; nothing here depends on that. They end with the program, and at the latest with its worker.

import { Instance, utf8 } from './instance.js';
import { keepBusy } from './running.js';

/** What a module imports to have threads, and to be one. */
export function threadImports(instance) {
  return {
    parallelism: () => navigator.hardwareConcurrency || 1,
    start: (thread, name, length, reason, room) => {
      try {
        instance.threads.start(thread, instance.text(name, length));
        return -1;
      } catch ({ message }) {
        const said = utf8(`the browser refused to start a worker. ${message}`).subarray(0, room);
        instance.bytes(reason, said.length).set(said);
        return said.length;
      }
    },
    call: (thread, name, length, input, size) =>
      instance.threads.call(thread, instance.text(name, length), instance.bytes(input, size).slice()),
    end: (thread) => instance.threads.stop(thread),
    message: (pointer, length) => instance.host.message(instance.bytes(pointer, length).slice()),
    return_value: (pointer, length) => instance.host.returned(instance.bytes(pointer, length).slice()),
  };
}

let own;

/** An address as a worker takes it whose page asks for trusted types; a worker has one policy of its own, as the page has. */
function trusted(address, policy) {
  if (policy === undefined) policy = own ??= globalThis.trustedTypes?.createPolicy('task-scope', { createScriptURL: String });
  return policy?.createScriptURL(address) ?? address;
}

/** The threads of a program that runs. */
export class Threads {
  #workers = new Map();
  #script;
  #policy;

  /** `asked` is what the program was started with, and each of its threads is; the page's own things stay in the page. */
  constructor(instance, { policy, site, ...asked }) {
    this.instance = instance;
    this.#policy = policy;
    this.asked = asked;
  }

  start(thread, name) {
    const asked = moment();
    // Kept as long as this: a worker of a worker may load it late.
    this.#script ??= URL.createObjectURL(new Blob([this.asked.script], { type: 'text/javascript' }));
    const worker = new Worker(trusted(this.#script, this.#policy), { name });
    worker.onmessage = ({ data }) => this.#hear(thread, data);
    worker.onerror = (event) => {
      event.preventDefault();
      const unknown = 'its worker could not be loaded; a content security policy may forbid it (worker-src blob:)';
      this.#hear(thread, { failed: event.message || unknown });
    };
    this.#workers.set(thread, worker);
    worker.postMessage({ ...this.asked, asked });
  }

  call(thread, name, input) {
    this.#workers.get(thread)?.postMessage({ function: name, input }, [input.buffer]);
  }

  stop(thread) {
    const worker = this.#workers.get(thread);
    this.#workers.delete(thread);
    if (worker) worker.onmessage = worker.onerror = null;
    worker?.terminate();
  }

  end() {
    for (const thread of [...this.#workers.keys()]) this.stop(thread);
    if (this.#script) URL.revokeObjectURL(this.#script);
    this.#script = undefined;
  }

  /** Hands on what a thread says. Clocks of two threads may differ by a little. */
  #hear(thread, { ready, memory, message, returned, took, at, failed }) {
    const { exports } = this.instance;
    const ago = Math.max(0, micros(moment() - at));
    this.instance.host.act(() => {
      if (message) exports.taskscope_thread_message(thread, this.instance.give(message), ago);
      else if (returned) exports.taskscope_thread_returned(thread, this.instance.give(returned), micros(took), ago + micros(took));
      else if (failed !== undefined) exports.taskscope_thread_failed(thread, this.instance.give(utf8(failed)));
      else exports.taskscope_thread_ready(thread, Math.max(0, micros(ready)), memory);
    });
  }
}

/** The other side: a thread, in its own instance of the module. */
export class Thread {
  #started;

  /** Readies the functions of the program that was asked for, and says how long that took. */
  static async ready(asked, granted) {
    const thread = new Thread();
    thread.instance = await Instance.make(asked, granted);
    thread.instance.host = thread;
    thread.instance.start('taskscope_thread', asked.text);
    postMessage({ ready: moment() - asked.asked, memory: thread.instance.memory });
    return thread;
  }

  /** Calls a function, and tells what it returns and how long that took. */
  call(name, input) {
    const known = utf8(name);
    this.#started = moment();
    const isKnown = this.instance.exports.taskscope_call(known.length, this.instance.give(known, input));
    if (!isKnown) throw new Error(`the program has no function “${name}”; its variant has to list it`);
  }

  // What the module calls.

  now() {
    return micros(performance.now());
  }

  busyUntil(at) {
    keepBusy(() => this.now() < at);
  }

  message(message) {
    postMessage({ message, at: moment() }, [message.buffer]);
  }

  returned(returned) {
    const at = moment();
    postMessage({ returned, took: at - this.#started, at }, [returned.buffer]);
  }

  panicked(failed) {
    postMessage({ failed });
  }

  ask() {}

  alarm() {}

  tell() {
    return 0;
  }
}

/** This moment, in milliseconds, on a clock that all threads share as well as their browser can tell. */
function moment() {
  return performance.timeOrigin + performance.now();
}

function micros(milliseconds) {
  return milliseconds * 1000;
}
