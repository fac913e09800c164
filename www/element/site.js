// The files beside the script: each is fetched once a page, and taken only if it is the one that belongs to this script.

import { check, checksItself, compile, get, importChecked } from './fetch.js';

/** What the page says of the site. */
const said = {};
/** Where those files are that a bundler has moved; a package names them. */
const files = {};
/** What each folder has, with spaces between the names; nothing while the script is in no site. */
const names = {};
/** The hashes of the files beside the script, and of the lists with those of the files in folders; a release has them. */
const integrity = {};

/** Says where the files are, and where the playground is: addresses as the page has them, the latter empty for none. */
export function configure(settings = {}) {
  Object.assign(said, settings);
}

/** Adds files that a bundler has moved: functions that tell their addresses, by their paths. */
export function provide(more) {
  Object.assign(files, more);
}

/** The folder that the page names. */
const base = () => said.base ?? document.head.querySelector('meta[name="task-scope-base"]')?.content;

/** The folder of all files: the one that the page names, or the script's own. Not every bundle has an address of its own. */
function folder() {
  const named = base();
  if (named) return new URL(named.endsWith('/') ? named : `${named}/`, document.baseURI);
  const own = import.meta.url;
  if (!own || (own.startsWith('file:') && location.protocol !== 'file:')) throw new Error("this page's bundle does not know where the files are");
  return new URL('.', own);
}

/** Adds to what failed what an author can do who uses the package. */
function withAdvice(path, error) {
  if (path in files || Object.keys(files).length === 0) return error;
  const advice = base() ? 'copy it there' : "import 'task-scope/demos/NAME' for each demo that you show, or say configure({ base })";
  return new Error(`${path}: ${error.message}; ${advice}`, { cause: error });
}

export class Site {
  /** Promises by path; a failure is not kept, so that whoever comes later tries again. */
  #files = new Map();

  /** A demo's pack: its head, and all bytes after that. Whoever may name a demo can name nothing else. */
  async pack(slug, folder = 'demos') {
    if (!this.hasPack(slug, folder)) throw new Error(`there is no demo “${slug}”`);
    return this.#pack(`${folder}/${slug}.pack`);
  }

  /** Whether there is such a pack, as `has` says. */
  hasPack(slug, folder = 'demos') {
    return /^[a-z0-9-]+$/.test(slug) && this.has(`${folder}/${slug}.pack`);
  }

  /** The pack with the poster of a variant; that of a demo's first variant has the name of the demo alone. */
  picture(slug, variant) {
    const own = `pictures/${slug}.${variant}.pack`;
    return isListed(own) ? this.#pack(own) : this.pack(slug, 'pictures');
  }

  /** Whether there is such a file, as far as anybody knows before the site is asked. */
  has(path) {
    const isAnything = Object.keys(names).length === 0;
    return isAnything || !path.includes('/') || Object.hasOwn(integrity, path) || isListed(path);
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
  async exports(path, attempt) {
    try {
      const address = this.#address(path);
      if (attempt > 0) address.searchParams.set('again', attempt);
      return await importChecked(address, await this.#hash(path), path);
    } catch (error) {
      throw withAdvice(path, error);
    }
  }

  #address(path) {
    if (base() || !files[path]) return new URL(path, folder());
    try {
      return files[path]();
    } catch (cause) {
      throw new Error(`this page's bundle does not know where ${path} is; say configure({ base })`, { cause });
    }
  }

  #pack(path) {
    return this.#once(path, async (...file) => unpacked(await check(...file), path));
  }

  #once(path, read) {
    if (!this.#files.has(path)) {
      const file = this.#read(path, read);
      file.catch(() => this.#files.delete(path));
      this.#files.set(path, file);
    }
    return this.#files.get(path);
  }

  /** The file comes beside its hash; only a browser that checks it by itself has to know that before it asks. */
  async #read(path, read) {
    if (!this.has(path)) throw new Error(`${path} does not belong to this script`);
    const hash = this.#hash(path);
    // Whoever reads the file hears of it, unless the file fails before.
    hash.catch(() => {});
    try {
      return await read(await get(this.#address(path), checksItself() ? undefined : await hash, path), hash, path);
    } catch (error) {
      throw withAdvice(path, error);
    }
  }

  /** The hash that a file has to have, if this is a release: in a folder it is on the line of the file in that folder's list. */
  async #hash(path) {
    const [folder, name] = parted(path);
    const list = `${folder}/hashes.txt`;
    if (Object.hasOwn(integrity, path) || !Object.hasOwn(integrity, list)) return integrity[path];
    const hashes = (await this.text(list)).split('\n');
    return `sha256-${hashes[names[folder].split(' ').indexOf(name)]}`;
  }
}

/** Whether a folder has such a file. */
function isListed(path) {
  const [folder, name] = parted(path);
  return Object.hasOwn(names, folder) && names[folder].split(' ').includes(name);
}

/** The folder of a file, and its name in there. */
function parted(path) {
  const end = path.lastIndexOf('/');
  return [path.slice(0, Math.max(end, 0)), path.slice(end + 1)];
}

/** The one site of this script. */
export const site = new Site();

/** Which build this is; nothing while it is worked on. */
export const build = integrity['taskscope_bg.wasm'];

/** Where the playground is: where the page says, or with the files; a package has none. */
export function playground() {
  if (said.playground !== undefined) return said.playground && new URL(said.playground, document.baseURI).href;
  return folder().href;
}

/** How large a pack may be once it is unpacked, in bytes; `crates/gallery` takes no larger ones either. */
const LARGEST = 64 * 2 ** 20;

/** A pack is zipped: a length, so many bytes of JSON, and the bytes that this tells the places of. */
async function unpacked(buffer, path) {
  try {
    const plain = await plainOf(buffer);
    const length = new DataView(plain).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(plain, 4, length)));
    return { head, bytes: new Uint8Array(plain, 4 + length) };
  } catch (error) {
    throw new Error(`${path} is damaged; publish the site's files anew, all of one version`, { cause: error });
  }
}

async function plainOf(buffer) {
  if (new Uint8Array(buffer)[0] !== 0x1f) return buffer;
  const reader = new Blob([buffer]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new RangeError('it is too large');
    }
    pieces.push(read.value);
  }
  return new Blob(pieces).arrayBuffer();
}
