// A control of the poster, and the same one in the app: they have one markup, so kind, name and place among equals find it.

const KINDS = ['button', 'a', 'select', 'input'];

/** Presses in the app what was pressed here; nothing for what is no control. */
export function sameOf(event, root) {
  const pressed = event.target.closest(`${KINDS.join()}, .drop, .canvas, .callout-row`);
  if (!pressed) return undefined;
  if (pressed.matches('.canvas, .callout-row')) return (app) => pressAt(app, event);
  if (pressed.matches('.drop')) return (app) => app.querySelector('.drop.lanes summary')?.click();
  const kind = pressed.localName;
  const index = alike(root, kind, nameOf(pressed)).indexOf(pressed);
  return (app) => alike(app, kind, nameOf(pressed))[index]?.click();
}

export const nameOf = (control) => control.getAttribute('aria-label') ?? control.textContent.trim();

function alike(root, kind, name) {
  return [...root.querySelectorAll(kind)].filter((control) => nameOf(control) === name);
}

/** A place in the picture is the same in both. */
function pressAt(app, { clientX, clientY }) {
  const place = { clientX, clientY, bubbles: true, composed: true, cancelable: true, isPrimary: true, pointerType: 'mouse' };
  const target = app.querySelector('canvas');
  target?.dispatchEvent(new PointerEvent('pointerdown', { ...place, buttons: 1 }));
  target?.dispatchEvent(new PointerEvent('pointerup', place));
}
