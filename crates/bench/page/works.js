// The works, and which variants of which executors take part in them.

/** Name of a work, how many operations it makes, and what it is measured in. */
export const WORKS = [
  { name: 'spawn', operations: 100_000 },
  { name: 'poll, one type', operations: 101_000 },
  { name: 'poll', operations: 101_000 },
  { name: 'ping-pong', operations: 100_000 },
  { name: 'timers', operations: 100_000, share: 0.34 },
  // What is cancelled has to be set first, by a task that the browser runs.
  { name: 'cancel timers', operations: 100_000, share: 0.34, settles: true },
];

/** Memory is measured apart: in fresh instances, once. */
export const IDLE = { name: 'idle task', operations: 100_000 };

const TASKS = ['spawn', 'poll, one type', 'poll', 'ping-pong', IDLE.name];
const RECORDED = ['poll, one type', 'poll', 'ping-pong'];
const TIMERS = ['timers', 'cancel timers'];

/** `module` is the folder of the compiled module; without one it is JavaScript. `executor` is its name in there. */
export const VARIANTS = [
  { name: 'taskscope', module: 'record', works: [...TASKS, ...TIMERS] },
  { name: 'taskscope spawn_local', module: 'record', works: TASKS },
  { name: 'taskscope without record', executor: 'taskscope', module: 'plain', works: [...TASKS, ...TIMERS] },
  { name: 'taskscope recording, virtual clock', module: 'record', works: RECORDED },
  { name: 'taskscope recording, browser clock', module: 'record', works: RECORDED },
  { name: 'wasm-bindgen-futures', module: 'record', works: TASKS },
  { name: 'FuturesUnordered', module: 'record', works: TASKS },
  { name: 'LocalPool', module: 'record', works: TASKS },
  { name: 'async-task', module: 'record', works: TASKS },
  { name: 'async-executor', module: 'record', works: TASKS },
  { name: 'tokio', module: 'record', works: TASKS },
  { name: 'embassy-executor', module: 'record', works: TASKS },
  { name: 'gloo-timers', module: 'record', works: TIMERS },
  { name: 'JavaScript', works: [...TASKS, ...TIMERS] },
];
