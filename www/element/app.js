// What elements share: the page's module, its glue and its looks, loaded when the first of them is seen.

import { ownsPage } from './attributes.js';
import { site } from './site.js';
import { policy } from './trust.js';

const MODULE = 'taskscope_bg.wasm';

let loading;
/** Counts attempts to load the glue, each of which is an instance of its own. */
let attempts = 0;

/** The module, its glue and the style sheet: downloaded and compiled once, whatever the number of elements. */
export function load(element) {
  // A failure is not for ever: an element that comes later tries again.
  loading ??= begin(element).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Asks for the module before it is needed. What fails is asked for again. */
export function askForModule() {
  site.wasm(MODULE).catch(() => {});
}

async function begin(element) {
  const attempt = attempts;
  attempts += 1;
  const parts = [site.text('task-scope.css'), site.wasm(MODULE), site.exports('taskscope.js', attempt)];
  const [styles, module, exports] = await Promise.all(parts);
  await exports.default({ module_or_path: module });
  const over = new AbortController();
  /** Nothing of an instance that has panicked can be used, so whoever comes later gets another. */
  const crash = (message) => {
    if (over.signal.aborted) return;
    console.error(`taskscope: ${message}`);
    loading = undefined;
    over.abort();
  };
  exports.watchPanics(crash);
  exports.trust(policy());
  await speak(exports, element);
  return { exports, styles, crash, over: over.signal, loaded: () => new exports.Loaded(site) };
}

/** Which demo is shown where none is asked for. */
export const OPENING = 'counting';

/** Hands the app the demo that a query asks for, whose pack is fetched beside the module. */
export async function learn(app, query) {
  const asked = new URLSearchParams(query).get('demo') ?? OPENING;
  // Only the module knows which names are those of demos: what fails here is asked for once more, or not at all.
  if (site.hasPack(asked)) site.pack(asked).catch(() => {});
  const { exports } = await app;
  exports.learn(await site.pack(exports.needed(query)));
}

/**
 * Takes the language that the address of the playground asks for, or that its visitor prefers; in other pages that of the
 * first element. Only if it is not English, and the site has it, its messages are fetched.
 */
async function speak(exports, element) {
  const isPage = ownsPage(element);
  const asked = isPage ? (new URLSearchParams(location.search).get('lang') ?? '') : '';
  const wanted = isPage ? navigator.languages : [element.closest('[lang]')?.lang ?? ''];
  try {
    if (!/^[a-zA-Z0-9-]*$/.test(asked)) throw new Error(`“${asked}” is no language`);
    const tag = asked ? asked !== 'en' && asked : exports.language([...wanted]);
    if (!tag) return;
    const messages = `locales/${tag}.txt`;
    if (!site.has(messages)) throw new Error(`this site has no language “${tag}”`);
    exports.speak(tag, await site.text(messages));
    if (isPage) document.documentElement.lang = tag;
  } catch ({ message }) {
    console.warn(`taskscope: ${message}; it goes on in English.`);
  }
}
