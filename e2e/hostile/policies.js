// Policies, and sites that are served in their own ways.

import { TURNED } from '../foreign.js';

const policy = (text) => ({ 'Content-Security-Policy': text });
/** As the docs have it, for a site that is anywhere on this machine. */
const DOCUMENTED = "default-src 'none'; script-src http://127.0.0.1:* 'wasm-unsafe-eval'; connect-src http://127.0.0.1:*; worker-src blob:; style-src 'unsafe-inline'; img-src data:";
const ISOLATED = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' };

const without = (name) => (headers) => Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
const typed = (type) => (headers, url) => (url.endsWith('.wasm') ? { ...headers, 'content-type': type } : headers);
const hasEnded = /blocked|violates|refused|policy/i;
/** What the page says of itself in a frame without an origin. */
const inside = (site) => `<!doctype html><style>body { margin: 0 }</style><script type="module" src="${site}task-scope.js" crossorigin></script>${TURNED}`;
const framed = { isFramed: true, size: [600, 480] };
const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Each has a program to run, in a worker. */
const rows = [
  { name: 'the policy of the docs', headers: policy(DOCUMENTED) },
  { name: 'a policy without WebAssembly', headers: policy(DOCUMENTED.replace("'wasm-unsafe-eval'", '')), fails: /WebAssembly/, logs: hasEnded },
  { name: 'a policy without workers', headers: policy(DOCUMENTED.replace('blob:', "'none'")), fails: /worker/, logs: hasEnded },
  { name: 'a policy without connections', headers: policy(DOCUMENTED.replace('connect-src http://127.0.0.1:*', "connect-src 'none'")), fails: /loaded/, logs: hasEnded },
  { name: 'a sandbox for the whole page', headers: policy('sandbox allow-scripts') },
  { name: 'isolated from other origins', headers: ISOLATED },
  { name: 'isolated from other origins, and a site that does not speak of them', headers: ISOLATED, served: without('cross-origin-resource-policy') },
  { name: 'a module that is served as bytes', served: typed('application/octet-stream') },
  { name: 'a document in an attribute', ...framed, style: 'iframe { border: 0; inline-size: 600px; block-size: 500px }', body: ({ site }) => `<iframe srcdoc="${quoted(inside(site))}"></iframe>` },
  { name: 'a document in its own address', ...framed, style: 'iframe { border: 0; inline-size: 600px; block-size: 500px }', body: ({ site }) => `<iframe src="data:text/html,${encodeURIComponent(inside(site))}"></iframe>` },
  {
    name: 'a document made of a blob',
    ...framed,
    style: 'iframe { border: 0; inline-size: 600px; block-size: 500px }',
    body: ({ site }) => `<script>
      const frame = document.createElement('iframe');
      frame.src = URL.createObjectURL(new Blob([${JSON.stringify(inside(site)).replaceAll('</', '<\\/')}], { type: 'text/html' }));
      document.body.append(frame);
    </script>`,
  },
];

export const policies = rows.map((row) => ({ body: TURNED, ...row }));
