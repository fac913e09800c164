// What can be done with <task-scope> from TypeScript. `react.d.ts` has the same for JSX.

/** How a run ended. */
export type TaskScopeEnd =
  | 'finished'
  | 'stopped'
  | 'stuck'
  | 'limit-reached'
  | 'panicked'
  | 'crashed'
  | 'held-too-long';

/** What a run can be saved as. */
export type TaskScopeFormat = 'json' | 'binary' | 'chrome' | 'svg' | 'csv';

/** The events of the element. All of them bubble and cross shadow roots. */
export interface TaskScopeEventMap {
  /** The app is there; it has begun nothing yet. */
  'task-scope-ready': CustomEvent<Record<string, never>>;
  /** A program has begun to run. */
  'task-scope-run': CustomEvent<{ demo: string; variant: string }>;
  /** Another step is shown; at most once a frame. */
  'task-scope-step': CustomEvent<{ step: number; end: number }>;
  /** The run has come to its end. */
  'task-scope-finish': CustomEvent<{ how: TaskScopeEnd; end: number }>;
  /** What went wrong, in a sentence. */
  'task-scope-error': CustomEvent<{ message: string }>;
}

/** The element. On a server, where there is no DOM, this is `undefined`. */
export declare class TaskScopeElement extends HTMLElement {
  /** The program to run, as in the playground's links. */
  demo: string;
  /** The variant of the program: often a mistake and its fix. */
  variant: string;
  /** `virtual` or `browser`; '' is the demo's own. */
  clock: '' | 'virtual' | 'browser';
  /** What the timeline is drawn along; '' is the usual one. */
  axis: string;
  /** Which ready task runs next. */
  policy: string;
  /** The seed of the random choices. */
  seed: string;
  /** How many operations a task may do at a stretch; 0 is any number. */
  operations: string;
  /** How many polls there may be at a stretch; 0 is any number. */
  polls: string;
  /** On the browser's clock: the thread that runs the program. */
  thread: string;
  /** On the browser's clock: how the executor asks for its turns. */
  yield: string;
  /** `full`, or any of `timeline source output state happened controls`, with spaces in between. */
  view: string;
  /** The looks; `auto` follows the page. */
  theme: 'auto' | 'dark' | 'light';
  /** Whether the app is loaded when the element comes into view, or at once. */
  loading: 'lazy' | 'eager';
  /** The address of a saved run that is to be shown. */
  src: string;
  /** The address of a playground, with a slash at its end, for “open in the playground”; without one there is no such button. */
  site: string;
  /** Whether the run is played, and not shown whole. */
  autoplay: boolean;

  /** Runs the program, or plays on. */
  run(): Promise<void>;
  /** Holds the run, or its playing, still. */
  pause(): Promise<void>;
  /** Goes so many steps on, one unless told otherwise; back, where the number is negative. */
  step(by?: number): Promise<void>;
  /** Goes to a step; what lies beyond the end is the end. */
  seek(step: number): Promise<void>;
  /** Begins anew, as the attributes have it, and stands still at the start. */
  reset(): Promise<void>;
  /** The run as a file; `json` unless told otherwise. */
  exportTrace(format?: TaskScopeFormat): Promise<Blob>;

  addEventListener<Name extends keyof TaskScopeEventMap>(
    type: Name,
    listener: (this: TaskScopeElement, event: TaskScopeEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: TaskScopeElement, event: HTMLElementEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof TaskScopeEventMap>(
    type: Name,
    listener: (this: TaskScopeElement, event: TaskScopeEventMap[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: TaskScopeElement, event: HTMLElementEventMap[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'task-scope': TaskScopeElement;
  }
  // They bubble: whoever stands above the element can listen, too.
  interface HTMLElementEventMap extends TaskScopeEventMap {}
  interface DocumentEventMap extends TaskScopeEventMap {}
}
