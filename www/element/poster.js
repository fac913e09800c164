// The poster: the app as it opens, from the demo's pack, in the place of the app until the app is there.

import { OPENING } from './app.js';
import { ownsPage } from './attributes.js';
import { sameOf } from './control.js';
import { dress, offered } from './frame.js';
import { fitPage, opening, pageTheme, relay, scrollPage } from './playground.js';
import { playground, site } from './site.js';
import { themeOf, watchTheme } from './theme.js';
import { policy } from './trust.js';

/** Attributes with which a run is another than the recorded one, or is shown otherwise. */
const OTHERS = ['src', 'clock', 'axis', 'step', 'policy', 'seed', 'operations', 'polls', 'thread', 'yield'];
/** Parts that a poster can draw. */
const PARTS = ['timeline', 'source', 'output', 'happened', 'state'];

/** What the app is asked for by name, in the order of the presses; all else is pressed in the app itself. */
const RUNS = ['run', 'restart', 'step', 'back'];

/** What is shown before the app, and what its reader does with it. */
export class Poster {
  #element;
  #act;
  #signal;
  #root;
  #app;
  #shown = [];
  /** What the app does once it can be seen. */
  #later = [];
  /** Counts what was to be shown: of several that load at the same time the last is right, and tells whether there is anything. */
  #turns = 0;
  #showing;

  /** `act` is called with what a press asks for; everything ends with `signal`. */
  constructor(element, act, signal) {
    this.#element = element;
    this.#act = act;
    this.#signal = signal;
  }

  /** The element that it is in, as soon as it is shown. */
  get root() {
    return this.#root;
  }

  /** Whether the attributes ask for what a poster can show. */
  get isTrue() {
    const element = this.#element;
    const names = element.getAttributeNames();
    const isOther = names.some((name) => OTHERS.includes(name) || name.startsWith('knob-'));
    const isPlayed = element.autoplay && element.loading !== 'click';
    return !isOther && !isPlayed && partsOf(element).every((part) => PARTS.includes(part)) && !element.querySelector('script');
  }

