// What an element looks like before anything is loaded, and what is in it then.

/** How large the element is is known at once, so that the page around it never moves. */
const FRAME = `
:host { display: block; block-size: var(--task-scope-height, 480px); contain: content; }
:host([hidden]) { display: none; }
:host::before, :host::after { content: none !important; }
.root { block-size: 100%; min-block-size: 240px; }
.fallback { block-size: 100%; overflow: auto; }
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

/** The author's children in a frame of the element's size; above them, if something failed, a sentence and a button. */
export function showFallback(element, failure) {
  const document = element.ownerDocument;
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  dress(shadow);
  const fallback = document.createElement('div');
  fallback.className = 'fallback';
  fallback.append(document.createElement('slot'));
  if (failure) fallback.prepend(...sentenceOf(document, failure));
  shadow.replaceChildren(fallback);
}

function sentenceOf(document, { message, way, again }) {
  const sentence = document.createElement('p');
  sentence.setAttribute('role', 'alert');
  sentence.setAttribute('part', 'error');
  sentence.textContent = message;
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('part', 'again');
  button.textContent = way;
  button.addEventListener('click', again);
  return [sentence, button];
}
