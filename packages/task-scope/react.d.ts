import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { TaskScopeElement, TaskScopeEventMap, TaskScopeProperties } from './task-scope.js';

export type * from './task-scope.js';

type Handlers = { [Name in keyof TaskScopeEventMap as `on${Name}`]?: (event: TaskScopeEventMap[Name]) => void };
type Knobs = { [knob: `knob-${string}`]: string | number };

/** What `<task-scope>` takes in JSX. */
export type TaskScopeProps = DetailedHTMLProps<HTMLAttributes<TaskScopeElement>, TaskScopeElement> &
  Partial<TaskScopeProperties> &
  Handlers &
  Knobs & { step?: string | number };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'task-scope': TaskScopeProps;
    }
  }
}
