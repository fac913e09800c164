// The element itself: its life in a page, its methods and its events. It loads the app when it is seen or asked.

import { learn, load, askForModule } from './app.js';
import { ownsPage, queryOf, reflect, set, takeOver } from './attributes.js';
import { check, get } from './fetch.js';
import { dress, showFallback } from './frame.js';
import { Poster } from './poster.js';
import { build, playground } from './site.js';
import { themeOf, watchTheme } from './theme.js';

const STEP = Symbol('step');
const CRASH =
  'taskscope has stopped: it met a fault of its own, or something in this page changed its parts, as a translator does. Start it anew, or reload the page.';

export class TaskScope extends (globalThis.HTMLElement ?? class {}) {
  static build = build;

  /** Everything: knobs have names of their own (`knob-…`), so there is no list to name. */
  #attributes;
  #mounted;
  /** What all elements share that were made of the same instance. */
  #shared;
  #ready = deferred();
  /** Ends what this element began outside of itself. */
  #end;
  /** After a failure: ends what waits for another attempt. */
  #failure;
  #isStarted = false;
  #isRecording = false;
  /** Whether there was anything of a run to see. */
  #hasShown = false;
  #shownLook;
  #shownQuery;
  /** The step that the cursor is on, and the one to return to where it begins anew in another document. */
  #step;
  #goal;
  #poster;
  #shownPoster;
  /** With `loading="click"`: whether it was seen, and so waits for its reader. */
  #isWaiting = false;
  /** What was pressed on the poster and not carried out yet, and whether the run was taken to its start for that. */
  #pressed = [];
  #wasReset = false;

