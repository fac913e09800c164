import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { TaskScopeAttributes, TaskScopeElement, TaskScopeEventMap } from './task-scope.js';

export type * from './task-scope.js';

type Handlers = { [Name in keyof TaskScopeEventMap as `on${Name}`]?: (event: TaskScopeEventMap[Name]) => void };

/** What `<task-scope>` takes in JSX. */
export type TaskScopeProps = DetailedHTMLProps<HTMLAttributes<TaskScopeElement>, TaskScopeElement> &
  TaskScopeAttributes &
  Handlers;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'task-scope': TaskScopeProps;
    }
  }
}
