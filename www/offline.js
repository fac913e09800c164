// The playground's service worker: keeps one version of the site, all of its files together, for visits without a network.
// A newer version is kept beside it, and takes its place when no page shows the old one, or when a visitor wants it.

/** A release has these: its version, and the hashes of its files by their paths. */
const version = '';
const files = {};

/** What every visit needs; the rest is kept when it is used. */
const shell = ['./', 'page.css', 'page.js', 'icon.svg', 'task-scope.js', 'task-scope.css', 'taskscope.js', 'taskscope_bg.wasm'];
const name = `taskscope ${registration.scope} ${version}`;

addEventListener('install', (event) => event.waitUntil(version ? keepShell() : skipWaiting()));
addEventListener('activate', (event) => event.waitUntil(takeOver()));
addEventListener('message', (event) => {
  const { data } = event;
  if (data.takeOver) skipWaiting();
  if (data.keep) event.waitUntil(keepAll(data.keep));
});
addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (version && method === 'GET' && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});

async function keepShell() {
  const cache = await caches.open(name);
  await cache.addAll(shell.map((path) => new Request(path, { cache: 'no-cache', integrity: files[path] ?? '' })));
}

/** What a visit has used already, and what it can't use without: the programs of demos whose runs are recorded, and their runner. */
async function keepAll(addresses) {
  const needed = Object.keys(files).filter((path) => /^(programs|jobs|runner)/.test(path));
  const all = [...addresses, ...needed.map((path) => registration.scope + path)];
  // One after the other: nobody waits for them.
  for (const address of all) if (hashOf(address)) await answer(new Request(address)).catch(() => {});
}

async function takeOver() {
  const mine = (await caches.keys()).filter((other) => other.startsWith(`taskscope ${registration.scope} `));
  await Promise.all(mine.filter((other) => other !== name || !version).map((other) => caches.delete(other)));
  // What is served while it is worked on keeps nothing, nor do pages of it.
  if (version) await clients.claim();
  else await registration.unregister();
}

/** A file of this version is kept; of everything else, the last that came is what is there without a network. */
async function answer(request) {
  const cache = await caches.open(name);
  const key = keyOf(request.url);
  const hash = hashOf(request.url);
  const kept = await cache.match(key);
  if (kept && (hash || key === registration.scope)) return kept;
  try {
    const response = await fetch(request.mode === 'navigate' || !hash ? request : new Request(key, { integrity: hash }));
    if (response.ok && response.type === 'basic') await cache.put(key, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    // It may be of a newer version: the page checks for itself, and a newer worker comes.
    if (!hash) throw error;
    registration.update().catch(() => {});
    return fetch(request);
  }
}

/** What a file is kept by: its address without a query. */
function keyOf(address) {
  const { origin, pathname } = new URL(address);
  return (origin + pathname).replace(/\/index\.html$/, '/');
}

function hashOf(address) {
  return files[keyOf(address).slice(registration.scope.length)];
}
