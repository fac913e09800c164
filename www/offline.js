// The playground's service worker: keeps one version of the site, all of its files together, for visits without a network.
// A newer version is kept beside it, and takes its place when no page shows the old one, or when a visitor wants it.

/** A release has these: its version, and the hashes of its files by their paths; that of the page itself is an empty one. */
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
  if (data.keep) event.waitUntil(keepAll(data.keep, (put) => event.waitUntil(put)));
});
addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (version && method === 'GET' && isOurs(url)) event.respondWith(answer(event.request, (put) => event.waitUntil(put)));
});

async function keepShell() {
  const cache = await caches.open(name);
  await cache.addAll(shell.map((path) => new Request(path, { cache: 'no-cache', integrity: files[path.replace('./', '')] })));
}

/** What a visit has used already, and what it can't use without: the programs of demos whose runs are recorded, and their runner. */
async function keepAll(addresses, until) {
  const needed = Object.keys(files).filter((path) => /^(programs|jobs|runner)/.test(path));
  const all = [...addresses, ...needed.map((path) => registration.scope + path)];
  // One after the other: nobody waits for them.
  for (const address of all) if (hashOf(address)) await answer(new Request(address), until).catch(() => {});
}

async function takeOver() {
  const mine = (await caches.keys()).filter((other) => other.startsWith(`taskscope ${registration.scope} `));
  await Promise.all(mine.filter((other) => other !== name || !version).map((other) => caches.delete(other)));
  // What is served while it is worked on keeps nothing, nor do pages of it.
  if (version) await clients.claim();
  else await registration.unregister();
}

/**
 * A file of this version is kept; of everything else, the last that came is what is there without a network. Nobody waits
 * until something is kept, which goes on `until` then; a browser that keeps nothing, or has no room, has the network.
 */
async function answer(request, until) {
  const key = keyOf(request.url);
  const hash = hashOf(request.url);
  const cache = await caches.open(name).catch(() => undefined);
  const kept = await cache?.match(key, { ignoreVary: true }).catch(() => undefined);
  if (kept && hash) return kept;
  // The page itself comes into what is kept with the shell only, where it is checked: a visit can't be.
  const isVisit = hash && request.mode === 'navigate';
  try {
    const response = await fetch(hash && !isVisit ? new Request(key, { integrity: hash }) : request);
    const isWhole = response.status === 200 && response.type === 'basic';
    if (cache && isWhole && !isVisit) until(cache.put(key, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    if (kept) return kept;
    // It may be of a newer version: the page checks for itself, and a newer worker comes.
    if (!hash || isVisit) throw error;
    registration.update().catch(() => {});
    return fetch(request);
  }
}

/** Whether it is of this site: its files, and the pages beside them. Others may have put more below the same address. */
function isOurs(address) {
  const path = pathOf(address);
  return Boolean(hashOf(address)) || (/^(pages\/[^/]+|demos\/[^/]+\.html)$/.test(path) && !new URL(address).search);
}

/** What a file is kept by: its address without a query. */
function keyOf(address) {
  const { origin, pathname } = new URL(address);
  return (origin + pathname).replace(/\/index\.html$/, '/');
}

/** Its path in the site, if it is there. */
function pathOf(address) {
  const key = keyOf(address);
  return key.startsWith(registration.scope) ? key.slice(registration.scope.length) : undefined;
}

function hashOf(address) {
  const path = pathOf(address);
  return Object.hasOwn(files, path) ? files[path] : undefined;
}
