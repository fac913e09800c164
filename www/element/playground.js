// The playground's poster: whether its page opens as the poster has it, and what of that is for this room and this visitor.

import { nameOf } from './control.js';

/** What visitors keep and a poster can follow. With anything else the page opens in another way. */
const HABITS = ['theme', 'hints', 'demos', 'seen'];

/** The demo and the variant that the playground opens with; nothing if more is asked of it, or its question is answered. */
export function opening(first, hasLanguage) {
  const asked = new URLSearchParams(location.search);
  const demo = asked.get('demo') ?? first;
  const isMore = [...asked.keys()].some((name) => name !== 'demo' && name !== 'variant');
  const isOther = [...habits().keys()].some((name) => !HABITS.includes(name));
  const isAnswered = [...new URLSearchParams(kept('task-scope-answers')).keys()].some((name) => name.startsWith(`${demo}/`));
  if (isMore || isOther || isAnswered || navigator.languages.some(hasLanguage)) return undefined;
  return { demo, variant: asked.get('variant') ?? '' };
}

/** The theme that a visitor has chosen, or that of the system. */
export function pageTheme(element) {
  const chosen = [habits().get('theme'), element.theme].find((theme) => theme === 'dark' || theme === 'light');
  return chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

/** Takes out what is for other rooms and other visitors. */
export function fitPage(app, width) {
  const kept = habits();
  const room = width <= 700 ? 'phone' : width <= 1100 ? 'middle' : 'wide';
  const isOpen = room === 'wide' && kept.get('demos') !== 'closed';
  const isGreeted = kept.get('hints') !== 'read';
  const words = [room, room !== 'phone' && (isOpen ? 'open' : 'closed'), isGreeted && 'greeted'];
  for (const part of app.querySelectorAll('[data-for]')) {
    if (!part.dataset.for.split(' ').some((word) => words.includes(word))) part.remove();
  }
  app.classList.toggle('closed', !isOpen);
  app.querySelector('.play').classList.toggle('primary', !isGreeted);
  for (const length of app.dataset.lengths.split('; ')) app.style.setProperty(...length.split(': '));
  const timeline = app.querySelector('[data-need]');
  timeline.style.setProperty('--need', timeline.dataset.need);
  const pace = app.querySelector('[data-less]');
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) pace.textContent = pace.dataset.less;
  const demos = app.querySelector('.gallery');
  for (const slug of kept.get('seen')?.split(',') ?? []) {
    const mark = demos?.querySelector('template')?.content.firstElementChild.cloneNode(true);
    if (mark) demos.querySelector(`[href="?demo=${CSS.escape(slug)}"]`)?.prepend(mark);
  }
}

/** Brings what the cursor is at into view, as soon as it can be measured. */
export function scrollPage(app) {
  for (const now of app.querySelectorAll('[aria-current="step"]')) {
    const panel = now.closest('.panel');
    panel.scrollTop = now.getBoundingClientRect().bottom - panel.getBoundingClientRect().top - panel.clientHeight;
  }
}

/** Does to the app what was done to the same control of its poster. */
export function relay(control, app) {
  const same = [...app.querySelectorAll(control.localName)].find((other) => nameOf(other) === nameOf(control));
  if (control.localName !== 'select') same?.click();
  else if (same) {
    same.selectedIndex = control.selectedIndex;
    same.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function habits() {
  return new URLSearchParams(kept('task-scope'));
}

/** The mere question for it fails where cookies are blocked. */
function kept(key) {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
