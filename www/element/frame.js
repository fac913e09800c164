// What an element looks like before anything is loaded.

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
button.own { display: block; inline-size: 100%; block-size: 100%; padding: 0; border: 0; background: none; cursor: pointer; }
img.own { inline-size: 100%; block-size: 100%; object-fit: contain; }
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
