// Defines <task-scope>: what is loaded at once. The program, its glue and its looks come when the element comes into view,
// once a page; then an app is mounted in the element's open shadow root. Children of the element are what is read until
// then, and where scripts, workers or WebAssembly are missing. Without a document (a worker, a server) it does nothing.

const glue = new URL('./taskscope.js', import.meta.url).href;
const wasm = new URL('./taskscope_bg.wasm', import.meta.url);
const sheet = new URL('./task-scope.css', import.meta.url);
/** Where the playground is: beside this script. */
const site = new URL('./', import.meta.url).href;
/** Hashes of what is fetched, so that the hash of this script covers all of it; a release has them. */
const integrity = {};

let loading;

/** The module, its glue and the style sheet: downloaded and compiled once, whatever the number of elements. */
function load(element) {
  loading ??= Promise.all([compile(), import(/* @vite-ignore */ /* webpackIgnore: true */ glue), style()]).then(async ([module, exports, styles]) => {
    await exports.default({ module_or_path: module });
    await speak(exports, element);
    return { exports, styles, loaded: () => new exports.Loaded(module, glue, another(module)) };
  });
  // A failure is not for ever: an element that comes later tries again.
  loading.catch(() => (loading = undefined));
  return loading;
}

/**
 * Takes the language that the address of the playground asks for, or that its visitor prefers; in other pages that of the
 * first element. Only if it is not English, and the site has it, its messages are fetched.
 */
async function speak(exports, element) {
  const isPage = element.view === 'full';
  const asked = isPage ? (new URLSearchParams(location.search).get('lang') ?? '') : '';
  const wanted = isPage ? navigator.languages : [element.closest('[lang]')?.lang ?? ''];
  try {
    if (!/^[a-zA-Z0-9-]*$/.test(asked)) throw new Error(`“${asked}” is no language`);
    const tag = asked ? asked !== 'en' && asked : exports.language([...wanted]);
    if (!tag) return;
    const response = await get(new URL(`./locales/${tag}.txt`, glue), undefined, `the language “${tag}”`);
    exports.speak(tag, await response.text());
    if (isPage) document.documentElement.lang = tag;
  } catch ({ message }) {
    console.warn(`taskscope: ${message}; it goes on in English.`);
  }
}

/**
 * Makes another instance of the module on this thread, for a program that is to run there: a script of the same text at
 * another address is a script of its own.
 */
const another = (module) => async (number) => {
  const address = new URL(glue);
  address.searchParams.set('instance', number);
  const exports = await import(/* @vite-ignore */ /* webpackIgnore: true */ address.href);
  const { memory } = await exports.default({ module_or_path: module });
  return { RunningProgram: exports.RunningProgram, memory };
};

async function compile() {
  if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly');
  const response = await get(wasm, integrity.wasm, 'the program');
  const isWasm = response.headers.get('Content-Type')?.startsWith('application/wasm');
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

async function style() {
  const response = await get(sheet, integrity.sheet, 'its style sheet');
  return sheetOf(await response.text());
}

async function get(address, hash, what) {
  // What a page loads ahead can have no hash yet, and would be loaded twice if it were asked for with one.
  const isAhead = [...document.querySelectorAll('link[rel="preload"]')].some(({ href }) => href === address.href);
  const response = await fetch(address, hash && !isAhead ? { integrity: hash } : {}).catch(({ message }) => {
    throw new Error(`${what} could not be loaded from ${address} (${message})`);
  });
  if (!response.ok) throw new Error(`${what} could not be loaded (${response.status})`);
  return response;
}

function sheetOf(text) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(text);
  return styles;
}

/**
 * How large the element is is known before anything is loaded, so that the page around it never moves. What is inside says
 * nothing about its width: in a box that is as wide as its content, the grid before it does, which can be as narrow as it
 * has to be. On paper it is as high as what is in it, whatever its author wrote for the screen.
 */
let frame;
const FRAME = `
:host {
  display: block; contain: content; writing-mode: horizontal-tb !important;
  block-size: var(--task-scope-height, 480px); min-inline-size: 0; max-inline-size: 100%;
}
:host([hidden]) { display: none; }
:host::before {
  all: initial !important; content: "" !important; display: grid !important; grid-area: 1 / 1 !important;
  grid-template-columns: minmax(0, var(--task-scope-width, 640px)) !important; min-inline-size: 0 !important;
}
:host::after { content: none !important; }
.root, .fallback { contain: inline-size; flex: 1 0 100%; grid-area: 1 / 1; block-size: 100%; }
.fallback { overflow: auto; }
@media print {
  :host { contain: none !important; block-size: auto !important; min-block-size: 0 !important; max-block-size: none !important; }
  .root, .fallback { block-size: auto; overflow: visible; }
}
`;

