// The theme as it is: the app of a foreign page follows that page, which is asked here.

import { ownsPage } from './attributes.js';

const DARK = '(prefers-color-scheme: dark)';

/** `dark` or `light`; in the playground what the attribute says. */
export function themeOf(element) {
  if (element.theme !== 'auto' || ownsPage(element)) return element.theme;
  const { defaultView: view } = element.ownerDocument;
  const schemes = view.getComputedStyle(element).colorScheme.split(' ');
  const [isDark, isLight] = ['dark', 'light'].map((scheme) => schemes.includes(scheme));
  if (isDark !== isLight) return isDark ? 'dark' : 'light';
  return view.matchMedia(DARK).matches ? 'dark' : 'light';
}

/**
 * The page may change its `color-scheme` through its system, through an attribute of its root or body (as most do that
 * have a switch), or in any other way: then a colour of the app's root that depends on it begins a transition.
 */
export function watchTheme(root, changed, signal) {
  const { body, defaultView, documentElement } = root.ownerDocument;
  defaultView.matchMedia(DARK).addEventListener('change', changed, { signal });
  root.addEventListener('transitionrun', ({ target }) => target === root && changed(), { signal });
  const observer = new MutationObserver(changed);
  for (const element of [documentElement, body]) {
    observer.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
  }
  signal.addEventListener('abort', () => observer.disconnect());
}
