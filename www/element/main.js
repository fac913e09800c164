// Defines <task-scope>: what is loaded at once. The program, its glue and its looks come when the element comes into view,
// once a page; then an app is mounted in the element's open shadow root. Children of the element are what is read until
// then, and where scripts, workers or WebAssembly are missing. Without a document (a worker, a server) it does nothing.

import { TaskScope } from './element.js';
import { configure, provide } from './site.js';

export { configure, provide };

const defined = globalThis.customElements?.get('task-scope');
if (globalThis.customElements && !defined) customElements.define('task-scope', TaskScope);
// The same build, loaded from two addresses, is no fault.
if (defined && defined.build !== TaskScope.build) {
  console.warn('taskscope: this page has <task-scope> of another version already, and all its elements are of that one. Load one version only.');
}
