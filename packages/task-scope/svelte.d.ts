import type { HTMLAttributes } from 'svelte/elements';
import type { TaskScopeAttributes, TaskScopeElement, TaskScopeEventMap } from './task-scope.js';

export type * from './task-scope.js';

type Handlers = { [Name in keyof TaskScopeEventMap as `on${Name}` | `on:${Name}`]?: (event: TaskScopeEventMap[Name]) => void };

/** What `<task-scope>` takes in markup. */
export type TaskScopeProps = HTMLAttributes<TaskScopeElement> & TaskScopeAttributes & Handlers;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'task-scope': TaskScopeProps;
  }
}
