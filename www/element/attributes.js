// The element's attributes: which there are, as properties, and as the query of a link.

/** What is the same as in the query of a link. */
const SETTINGS = [
  'demo', 'variant', 'clock', 'axis', 'step', 'format', 'policy', 'seed', 'operations', 'polls', 'thread', 'yield',
];
/** Reflected as properties; but `step`, as a property, is the method, and sets the attribute. */
const TEXTS = [...SETTINGS.filter((name) => name !== 'step'), 'view', 'theme', 'speed', 'loading', 'poster', 'src', 'playground'];
const DEFAULTS = { view: 'timeline source', theme: 'auto', loading: 'lazy' };

/** Gives a class of elements the properties. */
export function reflect({ prototype }) {
  const define = (name, get, set) => Object.defineProperty(prototype, name, { configurable: true, enumerable: true, get, set });
  for (const name of TEXTS) {
    define(
      name,
      function () {
        return this.getAttribute(name) ?? DEFAULTS[name] ?? '';
      },
      function (value) {
        set(this, name, value);
      },
    );
  }
  define(
    'autoplay',
    function () {
      return this.hasAttribute('autoplay');
    },
    function (value) {
      this.toggleAttribute('autoplay', Boolean(value));
    },
  );
}

/** Properties that were set before the element was defined hide ours. */
export function takeOver(element) {
  for (const name of [...TEXTS, 'step', 'autoplay']) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}

export function set(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Whether the page is the element's own, as the playground's is: which parts are shown does not say that. */
export function ownsPage(element) {
  return element.hasAttribute('data-own-page');
}

/** The attributes as a link has them. */
export function queryOf(element) {
  const pairs = [...element.attributes].flatMap(({ name, value }) => {
    if (SETTINGS.includes(name)) return [[name, value]];
    return name.startsWith('knob-') ? [[name.slice('knob-'.length), value]] : [];
  });
  return new URLSearchParams(pairs).toString();
}
