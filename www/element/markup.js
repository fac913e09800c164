// Elements from the markup of the site's own files. It is XML without anything but elements, attributes and text, so it needs no
// parser of the browser's: those take text only by a policy where a page has trusted types.

const SVG = 'http://www.w3.org/2000/svg';
const TOKENS = /<(\/?)([a-z][a-zA-Z0-9]*)((?: [\w:-]+="[^"]*")*)\s*(\/?)>|[^<]+/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** A fragment with the elements of a text. */
export function elementsOf(text) {
  const fragment = document.createDocumentFragment();
  let parent = fragment;
  for (const [token, isEnd, tag, attributes, isEmpty] of text.matchAll(TOKENS)) {
    if (!tag) {
      parent.append(plain(token));
    } else if (isEnd) {
      parent = parent.parentNode;
    } else {
      const isDrawn = tag === 'svg' || parent.namespaceURI === SVG;
      const element = isDrawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
      for (const [, name, value] of attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)) element.setAttribute(name, plain(value));
      parent.append(element);
      if (!isEmpty) parent = element;
    }
  }
  return fragment;
}

const plain = (text) => text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
