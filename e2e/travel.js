// Serves a folder as a good host does: compressed, to be kept by the browser, and counted as it travels.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * Starts a server on a free port. `sent()` is what it has sent: of each file the path, the bytes of its body, and when it was
 * asked for, in the time that pages of this machine have.
 */
export async function travel(folder) {
  const bodies = new Map();
  const sent = [];
  const body = async (path) => {
    if (!bodies.has(path)) bodies.set(path, compressed(path, await readFile(join(folder, path))));
    return bodies.get(path);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    try {
      const { bytes, headers } = await body(path);
      sent.push({ path, bytes: bytes.length, at: performance.timeOrigin + performance.now() });
      response.writeHead(200, headers).end(bytes);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
    }
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    site: `http://127.0.0.1:${server.address().port}/`,
    sent: () => [...sent],
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** A file as it travels; what is compressed in itself goes as it is. */
function compressed(path, content) {
  const headers = {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': 'max-age=3600',
    'Access-Control-Allow-Origin': '*',
    // Or a page of another origin would see no sizes.
    'Timing-Allow-Origin': '*',
  };
  const isCompressible = extname(path) in TYPES;
  if (!isCompressible) return { bytes: content, headers };
  return { bytes: gzipSync(content, { level: 9 }), headers: { ...headers, 'Content-Encoding': 'gzip' } };
}
