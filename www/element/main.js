// Defines <task-scope>: what is loaded at once. The program, its glue and its looks come when the element comes into view,
// once a page; then an app is mounted in the element's open shadow root. Children of the element are what is read until
// then, and where scripts, workers or WebAssembly are missing. Without a document (a worker, a server) it does nothing.

import { TaskScope } from './element.js';

if (globalThis.customElements && !customElements.get('task-scope')) customElements.define('task-scope', TaskScope);
