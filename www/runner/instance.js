// An instance of a program's module, and the checks before it is trusted with anything: see crates/abi for what each
// function means.

/** The version of the interface. */
const VERSION = 1;
/** What a module has to export, and what besides if it imports a group that is granted. */
const NEEDED = ['version', 'room', 'start', 'turn', 'state', 'frame', 'long_task', 'end'];
const NEEDED_FOR = {
  taskscope_threads: ['thread', 'call', 'thread_ready', 'thread_message', 'thread_returned', 'thread_failed'],
  taskscope_network: ['network_answered', 'network_part', 'network_complete', 'network_failed'],
};
/** An instance of a module, and the functions that it imports, which go to whoever has it just then. */
export class Instance {
  /** Whoever has it, and what is granted to it. */
  host;
  threads;
  network;

  /**
   * Makes an instance of a module. `glue` is the address of the script that goes with a module of wasm-bindgen, and `load`
   * another way to what that exports; `granted` makes the imports that it gets besides those that every module has.
   */
  static async make({ module, glue, load }, granted) {
    const instance = new Instance();
    const groups = { taskscope: instance.#imports(), ...granted?.(instance) };
    check(module, groups, Boolean(glue));
    if (glue) {
      const { default: init, groups: own } = await (load?.() ?? import(/* @vite-ignore */ /* webpackIgnore: true */ glue));
      for (const [name, functions] of Object.entries(groups)) Object.assign(own[name], functions);
      instance.exports = await init({ module_or_path: module });
    } else {
      instance.exports = (await WebAssembly.instantiate(module, groups)).exports;
    }
    const version = instance.exports.taskscope_version();
    if (version !== VERSION) throw unfit(`it is of version ${version}, and the page needs ${VERSION}`);
    return instance;
  }

  get memory() {
    return this.exports.memory.buffer.byteLength;
  }

  bytes(pointer, length) {
    return new Uint8Array(this.exports.memory.buffer, pointer >>> 0, length >>> 0);
  }

  words(pointer, count) {
    return new Uint32Array(this.exports.memory.buffer, pointer >>> 0, count >>> 0);
  }

  text(pointer, length) {
    return new TextDecoder().decode(this.bytes(pointer, length));
  }

  /** Hands bytes over, pieces behind each other; gives how many there are. */
  give(...pieces) {
    const length = pieces.reduce((sum, { length }) => sum + length, 0);
    const pointer = length && this.exports.taskscope_room(length);
    if (length && !pointer) throw new RangeError(`the module has no room for ${length} bytes`);
    let at = pointer >>> 0;
    for (const piece of pieces) {
      this.bytes(at, piece.length).set(piece);
      at += piece.length;
    }
    return length;
  }

  /** Starts what a text asks for, by the export of a name. */
  start(name, text) {
    this.refused = undefined;
    const isStarted = this.exports[name](this.give(utf8(text)));
    if (!isStarted || this.refused) throw unfit(this.refused ?? 'it refused to start');
  }

  #imports() {
    return {
      now: () => this.host.now(),
      busy_until: (at) => this.host.busyUntil(at),
      ask: (when) => this.host.ask(when),
      alarm: (at) => this.host.alarm(at),
      tell: (pointer, count) => this.host.tell(this.words(pointer, count)),
      refuse: (pointer, length) => void (this.refused = this.text(pointer, length)),
      panicked: (pointer, length) => this.host.panicked(this.text(pointer, length)),
    };
  }
}

/** A text as modules have it. */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** Throws unless a module exports what it has to, and imports nothing that it will not get. */
function check(module, groups, hasGlue) {
  const imported = WebAssembly.Module.imports(module);
  const isOurs = ({ module }) => !hasGlue || module.startsWith('taskscope');
  const unknown = imported.find((one) => isOurs(one) && !groups[one.module]?.[one.name]);
  if (unknown) throw unfit(`it asks for “${unknown.module}.${unknown.name}”, which is not here`);
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const used = new Set(imported.map(({ module }) => module));
  const needed = [NEEDED, ...Object.keys(NEEDED_FOR).map((group) => (used.has(group) ? NEEDED_FOR[group] : []))].flat();
  const lacking = ['memory', ...needed.map((name) => `taskscope_${name}`)].find((name) => !exported.has(name));
  if (lacking) throw unfit(`it lacks the export “${lacking}”`);
}

/** The error of a module that is none for this host: another one may be. */
function unfit(reason) {
  return Object.assign(new Error(reason), { isUnfit: true });
}
