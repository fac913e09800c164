// The page of examples: beside each stands the text that makes it, read from the example itself.

const script = `<script type="module" src="${new URL('task-scope.js', document.baseURI)}" crossorigin></script>\n`;

/** What an author writes to get this example, with addresses that hold anywhere. */
function written(example) {
  const copy = example.cloneNode(true);
  for (const name of ['id', 'state', 'class']) copy.removeAttribute(name);
  for (const [element, name] of [[copy, 'src'], ...[...copy.querySelectorAll('a')].map((link) => [link, 'href'])]) {
    if (element.hasAttribute(name)) element.setAttribute(name, new URL(element.getAttribute(name), document.baseURI));
  }
  const isElement = example.localName === 'task-scope';
  // So that its room is kept before the script has come.
  const style = isElement ? ` style="display: block; block-size: ${Math.round(example.getBoundingClientRect().height)}px"` : '';
  const text = copy.outerHTML.replace('>', `${style}>`).replaceAll('=""', '').replace(/\n\s+/g, '\n  ').replace(/\s+<\/task-scope>/, '\n</task-scope>');
  return isElement ? script + text : text;
}

for (const place of document.querySelectorAll('[data-of]')) {
  const text = document.createElement('pre');
  text.textContent = written(document.getElementById(place.dataset.of));
  const button = document.createElement('button');
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = 'Copied';
    } catch {
      // Not every browser lets a page write there: what is selected can be copied by hand.
      getSelection().selectAllChildren(text);
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  place.append(text, button);
}

const led = document.getElementById('scripts-embed');
for (const button of document.querySelectorAll('[data-step]')) {
  button.addEventListener('click', () => led.seek(Number(button.dataset.step)));
}
const told = document.querySelector('.told');
led.addEventListener('task-scope-step', ({ detail: { step, end } }) => (told.textContent = `Step ${step} of ${end}`));
