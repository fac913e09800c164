// Keys that mdBook takes for itself, and that mean something else inside of the element.
const keys = ['ArrowLeft', 'ArrowRight', 's', 'S', '/', '?', 'Escape'];
for (const figure of document.querySelectorAll('.taskscope')) {
figure.addEventListener('keydown', (event) => keys.includes(event.key) && event.stopPropagation());
}
if (!/\/print(\.html)?$/.test(location.pathname)) await import(ADDRESS)AFTER;
