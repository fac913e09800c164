// Scripts that have put their hands on what every script uses.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TURNED } from '../foreign.js';

const library = (path) => readFile(fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url)), 'utf8');
const [polyfill, zone] = await Promise.all([library('@webcomponents/custom-elements/custom-elements.min.js'), library('zone.js/bundles/zone.umd.min.js')]);

const REAL_TIME = '<task-scope demo="counting" clock="browser" knob-pause="1" autoplay speed="max"><p>Words</p></task-scope>';

/** What a document answers with the first element of that name. */
const NAMES = ['body', 'head', 'documentElement', 'title', 'cookie', 'scripts', 'currentScript', 'fullscreenEnabled', 'baseURI', 'location'];

/** Each has a program to run, in a worker. */
const rows = [
  { name: 'a polyfill of custom elements that is forced on the browser', script: `(window.customElements ??= {}).forcePolyfill = true; ${polyfill}` },
  { name: 'zone.js', script: zone },
  { name: 'zone.js and real time', script: zone, body: REAL_TIME },
  {
    name: 'an observer that rewrites texts',
    script: `addEventListener('DOMContentLoaded', () => new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) {
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\\$(.*)\\$/, '$1').toUpperCase();
      }
    }).observe(document.documentElement, { childList: true, subtree: true, characterData: true }));`,
  },
  {
    name: 'methods for every object, array and string',
    script: `Object.prototype.each = function () {};
      Object.prototype.extend = (to) => to;
      Array.prototype.remove = function () {}; Array.prototype.last = function () {};
      Array.prototype.toJSON = function () { return 'array'; };
      String.prototype.strip = function () {}; String.prototype.toJSON = function () { return 'string'; };
      Function.prototype.bindAsEventListener = function () {};`,
  },
  {
    name: 'a fetch that is wrapped and loses the type',
    script: `const { fetch } = window; window.fetch = async (...wanted) => new Response(await (await fetch(...wanted)).arrayBuffer());`,
  },
  {
    name: 'names that hide those of the document',
    body: `${NAMES.map((name) => `<img name="${name}" alt=""><a id="${name}"></a>`).join('')}
      <form name="forms"><input name="body"></form><i id="Worker"></i><i id="URL"></i><i id="fetch"></i><i id="customElements"></i>${TURNED}`,
  },
  { name: 'a base address elsewhere', head: '<base href="https://elsewhere.invalid/">' },
  { name: 'the script is there twice', body: ({ site }) => `<script type="module" src="${site}task-scope.js?twice" crossorigin></script>${TURNED}` },
  { name: 'storage that throws', script: `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });` },
  { name: 'no observer of what is in view', script: 'delete window.IntersectionObserver;' },
  { name: 'no workers from a blob', script: `URL.createObjectURL = () => { throw new Error('blocked'); };`, fails: /worker|blocked/i },
  { name: 'no workers', script: `window.Worker = class { constructor() { throw new DOMException('blocked by somebody', 'SecurityError'); } };`, fails: /worker|blocked/i },
];

export const globals = rows.map((row) => ({ body: TURNED, ...row }));
