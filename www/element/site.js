// The files beside the script: each is fetched once a page, and taken only if it is the one that belongs to this script.

/** Where they are: in the script's own folder. In a bundle that has no address of its own, only asking for it fails. */
const folder = () => new URL('./', import.meta.url);
/** Where those are that a bundler has moved; a package names them. */
const files = {};
/** Their hashes, so that the script's own covers all of them; a release has them. */
const integrity = {};

export class Site {
  /** Promises by path; a failure is not kept, so that whoever comes later tries again. */
  #files = new Map();

  /** A demo's pack: its head, and all bytes after that. */
  pack(slug) {
    return this.#once(`demos/${slug}.pack`, async (response) => unpacked(await response.arrayBuffer()));
  }

  /** Whether there is such a pack, as far as anybody knows before the site is asked. */
  hasPack(slug) {
    return /^[a-z0-9-]+$/.test(slug) && (Object.keys(integrity).length === 0 || `demos/${slug}.pack` in integrity);
  }

  /** A compiled module; it is compiled while it comes. */
  wasm(path) {
    return this.#once(path, compiled);
  }

  text(path) {
    return this.#once(path, (response) => response.text());
  }

  /** The full address of a script. */
  glue(path) {
    return this.#address(path).href;
  }

  /** What a script exports. The browser checks it before, and has it from then on: it loads no other for this document. */
  async exports(path) {
    const address = this.glue(path);
    if (integrity[path]) await ahead(address, integrity[path]);
    return run(address);
  }

  #address(path) {
    return files[path]?.() ?? new URL(path, folder());
  }

  #once(path, read) {
    if (!this.#files.has(path)) {
      const file = get(this.#address(path), integrity[path], path).then(read);
      file.catch(() => this.#files.delete(path));
      this.#files.set(path, file);
    }
    return this.#files.get(path);
  }
}

/** The one site of this script. */
export const site = new Site();

/** Where the playground is: beside the script; a package has none. */
export function playground() {
  return folder().href;
}

/** The one way to fetch something; `what` is its name in a sentence. */
export async function get(address, hash, what) {
  // What a page loads ahead can have no hash yet, and would be loaded twice if it were asked for with one.
  const isAhead = [...document.querySelectorAll('link[rel="preload"]')].some(({ href }) => href === address.href);
  const response = await fetch(address, hash && !isAhead ? { integrity: hash } : {}).catch(({ message }) => {
    throw new Error(`${what} could not be loaded from ${address} (${message})`);
  });
  if (!response.ok) throw new Error(`${what} could not be loaded (${response.status})`);
  return response;
}

/** Runs a script and gives its exports. */
function run(address) {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ address);
}

/** Loads a script with a hash, which an import can't have in itself. Browsers that can't do so load it with the import. */
async function ahead(href, integrity) {
  const link = document.createElement('link');
  if (!link.relList.supports('modulepreload')) return;
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${href} could not be loaded`));
  });
  Object.assign(link, { rel: 'modulepreload', href, integrity, crossOrigin: 'anonymous' });
  document.head.append(link);
  await loaded.finally(() => link.remove());
}

async function compiled(response) {
  if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly');
  const isWasm = response.headers.get('Content-Type')?.startsWith('application/wasm');
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** A pack is zipped: a length, so many bytes of JSON, and the bytes that this tells the places of. */
async function unpacked(buffer) {
  const isZipped = new Uint8Array(buffer)[0] === 0x1f;
  const stream = new Blob([buffer]).stream();
  const plain = isZipped ? await new Response(stream.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer() : buffer;
  const length = new DataView(plain).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(plain, 4, length)));
  return { head, bytes: new Uint8Array(plain, 4 + length) };
}
