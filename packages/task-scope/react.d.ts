// <task-scope> in JSX, for React 19 and newer: import 'task-scope/react' instead of 'task-scope'.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { TaskScopeElement, TaskScopeEventMap } from './index.js';

export * from './index.js';

type Texts = 'demo' | 'variant' | 'clock' | 'axis' | 'policy' | 'thread' | 'yield' | 'view' | 'theme' | 'loading' | 'src' | 'site';

type Numbers = 'step' | 'seed' | 'operations' | 'polls';

/** A listener's property is named after its event: `ontask-scope-finish`. */
type Listeners = {
  [Name in keyof TaskScopeEventMap as `on${Name}`]?: (event: TaskScopeEventMap[Name]) => void;
};

/** What the element takes in JSX. Knobs go by their names, with `-` for spaces. */
export type TaskScopeProps = DetailedHTMLProps<HTMLAttributes<TaskScopeElement>, TaskScopeElement> &
  Partial<Pick<TaskScopeElement, Texts>> &
  Partial<Record<Numbers, number | string>> &
  Listeners & { autoplay?: boolean; [knob: `knob-${string}`]: number | string };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'task-scope': TaskScopeProps;
    }
  }
}
