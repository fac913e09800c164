// Pages of somebody else, at an origin of their own, which embed the element from the site's.

import { createServer } from 'node:http';

/** Starts a server on a free port; what it returns makes an address for a page's text and headers. */
export async function foreign() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(request.url);
    if (!page) return response.writeHead(204).end();
    return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers }).end(page.text);
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** The address of a page with this text. */
    page(text, headers = {}) {
      const path = `/${pages.size}.html`;
      pages.set(path, { text, headers });
      return origin + path;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** A page of somebody else: a script from the site, a style and a body. */
export function text({ site, style = '', body, script = '', html = '' }) {
  return `<!doctype html>
<html lang="en" ${html}>
  <head>
    <meta charset="utf-8">
    <title>Somebody's page</title>
    <link rel="icon" href="data:,">
    <style>${style}</style>
    <script type="module" src="${site}task-scope.js" crossorigin></script>
    ${script && `<script>${script}</script>`}
  </head>
  <body>${body}</body>
</html>`;
}
