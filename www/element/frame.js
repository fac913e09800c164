// What an element looks like before anything is loaded.

/** How large the element is is known at once, so that the page around it never moves. */
const FRAME = `:host { display: block; block-size: var(--task-scope-height, 480px); contain: content; }
:host([hidden]) { display: none; }
:host::before, :host::after { content: none !important; }
.root { block-size: 100%; min-block-size: 240px; }
.fallback { block-size: 100%; overflow: auto; }
`;

let frame;

/** The sheet with that, made once. */
export function frameSheet() {
  return (frame ??= sheetOf(FRAME));
}

export function sheetOf(text) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(text);
  return styles;
}