  /**
   * Takes what the page itself has of it, in a shadow root that stands in its markup, without what only readers without
   * scripts are to see. Whether there is anything.
   */
  adopt() {
    const { shadowRoot } = this.#element;
    const root = shadowRoot?.querySelector('.root');
    const app = root?.querySelector('[part="poster"]');
    if (!app) return false;
    for (const other of shadowRoot.querySelectorAll('.so-far, .rest, slot')) other.remove();
    app.dataset.theme = themeOf(this.#element);
    this.#fit(app);
    this.#root = this.#alive(root);
    dress(shadowRoot);
    this.#settle(app);
    return true;
  }

  /** Whether the author gives a picture of their own, which may never come. */
  get isOwn() {
    return !['none', null].includes(this.#element.getAttribute('poster'));
  }

  /** Shows it, or what the author gives in its place; whether there is anything to show. A page without it has its fallback. */
  show() {
    this.#showing = this.#show();
    return this.#showing;
  }

  async #show() {
    this.#turns += 1;
    const turn = this.#turns;
    const content = await this.#content();
    if (turn !== this.#turns) return this.#showing;
    if (this.#signal.aborted || this.#app) return false;
    if (content) this.#put(content);
    else this.leave();
    return Boolean(content);
  }

  async #content() {
    const element = this.#element;
    const own = element.getAttribute('poster');
    if (own === 'none') return undefined;
    try {
      if (this.#isPage) return await this.#page();
      return own ? await image(new URL(own, document.baseURI)) : this.isTrue && (await this.#drawn());
    } catch {
      // What can't be loaded now is asked for again with the app, which says what is wrong.
      return undefined;
    }
  }

  /** The texts of the style sheets that it needs. */
  get sheets() {
    return this.#root ? this.#shown : [];
  }

  /** Lies over the app until there is something to see there; what is pressed meanwhile, the app does. */
  cover(app) {
    this.#app = app;
    if (!this.#root) return;
    this.#root.classList.add('over');
    app.style.visibility = 'hidden';
  }

  /** The app has something to show: it is painted with the next frame. */
  uncover() {
    const view = this.#element.ownerDocument.defaultView;
    if (this.#root) view?.requestAnimationFrame(() => view.requestAnimationFrame(() => this.#app && this.#give()));
  }

  /** The app can't be loaded: the poster stays, with a sentence and a way to begin anew. Whether there is a poster. */
  complain(offer) {
    if (this.#isPage) this.leave();
    if (!this.#root) return false;
    this.#app = undefined;
    this.calm();
    const failed = document.createElement('div');
    failed.className = 'failed';
    failed.append(...offered(document, offer));
    this.#root.classList.remove('over');
    this.#root.prepend(failed);
    this.#element.shadowRoot.replaceChildren(this.#root);
    return true;
  }

  /** Nothing is wrong, or not any more. */
  calm() {
    this.#root?.removeAttribute('aria-busy');
    this.#root?.querySelector('.failed')?.remove();
  }

  /** Shows that the app is on its way. */
  wait() {
    this.calm();
    this.#root?.setAttribute('aria-busy', 'true');
  }

  #give() {
    const app = this.#app;
    this.leave();
    for (const press of this.#later.splice(0)) press(app);
  }

  /** Goes. The focus goes to the same button of the app. */
  leave() {
    const focused = this.#root?.contains(this.#element.shadowRoot.activeElement);
    this.#app?.style.removeProperty('visibility');
    this.#root?.remove();
    this.#root = undefined;
    if (focused) this.#app?.querySelector('.play')?.focus({ preventScroll: true });
  }

  get #isPage() {
    return ownsPage(this.#element);
  }

  /** The playground's, of the demo that the address asks for. */
  async #page() {
    const asked = opening(OPENING, (language) => site.has(`locales/${language}.txt`));
    if (!asked || !site.hasPack(asked.demo, 'posters')) return undefined;
    const [{ head }, sheet] = await Promise.all([site.pack(asked.demo, 'posters'), site.text('task-scope.css')]);
    const app = this.#taken(head, asked.variant, sheet);
    if (!app) return undefined;
    app.dataset.theme = pageTheme(this.#element);
    fitPage(app, this.#element.clientWidth);
    return app;
  }

  async #drawn() {
    const { demo, variant } = this.#element;
    const isKnown = !demo || site.hasPack(demo);
    const [{ head }, sheet] = await Promise.all([site.picture((isKnown && demo) || OPENING, variant), site.text('task-scope.css')]);
    const app = this.#taken(head, variant, sheet);
    if (!app) return undefined;
    const variants = new Set([...Object.keys(head.variants), ...[...app.querySelectorAll('[data-variant]')].map((choice) => choice.dataset.variant)]);
    app.dataset.theme = themeOf(this.#element);
    this.#fit(app);
    if (!isKnown) note(app, `There is no demo “${demo}”. Set the attribute demo to a name from the playground's links.`);
    else if (variant && !variants.has(variant)) {
      note(app, `The demo ${head.slug} has no variant “${variant}”. Set the attribute variant to ${[...variants].join(' or ')}.`);
    }
    return app;
  }

  /** The picture of a variant, or of the first, out of a pack. */
  #taken(head, variant, sheet) {
    const pictureOf = (name) => head.variants[name]?.picture;
    // The first of the variants is the one that is checked among those of every picture in its own.
    const [any] = Object.keys(head.variants);
    const first = (text) => template(text).querySelector('[data-variant]')?.dataset.variant ?? any;
    const picture = pictureOf(variant) ?? (pictureOf(any) && pictureOf(first(pictureOf(any))));
    if (!picture) return undefined;
    const content = template(picture);
    const rules = [...content.querySelectorAll('style')].map((style) => (style.remove(), style.textContent)).join('');
    this.#shown = [sheet, rules];
    return content.firstElementChild;
  }

  /** Takes out what this element does not show. */
  #fit(app) {
    const element = this.#element;
    const parts = partsOf(element);
    for (const part of app.querySelectorAll('[data-part]')) if (!parts.includes(part.dataset.part)) part.remove();
    const timeline = app.querySelector('[data-need]');
    timeline?.style.setProperty('--need', timeline.dataset.need);
    if (!document.fullscreenEnabled) app.querySelector('[data-act="open"]').remove();
    const link = app.querySelector('[data-playground]');
    const address = element.playground ? new URL(element.playground, document.baseURI) : playground();
    if (link && address) link.href = `${address}?${new URLSearchParams({ demo: element.demo, variant: element.variant })}`;
    else link?.remove();
    const file = app.querySelector('.file a');
    if (file) Object.assign(file, { target: '_blank', rel: 'noopener' });
    const speeds = app.querySelector('select');
    if (speeds && [...speeds.options].some(({ value }) => value === element.speed)) speeds.value = element.speed;
  }

  #put(content) {
    const element = this.#element;
    const focused = handleOf(this.#root && element.shadowRoot.activeElement);
    this.#root ??= this.#alive(Object.assign(document.createElement('div'), { className: 'root' }));
    const root = this.#root;
    root.replaceChildren(content);
    dress(element.shadowRoot, ...this.#shown);
    if (!root.parentNode) element.shadowRoot.replaceChildren(root);
    if (focused) root.querySelector(focused)?.focus({ preventScroll: true });
    this.#settle(content);
  }

  /** What can be done only once it has its place. */
  #settle(content) {
    for (const choice of content.querySelectorAll('[data-variant]')) choice.name = 'variant';
    const canvas = content.querySelector('.canvas');
    const labels = canvas && Math.min(canvas.clientWidth < 700 ? 96 : 160, canvas.clientWidth * 0.4);
    canvas?.parentElement.style.setProperty('--label-width', `${labels}px`);
    pointAtCursor(canvas);
    if (this.#isPage) scrollPage(content);
  }

  /** What it is in, whatever it shows: follows the theme, which is light on paper, and hears its reader. */
  #alive(root) {
    const theme = this.#isPage ? pageTheme : themeOf;
    const paint = (now) => (root.lastElementChild.dataset.theme = now);
    const follow = () => paint(theme(this.#element));
    watchTheme(root, follow, this.#signal);
    const view = root.ownerDocument.defaultView;
    view.addEventListener('beforeprint', () => paint('light'), { signal: this.#signal });
    view.addEventListener('afterprint', follow, { signal: this.#signal });
    root.addEventListener('click', (event) => this.#press(event), { signal: this.#signal });
    root.addEventListener('change', ({ target }) => this.#choose(target), { signal: this.#signal });
    return root;
  }

  /** A press is carried out by the app, once it is there. */
  #press(event) {
    const { target } = event;
    if (this.#isPage) {
      const control = target.localName !== 'input' && target.closest('button, summary, label');
      if (control) this.#later.push((app) => relay(control, app));
      return;
    }
    if (target.closest('a, select, input, label, .failed')) return;
    const act = target.closest('[data-act]')?.dataset.act;
    const isRun = RUNS.includes(act);
    const press = isRun ? undefined : sameOf(event, this.#root);
    if (press) this.#later.push(press);
    if (!isRun && !press) return;
    this.wait();
    this.#act(isRun ? act : undefined);
  }

  #choose(target) {
    if (this.#isPage) target.localName === 'select' && this.#later.push((app) => relay(target, app));
    else if (target.dataset.variant) this.#element.variant = target.dataset.variant;
    else if (target.matches('select')) this.#element.speed = target.value;
  }
}

/** What an author has to know: the app shows something else than the attributes ask for. */
function note(app, text) {
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  notice.append(Object.assign(document.createElement('p'), { textContent: text }));
  app.querySelector('header').after(notice);
}

/** How to find the same control in another picture. */
function handleOf(control) {
  if (!control) return undefined;
  const { act, variant } = control.dataset;
  if (act) return `[data-act="${act}"]`;
  return variant ? `[data-variant="${variant}"]` : control.localName;
}

/** The callout has its tip below the cursor, which is the last line in its colour. */
function pointAtCursor(canvas) {
  const row = canvas?.parentElement.querySelector('.callout-row');
  const cursor = [...(canvas?.querySelectorAll('.l.fill-accent') ?? [])].findLast((line) => line.getClientRects().length);
  if (!row || !cursor) return;
  const { left, width } = cursor.getBoundingClientRect();
  row.style.setProperty('--cursor', `${left + width / 2 - row.getBoundingClientRect().left}px`);
  row.removeAttribute('data-away');
}

function partsOf({ view }) {
  const parts = view.split(/\s+/).filter(Boolean);
  return parts.length ? parts : ['timeline', 'source'];
}

/** An author's own picture, which starts the app like any other poster. */
async function image({ href }) {
  const picture = document.createElement('img');
  picture.className = 'own';
  picture.alt = '';
  picture.src = href;
  await picture.decode();
  const button = document.createElement('button');
  button.className = 'own';
  button.dataset.act = 'run';
  button.append(picture);
  button.setAttribute('aria-label', 'Run');
  return button;
}

/** Elements from text of the site's own files; a page with trusted types knows them by this script's policy. */
function template(text) {
  const element = document.createElement('template');
  element.innerHTML = policy()?.createHTML(text) ?? text;
  return element.content;
}