  connectedCallback() {
    // Moved: it goes on as it is.
    if (this.#end) return;
    this.#end = new AbortController();
    takeOver(this);
    this.#attributes = new MutationObserver(() => this.#changed());
    this.#attributes.observe(this, { attributes: true });
    this.#poster = this.#newPoster();
    if (!this.#poster.adopt()) showFallback(this);
    if (ownsPage(this) || this.loading === 'eager') this.#start();
    else if (globalThis.IntersectionObserver) this.#whenSeen();
    else this.#begin();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it in again at once.
    queueMicrotask(() => this.isConnected || this.#leave());
  }

  /** In another document it has another window, and no style sheets: it begins anew, at the step where it was. */
  adoptedCallback() {
    if (!this.#end) return;
    const step = this.#step;
    this.#leave();
    this.#goal = step;
  }

  /** Moved by `moveBefore`: nothing is to be done. */
  connectedMoveCallback() {}

  /** Runs the program, or plays on. */
  run() {
    return this.#ask((app) => app.run(), true);
  }

  /** Holds the run, or its playing, still. */
  pause() {
    return this.#ask((app) => app.pause());
  }

  /** Goes this many steps forward, or back if negative. Frameworks that set properties set the attribute. */
  get step() {
    return stepBy;
  }

  set step(value) {
    set(this, 'step', value);
  }

  async [STEP](by) {
    const steps = whole(by);
    return this.#ask((app) => app.step(steps));
  }

  /** Goes to a step; what lies beyond the end is the end. */
  async seek(step) {
    const to = Math.max(0, whole(step));
    return this.#ask((app) => app.seek(to));
  }

  /** Begins anew, as the attributes have it, and stands still at the start. */
  reset() {
    return this.#ask((app) => {
      if (!this.#isRecording) app.setUp(queryOf(this));
      app.reset();
    }, true);
  }

  /** The run as a `Blob`: `json`, `binary`, `chrome`, `svg` or `csv`. */
  exportTrace(format = 'json') {
    const { promise, resolve, reject } = deferred();
    const take = (bytes, type) => resolve(new Blob([bytes], { type }));
    const asked = this.#ask((app) => {
      if (!app.export(format, take, reject)) reject(new TypeError(`taskscope has no format “${format}”`));
    });
    return asked.then(() => promise);
  }

  /**
   * Asks the app for something, as soon as it is there; whoever asks does not wait for the reader to scroll. After a failure
   * some requests start it anew.
   */
  async #ask(act, startsAnew = false) {
    if (startsAnew && this.#failure) this.#again();
    else if (this.#end) this.#start();
    const app = await this.#ready.promise;
    try {
      act(app);
      this.#poster.uncover();
    } catch ({ message }) {
      this.#shared?.crash(message);
      // Rejects with the sentence that is shown.
      await this.#ready.promise;
    }
  }

  #newPoster() {
    this.#wasReset = false;
    return new Poster(this, (act) => this.#press(act), this.#end.signal);
  }

  /** Once more, with what was pressed. */
  #again() {
    this.#failure.abort();
    this.#failure = undefined;
    if (!this.#poster.root) {
      showFallback(this);
      this.#poster = this.#newPoster();
    }
    this.#ready = deferred();
    this.#isStarted = this.#hasShown = false;
    return this.#pressed.length > 0 ? this.#carry() : this.#start();
  }

  #whenSeen() {
    const { IntersectionObserver } = this.ownerDocument.defaultView;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      this.#begin();
    });
    seen.observe(this);
    this.#end.signal.addEventListener('abort', () => seen.disconnect());
  }

  #begin() {
    if (this.loading !== 'click') return this.#start();
    this.#isWaiting = true;
    if (!this.#poster.root) return this.#await();
    this.#shownPoster = this.#posterLook();
    return undefined;
  }

  /** Shows the poster, or what the author has written with a button: nothing of the app comes before its reader asks for it. */
  async #await() {
    const { signal } = this.#end;
    this.#shownPoster = this.#posterLook();
    if (this.#poster.isOwn && !this.#poster.root) this.#offer();
    const isShown = await this.#poster.show();
    if (!isShown && !signal.aborted && !this.#isStarted) this.#offer();
  }

  #offer() {
    showFallback(this, { way: 'Run', again: () => this.#press('run') });
  }

  /** Carries out what was pressed on the poster, all of it in turn: a step is one of the run's first. */
  #press(act) {
    if (act) this.#pressed.push(act);
    if (this.#failure) return this.#again();
    if (!act) return this.#start();
    return this.#pressed.length > 1 ? undefined : this.#carry();
  }

  /** What can't be carried out is kept for another attempt. */
  #carry() {
    return this.#ask((app) => this.#pressed.splice(0).forEach((act) => this.#carryOut(act, app))).catch(() => {});
  }

  #carryOut(act, app) {
    const isReset = act === 'restart' || (act === 'step' && !this.#wasReset);
    this.#wasReset ||= isReset;
    if (isReset) app.reset();
    if (act === 'run' || act === 'restart') app.run();
    if (act === 'step') app.step(1);
    if (act === 'back') app.step(-1);
  }

  async #start() {
    if (this.#isStarted || !this.#end) return;
    this.#isStarted = true;
    const { signal } = this.#end;
    this.setAttribute('state', 'loading');
    this.#poster.wait();
    try {
      // What it needs is little, and is asked for before all the rest.
      const isShown = this.#poster.root ? true : this.#poster.show();
      if (ownsPage(this)) askForModule();
      if (!this.#poster.isOwn) await isShown;
      if (signal.aborted) return;
      const query = ownsPage(this) ? location.search : queryOf(this);
      const app = load(this);
      const [shared, recording] = await Promise.all([app, this.#recording(), learn(app, query)]);
      if (signal.aborted) return;
      if (shared.over.aborted) this.#crash();
      else this.#mount(shared, recording, query);
    } catch (error) {
      if (!signal.aborted && !this.#failure) this.#fail(`taskscope can't run here: ${error.message}.`);
    }
  }

  /** The demo of the query is here. */
  #mount(shared, recording, query) {
    const { exports, styles, over } = shared;
    this.#shared = shared;
    over.addEventListener('abort', () => this.#crash(), { signal: this.#end.signal });
    const isPage = ownsPage(this);
    this.#isRecording = Boolean(recording);
    const isPlayed = this.autoplay && this.#goal === undefined;
    const start = recording ? 'wait' : isPage ? 'usual' : isPlayed ? 'play' : 'whole';
    const wishes = new exports.Wishes(query, this.view, themeOf(this), this.speed, start, isPage);
    const told = (name, detail) => this.#told(name, detail);
    this.#mounted = exports.mount(shared.loaded(), wishes, told, this.#playground(), this.ownerDocument);
    wishes.free();
    const { root } = this.#mounted;
    const { root: poster, sheets } = this.#poster;
    dress(this.shadowRoot, styles, ...sheets);
    const hasFocus = Boolean(this.shadowRoot.activeElement);
    // What is moved loses the focus, so the poster stays where it is.
    if (poster) poster.before(root);
    else this.shadowRoot.replaceChildren(root);
    if (hasFocus && !poster) root.querySelector('.play')?.focus({ preventScroll: true });
    this.#poster.cover(root);
    watchTheme(root, () => this.#changed(), this.#end.signal);
    this.#shownLook = String(this.#look());
    this.#shownQuery = query;
    if (recording) this.#mounted.open(recording.name, recording.bytes);
    this.setAttribute('state', 'ready');
    this.#ready.resolve(this.#mounted);
    this.#told('ready', {});
    // The run that it opens with is in it by now.
    if (isPage) this.#poster.uncover();
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
    const file = 'the saved run';
    const bytes = await check(await get(new URL(this.src, this.baseURI), undefined, file), undefined, file);
    return { name: this.src.split(/[/?#]/).findLast(Boolean) ?? this.src, bytes };
  }

  #told(name, detail) {
    if (name === 'step') this.#step = detail.step;
    if (name === 'finish' && this.#goal !== undefined) this.#return();
    this.#hasShown ||= name === 'step' || name === 'finish';
    const isSeen = name === 'finish' || name === 'error' || (this.#poster.isOwn && (name === 'run' || name === 'step'));
    if (isSeen) this.#poster.uncover();
    // A saved run that can't be opened and a worker that is forbidden leave nothing to show.
    if (name === 'error' && this.#mounted && !this.#hasShown && !ownsPage(this)) this.#fail(detail.message);
    else this.dispatchEvent(new CustomEvent(`task-scope-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** To the step where it was in another document. */
  #return() {
    const goal = this.#goal;
    this.#goal = undefined;
    // The app has to end what it is doing.
    queueMicrotask(() => this.#ask((app) => app.seek(goal)).catch(() => {}));
  }

  /** Several attributes that change at once are one change. */
  #changed() {
    if (this.#isWaiting && !this.#isStarted && this.#posterLook() !== this.#shownPoster) this.#await();
    if (!this.#mounted || ownsPage(this)) return;
    const [query, look] = [queryOf(this), this.#look()];
    if (String(look) !== this.#shownLook) this.#mounted.look(...look);
    this.#shownLook = String(look);
    if (query !== this.#shownQuery && !this.#isRecording) this.#mounted.setUp(query);
    this.#shownQuery = query;
  }

  #playground() {
    return this.playground && !ownsPage(this) ? new URL(this.playground, this.baseURI).href : playground();
  }

  /** What may change while a program runs. */
  #look() {
    return [this.view, themeOf(this), this.speed];
  }

  /** What the poster depends on. */
  #posterLook() {
    return String([queryOf(this), ...this.#look(), this.getAttribute('poster')]);
  }

  #leave() {
    this.#end?.abort();
    this.#failure?.abort();
    this.#attributes?.disconnect();
    this.#unmount();
    this.#end = this.#failure = this.#shared = this.#step = this.#goal = undefined;
    this.#isStarted = this.#hasShown = this.#isRecording = this.#isWaiting = false;
    this.#ready.promise.catch(() => {});
    this.#ready.reject(new DOMException('the element was taken away', 'AbortError'));
    this.#ready = deferred();
    this.#pressed = [];
    this.removeAttribute('state');
    this.shadowRoot?.replaceChildren(this.ownerDocument.createElement('slot'));
  }

  /** What the author has written stays, with a sentence above it and a way to begin anew. */
  #fail(message, way = 'Try again') {
    this.setAttribute('state', 'failed');
    const offer = { message, way, again: () => this.#again() };
    this.#mounted?.unmount();
    this.#mounted = undefined;
    if (!this.#poster.complain(offer)) showFallback(this, offer);
    // What was missing may be there as soon as there is a network again.
    this.#failure?.abort();
    this.#failure = new AbortController();
    addEventListener('online', offer.again, { signal: this.#failure.signal });
    this.#ready.promise.catch(() => {});
    this.#ready.reject(new Error(message));
    this.#isRecording = false;
    this.#told('error', { message });
  }

  /** The instance that this app is of has panicked: nothing of it may be called again. */
  #crash() {
    if (this.#failure) return;
    this.#mounted = undefined;
    this.#ready = deferred();
    this.#fail(CRASH, 'Start anew');
  }
}

reflect(TaskScope);

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
