import type { HTMLAttributes } from 'vue';
import type { TaskScopeAttributes, TaskScopeElement, TaskScopeEventMap } from './task-scope.js';

export type * from './task-scope.js';

type Emits = <Name extends keyof TaskScopeEventMap>(name: Name, event: TaskScopeEventMap[Name]) => void;
type Handlers = {
  [Name in keyof TaskScopeEventMap as `on${Capitalize<Camel<Name>>}`]?: (event: TaskScopeEventMap[Name]) => void;
};
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;
/** A template's `knob-pause` is `knobPause` to Vue. */
type Knobs = { [knob: `knob${string}`]: string | number };

/** `<task-scope>` in templates. */
export type TaskScopeComponent = new () => TaskScopeElement & {
  $props: HTMLAttributes & TaskScopeAttributes & Knobs & Handlers;
  $emit: Emits;
};

declare module 'vue' {
  interface GlobalComponents {
    'task-scope': TaskScopeComponent;
  }
}
