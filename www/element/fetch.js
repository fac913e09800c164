// Fetches what belongs to this script, checks it by its hash, and says why where it can't.

/** Hashes are checked here, while a module is compiled as it comes; a page that is not secure leaves that to the browser. */
const digest = (bytes) => globalThis.crypto.subtle.digest('SHA-256', bytes);
export const checksItself = () => Boolean(globalThis.crypto?.subtle);

/** The one way to fetch something; `what` is its name in a sentence. */
export async function get(address, hash, what) {
  const asked = hash && !checksItself() ? { integrity: hash } : {};
  const policy = watchPolicy(address);
  let response;
  try {
    response = await fetch(address, asked);
  } catch ({ message }) {
    const forbidden = await policy.forbidden();
    // The browser does not say why it takes a file with a hash for a bad one.
    if (asked.integrity) await check(await get(address, undefined, what), undefined, what).then(() => fail(`${what} is not the file that belongs to this script`));
    const reason = forbidden ?? (navigator.onLine === false ? 'you are offline' : message);
    fail(`${what} could not be loaded from ${address} (${reason})`);
  } finally {
    policy.end();
  }
  if (!response.ok) fail(`${what} could not be loaded from ${address} (the server answered ${response.status})`);
  return response;
}

/** The bytes of a response, if they are those that were asked for. The hash may come later than they do. */
export async function check(response, coming, what) {
  const bytes = await response.arrayBuffer().catch(() => fail(`${what} was cut short on its way; the connection may have failed`));
  const begin = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  const hash = await coming;
  const isRight = hash && checksItself() ? hash === `sha256-${base64(await digest(bytes))}` : !isWasm(what) || hasMagic(begin);
  if (isRight) return bytes;
  const type = response.headers.get('Content-Type') ?? 'nothing';
  if (type.startsWith('text/html')) fail(`the server sent a web page (${type}) instead of ${what}`);
  const isZipped = begin[0] === 0x1f && begin[1] === 0x8b && !what.endsWith('.pack');
  const hint = isZipped ? '; it came compressed twice' : '';
  return fail(`${what} is not the file that belongs to this script${hint}`);
}

/** A module, compiled while it comes, whatever type the server gives it. */
export async function compile(response, hash, what) {
  if (typeof WebAssembly !== 'object') unable('this browser has no WebAssembly');
  const isNamed = response.headers.get('Content-Type') === 'application/wasm';
  const copy = response.clone();
  const typed = isNamed ? response : new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } });
  const [module, bytes] = await Promise.allSettled([WebAssembly.compileStreaming(typed), check(copy, hash, what)]);
  if (bytes.reason) throw bytes.reason;
  if (module.reason) unable(`${what} could not be compiled (${module.reason.message})`);
  return module.value;
}

/**
 * What a script exports. An import can't have a hash, so the browser loads the script ahead with one, and has it from then
 * on: it loads no other for this document. Browsers that can't do so load it with the import.
 */
export async function importChecked(address, hash, what) {
  const policy = watchPolicy(address);
  try {
    if (hash) await loadAhead(address, hash);
    return await run(address.href);
  } catch {
    const forbidden = await policy.forbidden();
    if (forbidden) return unable(`${what} can't be run (${forbidden})`);
    // The browser does not say what is wrong with it.
    await check(await get(address, hash, what), hash, what);
    return fail(`${what} could not be loaded from ${address}; the connection may have failed`);
  } finally {
    policy.end();
  }
}

async function loadAhead({ href }, integrity) {
  const link = document.createElement('link');
  if (!link.relList.supports('modulepreload')) return;
  Object.assign(link, { rel: 'modulepreload', href, integrity, crossOrigin: 'anonymous' });
  const loaded = new Promise((resolve, reject) => Object.assign(link, { onload: resolve, onerror: reject }));
  document.head.append(link);
  await loaded.finally(() => link.remove());
}

/** Runs a script and gives its exports; at another address, the same text is a script of its own. */
export function run(address) {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ address);
}

/** Hears whether the page's policy forbids an address. */
function watchPolicy({ href }) {
  let directive;
  const hear = ({ blockedURI, effectiveDirective }) => {
    if (blockedURI === href) directive = effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', hear);
  return {
    async forbidden() {
      // The browser reports it a moment after it refuses.
      await new Promise((later) => setTimeout(later));
      return directive && `the page's policy forbids it: ${directive}`;
    },
    end: () => document.removeEventListener('securitypolicyviolation', hear),
  };
}

function isWasm(what) {
  return what.endsWith('.wasm');
}

function hasMagic([zero, a, s, m]) {
  return zero === 0 && a === 0x61 && s === 0x73 && m === 0x6d;
}

function base64(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}

function fail(message) {
  throw new Error(message);
}

/** It is the browser or the page's policy that can't, not the network. */
function unable(message) {
  fail(
    `${message}. It needs WebAssembly, workers and module scripts; every current browser has them, but a page's policy may forbid them`,
  );
}
