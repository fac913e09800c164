// The element inside a frame: what the query says are its attributes, and it speaks with the page around the frame by
// messages `{ type: 'task-scope:…' }`. It takes no others, and none from anybody else.

const ATTRIBUTES = [
  'demo', 'variant', 'clock', 'axis', 'step', 'format', 'policy', 'seed', 'operations', 'polls', 'thread', 'yield',
  'view', 'theme', 'speed', 'loading', 'src', 'autoplay',
];
/** What may be asked, and whether a whole number goes with it. */
const CALLS = new Map([['run', false], ['pause', false], ['reset', false], ['step', true], ['seek', true]]);
const EVENTS = ['ready', 'run', 'step', 'finish', 'error'];

const element = document.createElement('task-scope');
for (const [name, value] of new URLSearchParams(location.search)) {
  // A knob may have any name of letters and dashes; in a link it goes without the prefix.
  if (ATTRIBUTES.includes(name)) element.setAttribute(name, value);
  else if (name !== 'height' && /^[a-z][a-z-]*$/.test(name)) element.setAttribute(`knob-${name.replace(/^knob-/, '')}`, value);
}
const height = Number(new URLSearchParams(location.search).get('height'));
if (height >= 240 && height <= 4000) element.style.setProperty('--task-scope-height', `${height}px`);
document.body.append(element);

if (parent !== window) {
  // To whoever embeds the frame: nothing in it is a secret of anybody.
  const tell = (name, detail) => parent.postMessage({ ...detail, type: `task-scope:${name}` }, '*');
  for (const name of EVENTS) element.addEventListener(`task-scope-${name}`, ({ detail }) => tell(name, detail));
  new ResizeObserver(() => tell('height', { height: Math.ceil(element.getBoundingClientRect().height) })).observe(element);
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || typeof data !== 'object' || data?.type !== 'task-scope:call') return;
    const hasNumber = CALLS.get(data.name);
    if (hasNumber === undefined || (hasNumber && !Number.isInteger(data.value))) return;
    // What can't be done is told as an event.
    element[data.name](...(hasNumber ? [data.value] : [])).catch(() => {});
  });
}
