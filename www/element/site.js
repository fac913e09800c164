// The files beside the script: each is fetched once a page, and taken only if it is the one that belongs to this script.

import { check, compile, get, importChecked } from './fetch.js';

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
  pack(slug, folder = 'demos') {
    return this.#once(`${folder}/${slug}.pack`, async (...file) => unpacked(await check(...file)));
  }

  /** Whether there is such a pack, as far as anybody knows before the site is asked. */
  hasPack(slug) {
    return /^[a-z0-9-]+$/.test(slug) && this.mayHave(`demos/${slug}.pack`);
  }

  /** Whether there is such a file, as far as anybody knows before the site is asked. */
  mayHave(path) {
    return Object.keys(integrity).length === 0 || this.has(path);
  }

  /** Whether a release has such a file. */
  has(path) {
    return path in integrity;
  }

  /** A compiled module. */
  wasm(path) {
    return this.#once(path, compile);
  }

  text(path) {
    return this.#once(path, async (...file) => new TextDecoder().decode(await check(...file)));
  }

  /** The full address of a script. */
  glue(path) {
    return this.#address(path).href;
  }

  /** What a script exports. Each attempt is a script of its own: one that failed or crashed is no use. */
  exports(path, attempt) {
    const address = this.#address(path);
    if (attempt > 0) address.searchParams.set('again', attempt);
    return importChecked(address, integrity[path], path);
  }

  #address(path) {
    return files[path]?.() ?? new URL(path, folder());
  }

  #once(path, read) {
    if (!this.#files.has(path)) {
      const hash = integrity[path];
      const file = get(this.#address(path), hash, path).then((response) => read(response, hash, path));
      file.catch(() => this.#files.delete(path));
      this.#files.set(path, file);
    }
    return this.#files.get(path);
  }
}

/** The one site of this script. */
export const site = new Site();

/** Which build this is; nothing while it is worked on. */
export const build = integrity['taskscope_bg.wasm'];

/** Where the playground is: beside the script; a package has none. */
export function playground() {
  return folder().href;
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
