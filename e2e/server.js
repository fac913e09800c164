// Serves the built site below a sub-path, under the strictest policy it promises to run with.

import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** With the site's own address: in a sandboxed frame, which has no origin, WebKit takes 'self' for nobody. */
const policy = (origin) => [
  "default-src 'none'",
  `script-src ${origin} 'wasm-unsafe-eval'`,
  `style-src ${origin}`,
  `connect-src ${origin}`,
  `img-src ${origin} data: blob:`,
  // The second for the playground, which keeps itself by a service worker.
  `worker-src blob: ${origin}`,
  // For the page of examples, which shows one in a frame.
  `frame-src ${origin}`,
  'report-uri /broken',
].join('; ');

/** Where the site lies: neither at the root nor at a path it could know. */
const SITE = '/some/where/';
/** Where the pages of the tests lie, which embed the site's element. */
const PAGES = '/pages/';
/** Where browsers report what the policy kept them from. */
const BROKEN = '/broken';

/**
 * Starts a server on a free port, of the built site or of another folder, `dist`; it sends the compressed files that lie
 * beside the site's if it `sendsCompressed`. `site` and `pages` are the addresses of what it serves, `broken` has a report
 * for each time that a page broke the policy, and `breaksPolicy()` waits for the next one.
 */
export async function serve({ dist: other, sendsCompressed = false } = {}) {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const dist = resolve(folder, other ?? process.env.TASKSCOPE_DIST ?? '../dist');
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error(`${dist} holds no built site; run \`cargo xtask dist\` first`);
  }
  const mounts = new Map([
    // A site of a test's own may change while it is served.
    [SITE, sirv(dist, { dev: Boolean(other), setHeaders: setSiteHeaders, brotli: sendsCompressed, gzip: sendsCompressed })],
    [PAGES, sirv(join(folder, 'pages'), { setHeaders })],
  ]);
  const reports = new Reports();
  const server = createServer((request, response) => {
    if (request.url === BROKEN) return reports.take(request, response);
    const notFound = () => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
    const mount = [...mounts.keys()].find((path) => request.url.startsWith(path));
    if (!mount) return notFound();
    request.url = request.url.slice(mount.length - 1);
    return mounts.get(mount)(request, response, notFound);
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    site: origin + SITE,
    pages: origin + PAGES,
    broken: reports.texts,
    breaksPolicy: () => once(reports, 'report'),
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

class Reports extends EventEmitter {
  texts = [];

  async take(request, response) {
    this.texts.push(await text(request));
    response.writeHead(204).end();
    this.emit('report');
  }
}

function setHeaders(response) {
  response.setHeader('Content-Security-Policy', policy(`http://${response.req.headers.host}`));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

/** The site may be embedded from everywhere, also by pages that ask for `require-corp`. */
function setSiteHeaders(response) {
  setHeaders(response);
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}
