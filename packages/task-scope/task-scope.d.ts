/** What a saved run can be written as. */
export type TraceFormat = 'json' | 'binary' | 'chrome' | 'svg' | 'csv';

/** How a run ended. */
export type RunEnd = 'finished' | 'stopped' | 'stuck' | 'limit-reached' | 'panicked' | 'crashed' | 'held-too-long';

/** How fast the player goes. */
export type Speed = '' | '0.1' | '0.25' | '1' | '4' | '10' | 'max';

/** What the properties of `<task-scope>` take. Empty where nothing is said. */
export interface TaskScopeProperties {
  /** The program: a name of the gallery. */
  demo: string;
  /** One of its variants; the first if nothing is said. */
  variant: string;
  /** On which clock it runs. */
  clock: '' | 'virtual' | 'browser';
  /** How time is drawn. */
  axis: '' | 'clock' | 'elastic' | 'steps';
  /** The version of the trace format whose events `step` counts; `1` if nothing is said. */
  get format(): string;
  set format(value: string | number);
  /** Which ready task runs next. */
  policy: string;
  /** Where random choices start from. */
  get seed(): string;
  set seed(value: string | number);
  /** How many operations a poll may do at a stretch. */
  get operations(): string;
  set operations(value: string | number);
  /** How many polls a turn may do at a stretch. */
  get polls(): string;
  set polls(value: string | number);
  /** Where a program on the browser's clock runs. */
  thread: string;
  /** How its executor asks for turns. */
  yield: string;
  /** `full`, or any of `timeline source output state happened controls` with spaces between them. */
  view: string;
  /** The colours: those of the page, or one's own. */
  theme: 'auto' | 'dark' | 'light';
  /** How fast the player goes. */
  get speed(): Speed;
  set speed(value: Speed | 0.1 | 0.25 | 1 | 4 | 10);
  /** Whether it waits to be seen. */
  loading: 'lazy' | 'eager' | 'click';
  /** Empty for the run as it opens, `none` for the element's children, or the address of an image. */
  poster: string;
  /** The address of a saved run. */
  src: string;
  /** The address of the playground that a button opens; without it there is no button. */
  playground: string;
  /** Whether it plays as soon as it is seen. */
  autoplay: boolean;
}

interface Numeric {
  format: string | number;
  seed: string | number;
  operations: string | number;
  polls: string | number;
  speed: Speed | 0.1 | 0.25 | 1 | 4 | 10;
  step: string | number;
}

/** What the attributes of `<task-scope>` take in JSX and templates, where numbers are fine as well. */
export type TaskScopeAttributes = Partial<Omit<TaskScopeProperties, keyof Numeric> & Numeric> & {
  [knob: `knob-${string}`]: string | number;
};

/** Where the script finds its other files, and what its buttons open. */
export interface Configuration {
  /** The folder of the files, if a bundler does not bring them: an address as seen from the page. */
  base?: string;
  /** The playground of elements that name none; empty for no button. */
  playground?: string;
}

/** Says where the files are. Call it before the first element is seen. */
export function configure(settings: Configuration): void;

/** Adds files that a bundler has moved: functions that tell their addresses, by their paths in a site. */
export function provide(files: Record<string, () => URL>): void;

/** A program of async Rust that runs in the page, with a timeline of what its scheduler does. */
export interface TaskScopeElement extends HTMLElement, TaskScopeProperties {
  /** Runs the program, or plays on. After a failure, starts anew; so does `reset`. */
  run(): Promise<void>;
  /** Holds the run, or its playing, still. */
  pause(): Promise<void>;
  /** Goes so many steps on; back, where it is negative. */
  step(by?: number): Promise<void>;
  /** Goes to a step; what lies beyond the end is the end. */
  seek(step: number): Promise<void>;
  /** Begins anew, as the attributes have it, and stands still at the start. */
  reset(): Promise<void>;
  /** The run as a file. */
  exportTrace(format?: TraceFormat): Promise<Blob>;

  addEventListener<K extends keyof TaskScopeEventMap>(
    type: K,
    listener: (this: TaskScopeElement, event: TaskScopeEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: TaskScopeElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof TaskScopeEventMap>(
    type: K,
    listener: (this: TaskScopeElement, event: TaskScopeEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: TaskScopeElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What it tells. The events bubble and cross shadow roots. */
export interface TaskScopeEventMap {
  /** The app is there. */
  'task-scope-ready': CustomEvent<Record<string, never>>;
  /** A program began to run. */
  'task-scope-run': CustomEvent<{ demo: string; variant: string }>;
  /** The cursor stands elsewhere; at most once a frame. */
  'task-scope-step': CustomEvent<{ step: number; end: number }>;
  /** The run is over, and how. */
  'task-scope-finish': CustomEvent<{ how: RunEnd; end: number }>;
  /** It can't run, or not go on; the message is for readers. */
  'task-scope-error': CustomEvent<{ message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'task-scope': TaskScopeElement;
  }
  // The events bubble: whatever the element is in can listen, too.
  interface HTMLElementEventMap extends TaskScopeEventMap {}
  interface DocumentEventMap extends TaskScopeEventMap {}
  interface WindowEventMap extends TaskScopeEventMap {}
}
