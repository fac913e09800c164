// A recording that is of no demo, as another program could have made it.

/** A run in which a worker is busy for two milliseconds; it begins at `start` of its clock, and `pause` is its last wait. */
export function stranger({ name = 'worker', start = 1_735_689_600_000_000, pause = 0, origin } = {}) {
  const events = [
    [0, 'run_started', { clock: 'virtual', order: 'fifo', seed: 0 }],
    [0, 'task_spawned', { task: 1, name: 1, place: 0 }],
    [0, 'task_ready', { task: 1, by: 'spawn' }],
    [0, 'turn_started', { cause: 'request' }],
    [0, 'poll_started', { task: 1 }],
    [0, 'task_spawned', { task: 2, name: 2, place: 0 }],
    [0, 'task_ready', { task: 2, by: 'spawn' }],
    [0, 'poll_ended', { task: 1 }],
    [0, 'poll_started', { task: 2 }],
    [0, 'work_started', { duration: 2_000, place: 0 }],
    [2_000, 'work_ended', {}],
    [2_000, 'output', { text: 2 }],
    [2_000, 'task_done', { task: 2 }],
    [2_000 + pause, 'task_ready', { task: 1, by: 'outside' }],
    [2_000 + pause, 'poll_started', { task: 1 }],
    [2_000 + pause, 'task_done', { task: 1 }],
    [2_000 + pause, 'turn_ended', { budget_spent: false }],
    [2_000 + pause, 'run_ended', { how: 'finished' }],
  ];
  return Buffer.from(
    JSON.stringify({
      format: 'taskscope',
      version: 1,
      origin,
      texts: ['main.rs', 'main', name],
      places: [{ file: 0, line: 3, column: 5 }],
      events: events.map(([time, event, rest]) => ({ time: start + time, event, ...rest })),
    }),
  );
}
