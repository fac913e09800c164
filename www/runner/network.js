// The way to the site for programs on the browser's clock: files beside this script, read part by part.

import { utf8 } from './instance.js';

/** What a module imports to load files. */
export function networkImports(instance) {
  return {
    request: (request, path, length) => void instance.network.request(request, instance.text(path, length)),
    cancel: (request) => instance.network.cancel(request),
  };
}

/** The requests of a program that runs. */
export class Network {
  #aborts = new Map();

  constructor(instance) {
    this.instance = instance;
  }

  async request(request, path) {
    const abort = new AbortController();
    this.#aborts.set(request, abort);
    const { exports } = this.instance;
    /** Calls the module, as long as somebody there waits for it. */
    const tell = (call) => abort.signal.aborted || this.instance.host.act(call);
    try {
      const response = await fetch(new URL(path, import.meta.url), { signal: abort.signal });
      tell(() => exports.taskscope_network_answered(request, response.status, lengthOf(response)));
      const reader = response.body?.getReader();
      for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
        const { value } = part;
        tell(() => exports.taskscope_network_part(request, this.instance.give(value)));
      }
      tell(() => exports.taskscope_network_complete(request));
    } catch (error) {
      // What cuts a turn off is an error of the module, not of the network.
      if (this.instance.host.isBroken) throw error;
      tell(() => exports.taskscope_network_failed(request, this.instance.give(utf8(error.message))));
    }
    this.#aborts.delete(request);
  }

  cancel(request) {
    this.#aborts.get(request)?.abort();
    this.#aborts.delete(request);
  }

  end() {
    for (const request of [...this.#aborts.keys()]) this.cancel(request);
  }
}

/** How many bytes will be read. What is compressed on its way has another length there. */
function lengthOf({ headers }) {
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return length === null ? -1 : Number(length);
}
