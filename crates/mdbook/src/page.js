// Keys that mdBook takes for itself, and that mean something else inside of the element.
const keys = ['ArrowLeft', 'ArrowRight', 's', 'S', '/', '?', 'Escape'];
for (const figure of document.querySelectorAll('.taskscope')) {
figure.addEventListener('keydown', (event) => keys.includes(event.key) && event.stopPropagation());
}
if (!/\/print(\.html)?$/.test(location.pathname)) await import(ADDRESS)AFTER;
// Chapters of all folders are on the page that prints the whole book: the way to the style sheet is another one there.
else for (const { shadowRoot } of document.querySelectorAll('.taskscope > task-scope')) {
const sheet = shadowRoot?.querySelector('link');
if (sheet) sheet.href = new URL('task-scope.css', ADDRESS).href;
}
