// What an element looks like before anything is loaded, and what is in it then.

/**
 * How large the element is is known at once, so that the page around it never moves. What is inside says nothing about its
 * width: in a box that is as wide as its content, the grid before it does, which can be as narrow as it has to be. On paper
 * it is as high as what is in it, whatever its author wrote for the screen.
 */
const FRAME = `:host {
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
.root.over { position: absolute; inset: 0; }
.root[aria-busy]::after {
  content: ""; position: absolute; inset: 0 0 auto; block-size: 3px; background: #6ea8fe; animation: wait 1s ease-in-out infinite alternate;
}
.root[aria-busy] * { cursor: progress; }
@keyframes wait { from { transform: scaleX(0.1); } to { transform: none; } }
@media (prefers-reduced-motion: reduce) { .root[aria-busy]::after { animation: none; } }
/* It has its own room: what is below it can be read and pressed. */
.root:has(> .failed) { display: flex; flex-direction: column; }
.root:has(> .failed) > :last-child { flex: 1; min-block-size: 0; }
.failed {
  display: flex; gap: 12px; align-items: center; padding: 8px 12px;
  background: Canvas; color: CanvasText; font: 14px/1.4 system-ui, sans-serif;
}
.failed p { flex: 1; margin: 0; }
.failed button, .fallback > button {
  padding: 4px 12px; border: 1px solid; border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer;
}
.fallback > button { display: block; margin-block-end: 8px; }
button.own { display: block; inline-size: 100%; block-size: 100%; padding: 0; border: 0; background: none; cursor: pointer; }
img.own { inline-size: 100%; block-size: 100%; object-fit: contain; }
`;

/** A style sheet is of one document: each has its own, made once, by their texts. */
const sheets = new WeakMap();

/** Puts styles into a shadow root, beside those of the frame. */
export function dress(shadow, ...texts) {
  const document = shadow.ownerDocument;
  if (!sheets.has(document)) sheets.set(document, new Map());
  const made = sheets.get(document);
  shadow.adoptedStyleSheets = [FRAME, ...texts].map((text) => {
    if (!made.has(text)) {
      const styles = new document.defaultView.CSSStyleSheet();
      styles.replaceSync(text);
      made.set(text, styles);
    }
    return made.get(text);
  });
}

/**
 * The author's children in a frame of the element's size. Above them is an offer, if there is one: a button, and before it a
 * sentence if something failed.
 */
export function showFallback(element, offer) {
  const document = element.ownerDocument;
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  dress(shadow);
  const fallback = document.createElement('div');
  fallback.className = 'fallback';
  fallback.append(document.createElement('slot'));
  if (offer) fallback.prepend(...offered(document, offer));
  shadow.replaceChildren(fallback);
}

/** A sentence that says what is wrong, and a button. */
export function offered(document, { message, way, again }) {
  const sentence = document.createElement('p');
  sentence.setAttribute('role', 'alert');
  sentence.setAttribute('part', 'error');
  sentence.textContent = message;
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('part', 'again');
  button.textContent = way;
  button.addEventListener('click', again);
  return message ? [sentence, button] : [button];
}