/** What is the same as in the query of a link. */
const SETTINGS = [
  'demo', 'variant', 'clock', 'axis', 'step', 'format', 'policy', 'seed', 'operations', 'polls', 'thread', 'yield',
];
/** Reflected as properties; but `step`, as a property, is the method, and sets the attribute. */
const TEXTS = [...SETTINGS.filter((name) => name !== 'step'), 'view', 'theme', 'speed', 'loading', 'src', 'playground'];
const DEFAULTS = { view: 'timeline source', theme: 'auto', loading: 'lazy' };

const STEP = Symbol('step');

class TaskScope extends (globalThis.HTMLElement ?? class {}) {
  /** Everything: knobs have names of their own (`knob-…`), so there is no list to name. */
  #attributes;
  #mounted;
  #ready = deferred();
  /** Ends what this element began outside of itself. */
  #end;
  #isStarted = false;
  #isRecording = false;
  /** Whether there was anything of a run to see. */
  #hasShown = false;
  #shownLook;
  #shownQuery;

  connectedCallback() {
    // Moved: it goes on as it is.
    if (this.#end) return;
    this.#end = new AbortController();
    this.#takeOver();
    this.#frame();
    this.#attributes = new MutationObserver(() => this.#changed());
    this.#attributes.observe(this, { attributes: true });
    if (this.view === 'full' || this.loading === 'eager' || !globalThis.IntersectionObserver) this.#start();
    else this.#startInView();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it in again at once.
    queueMicrotask(() => this.isConnected || this.#leave());
  }

  /** Moved by `moveBefore`: nothing is to be done. */
  connectedMoveCallback() {}

  /** Runs the program, or plays on. */
  async run() {
    (await this.#app()).run();
  }

  /** Holds the run, or its playing, still. */
  async pause() {
    (await this.#app()).pause();
  }

  /** Goes this many steps forward, or back if negative. Frameworks that set properties set the attribute. */
  get step() {
    return stepBy;
  }

  set step(value) {
    set(this, 'step', value);
  }

  async [STEP](by) {
    (await this.#app()).step(whole(by));
  }

  /** Goes to a step; what lies beyond the end is the end. */
  async seek(step) {
    (await this.#app()).seek(Math.max(0, whole(step)));
  }

  /** Begins anew, as the attributes have it, and stands still at the start. */
  async reset() {
    const app = await this.#app();
    if (!this.#isRecording) app.setUp(this.#query());
    app.reset();
  }

  /** The run as a `Blob`: `json`, `binary`, `chrome`, `svg` or `csv`. */
  async exportTrace(format = 'json') {
    const app = await this.#app();
    return new Promise((resolve, reject) => {
      const take = (bytes, type) => resolve(new Blob([bytes], { type }));
      if (!app.export(format, take, reject)) reject(new TypeError(`taskscope has no format “${format}”`));
    });
  }

  /** The app, as soon as it is there; whoever asks for it does not wait for the reader to scroll. */
  #app() {
    if (this.#end) this.#start();
    return this.#ready.promise;
  }

  #frame() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [(frame ??= sheetOf(FRAME))];
    const fallback = document.createElement('div');
    fallback.className = 'fallback';
    fallback.append(document.createElement('slot'));
    shadow.replaceChildren(fallback);
  }

  /** Properties that were set before the element was defined hide ours. */
  #takeOver() {
    for (const name of [...TEXTS, 'step', 'autoplay']) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  #startInView() {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      this.#start();
    });
    seen.observe(this);
    this.#end.signal.addEventListener('abort', () => seen.disconnect());
  }

  async #start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { signal } = this.#end;
    this.setAttribute('state', 'loading');
    try {
      const [{ exports, styles, loaded }, recording] = await Promise.all([load(this).catch(advise), this.#recording()]);
      if (!signal.aborted) this.#mount(exports, styles, loaded(), recording);
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(`taskscope can't run here: ${error.message}.`);
    }
  }

  #mount(exports, styles, loaded, recording) {
    const isPage = this.view === 'full';
    this.#isRecording = Boolean(recording);
    const start = recording ? 'wait' : isPage ? 'usual' : this.autoplay ? 'play' : 'whole';
    const query = isPage ? location.search : this.#query();
    const wishes = new exports.Wishes(query, this.view, this.#theme(), this.speed, start);
    this.#mounted = exports.mount(loaded, wishes, (name, detail) => this.#told(name, detail), this.#site());
    wishes.free();
    const { root } = this.#mounted;
    this.shadowRoot.adoptedStyleSheets = [frame, styles];
    this.shadowRoot.replaceChildren(root);
    this.#watchTheme(root);
    if (recording) this.#mounted.open(recording.name, recording.bytes);
    this.setAttribute('state', 'ready');
    this.#ready.resolve(this.#mounted);
    this.#told('ready', {});
  }

  #unmount() {
    this.#mounted?.unmount();
    this.#mounted = undefined;
  }

  /** A saved run that is to be shown: inside the element, or at an address. */
  async #recording() {
    const inside = this.querySelector(':scope > script[type="application/json"]');
    if (inside) return { name: 'The run in this page', bytes: new TextEncoder().encode(inside.textContent).buffer };
    if (!this.src) return undefined;
    const response = await get(new URL(this.src, document.baseURI), undefined, 'the saved run');
    return { name: this.src.split(/[/?#]/).findLast(Boolean) ?? this.src, bytes: await response.arrayBuffer() };
  }

  #told(name, detail) {
    this.#hasShown ||= name === 'step' || name === 'finish';
    // A saved run that can't be opened and a worker that is forbidden leave nothing to show.
    if (name === 'error' && this.#mounted && !this.#hasShown && this.view !== 'full') this.#fail(detail.message);
    else this.dispatchEvent(new CustomEvent(`task-scope-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Several attributes that change at once are one change. */
  #changed() {
    if (!this.#mounted || this.view === 'full') return;
    const [query, look] = [this.#query(), this.#look()];
    if (String(look) !== this.#shownLook) this.#mounted.look(...look);
    this.#shownLook = String(look);
    if (query !== this.#shownQuery && !this.#isRecording) this.#mounted.setUp(query);
    this.#shownQuery = query;
  }

  #query() {
    const pairs = [...this.attributes].flatMap(({ name, value }) => {
      if (SETTINGS.includes(name)) return [[name, value]];
      return name.startsWith('knob-') ? [[name.slice('knob-'.length), value]] : [];
    });
    return new URLSearchParams(pairs).toString();
  }

  #site() {
    return this.playground && this.view !== 'full' ? new URL(this.playground, document.baseURI).href : site;
  }

  /** What may change while a program runs. */
  #look() {
    return [this.view, this.#theme(), this.speed];
  }

  /** The theme as it is: the app of a foreign page follows that page, which is asked here. */
  #theme() {
    if (this.theme !== 'auto' || this.view === 'full') return this.theme;
    const schemes = getComputedStyle(this).colorScheme.split(' ');
    const [isDark, isLight] = ['dark', 'light'].map((scheme) => schemes.includes(scheme));
    if (isDark !== isLight) return isDark ? 'dark' : 'light';
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }

  /**
   * The page may change its `color-scheme` through its system, through an attribute of its root or body (as most do that
   * have a switch), or in any other way: then a colour that depends on it begins a transition.
   */
  #watchTheme(root) {
    const { signal } = this.#end;
    const changed = () => this.#changed();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed, { signal });
    root.addEventListener('transitionrun', ({ target }) => target === root && changed(), { signal });
    const observer = new MutationObserver(changed);
    for (const element of [document.documentElement, document.body]) {
      observer.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
    }
    signal.addEventListener('abort', () => observer.disconnect());
    this.#shownLook = String(this.#look());
    this.#shownQuery = this.#query();
  }

  #leave() {
    this.#end?.abort();
    this.#attributes?.disconnect();
    this.#unmount();
    this.#end = undefined;
    this.#isStarted = this.#hasShown = this.#isRecording = false;
    this.#ready.promise.catch(() => {});
    this.#ready.reject(new DOMException('the element was taken away', 'AbortError'));
    this.#ready = deferred();
    this.removeAttribute('state');
    this.shadowRoot?.replaceChildren(document.createElement('slot'));
  }

  /** What the author has written stays, with a sentence above it. */
  #fail(message) {
    this.#unmount();
    this.setAttribute('state', 'failed');
    this.#frame();
    const sentence = document.createElement('p');
    sentence.setAttribute('role', 'alert');
    sentence.setAttribute('part', 'error');
    sentence.textContent = message;
    this.shadowRoot.firstElementChild.prepend(sentence);
    this.#ready.promise.catch(() => {});
    this.#ready.reject(new Error(message));
    this.#isRecording = false;
    this.#told('error', { message });
  }
}

function advise({ message }) {
  throw new Error(
    `${message}. It needs WebAssembly, workers and module scripts; every current browser has them, but a page's policy may forbid them`,
  );
}

function stepBy(by = 1) {
  return this[STEP](by);
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

function whole(number) {
  const rounded = Math.trunc(Number(number));
  if (!Number.isFinite(rounded)) throw new TypeError('a step is a number');
  return Math.min(Math.max(rounded, -(2 ** 31)), 2 ** 31 - 1);
}

function set(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Attributes are properties, too. */
function reflect(name, get, set) {
  Object.defineProperty(TaskScope.prototype, name, { configurable: true, enumerable: true, get, set });
}

for (const name of TEXTS) {
  reflect(
    name,
    function () {
      return this.getAttribute(name) ?? DEFAULTS[name] ?? '';
    },
    function (value) {
      set(this, name, value);
    },
  );
}
reflect(
  'autoplay',
  function () {
    return this.hasAttribute('autoplay');
  },
  function (value) {
    this.toggleAttribute('autoplay', Boolean(value));
  },
);

if (globalThis.customElements && !customElements.get('task-scope')) customElements.define('task-scope', TaskScope);
