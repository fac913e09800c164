// The element itself: its life in a page, its methods and its events. It loads the app when it is seen or asked.

import { learn, load } from './app.js';
import { queryOf, reflect, set, takeOver } from './attributes.js';
import { frameSheet } from './frame.js';
import { Poster } from './poster.js';
import { get, playground } from './site.js';
import { themeOf, watchTheme } from './theme.js';

const STEP = Symbol('step');

export class TaskScope extends (globalThis.HTMLElement ?? class {}) {
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
  #poster;

  connectedCallback() {
    // Moved: it goes on as it is.
    if (this.#end) return;
    this.#end = new AbortController();
    takeOver(this);
    this.#frame();
    this.#attributes = new MutationObserver(() => this.#changed());
    this.#attributes.observe(this, { attributes: true });
    this.#poster = new Poster(this, (act) => this.#press(act), this.#end.signal);
    if (this.view === 'full' || this.loading === 'eager' || !globalThis.IntersectionObserver) this.#start();
    else this.#whenSeen();
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
    if (!this.#isRecording) app.setUp(queryOf(this));
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
    shadow.adoptedStyleSheets = [frameSheet()];
    const fallback = document.createElement('div');
    fallback.className = 'fallback';
    fallback.append(document.createElement('slot'));
    shadow.replaceChildren(fallback);
  }

  /** With `loading="click"`, what is seen is the poster alone. Without one, there is nothing to press. */
  #whenSeen() {
    const seen = new IntersectionObserver(async (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      if (this.loading !== 'click' || !(await this.#poster.show())) this.#start();
    });
    seen.observe(this);
    this.#end.signal.addEventListener('abort', () => seen.disconnect());
  }

  /** Carries out what was pressed on the poster. */
  async #press(act) {
    this.#start();
    const app = await this.#ready.promise.catch(() => undefined);
    if (act === 'run') app?.run();
    if (act === 'restart' || act === 'step') app?.reset();
    if (act === 'restart') app?.run();
    if (act === 'step') app?.step(1);
    if (act === 'back') app?.step(-1);
  }

  async #start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { signal } = this.#end;
    this.setAttribute('state', 'loading');
    try {
      // What it needs is little, and is asked for before all the rest.
      if (!this.#poster.root) await this.#poster.show();
      const query = this.view === 'full' ? location.search : queryOf(this);
      const app = load(this).catch(advise);
      const [{ exports, styles, loaded }, recording] = await Promise.all([app, this.#recording(), learn(app, query)]);
      if (!signal.aborted) this.#mount(exports, styles, loaded(), recording, query);
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(`taskscope can't run here: ${error.message}.`);
    }
  }

  /** The demo of the query is here. */
  #mount(exports, styles, loaded, recording, query) {
    const isPage = this.view === 'full';
    this.#isRecording = Boolean(recording);
    const start = recording ? 'wait' : isPage ? 'usual' : this.autoplay ? 'play' : 'whole';
    const wishes = new exports.Wishes(query, this.view, themeOf(this), this.speed, start);
    this.#mounted = exports.mount(loaded, wishes, (name, detail) => this.#told(name, detail), this.#playground());
    wishes.free();
    const { root } = this.#mounted;
    const { root: poster, sheets } = this.#poster;
    this.shadowRoot.adoptedStyleSheets = [frameSheet(), styles, ...sheets];
    this.shadowRoot.replaceChildren(root, ...(poster ? [poster] : []));
    this.#poster.cover(root);
    watchTheme(root, () => this.#changed(), this.#end.signal);
    this.#shownLook = String(this.#look());
    this.#shownQuery = query;
    if (recording) this.#mounted.open(recording.name, recording.bytes);
    this.setAttribute('state', 'ready');
    this.#ready.resolve(this.#mounted);
    this.#told('ready', {});
    // What was asked for while it came.
    this.#changed();
  }

  #unmount() {
    this.#mounted?.unmount();
    this.#mounted = undefined;
    this.#poster?.leave();
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
    if (name === 'finish' || name === 'error') this.#poster.uncover();
    // A saved run that can't be opened and a worker that is forbidden leave nothing to show.
    if (name === 'error' && this.#mounted && !this.#hasShown && this.view !== 'full') this.#fail(detail.message);
    else this.dispatchEvent(new CustomEvent(`task-scope-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Several attributes that change at once are one change. */
  #changed() {
    if (!this.#mounted && !this.#isStarted && this.#poster.root) this.#poster.show();
    if (!this.#mounted || this.view === 'full') return;
    const [query, look] = [queryOf(this), this.#look()];
    if (String(look) !== this.#shownLook) this.#mounted.look(...look);
    this.#shownLook = String(look);
    if (query !== this.#shownQuery && !this.#isRecording) this.#mounted.setUp(query);
    this.#shownQuery = query;
  }

  #playground() {
    return this.playground && this.view !== 'full' ? new URL(this.playground, document.baseURI).href : playground();
  }

  /** What may change while a program runs. */
  #look() {
    return [this.view, themeOf(this), this.speed];
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

reflect(TaskScope);

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
