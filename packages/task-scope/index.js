// Defines <task-scope>. Where there is no DOM it does nothing, and there is no class.

import './task-scope.js';

export const TaskScopeElement = globalThis.customElements?.get('task-scope');
