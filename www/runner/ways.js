// How the event loop is asked for a visit: by microtasks, macrotasks or frames.

const resolved = Promise.resolve();

/** The ways to ask for a visit, and how to take it back. */
export const WAYS = {
  promise: { ask: (visit) => void resolved.then(visit) },
  'queue-microtask': { ask: (visit) => queueMicrotask(visit) },
  timeout: { ask: (visit) => setTimeout(visit, 0), cancel: (asked) => clearTimeout(asked) },
  frame: {
    isHere: () => 'requestAnimationFrame' in globalThis,
    ask: (visit) => requestAnimationFrame(visit),
    cancel: (asked) => cancelAnimationFrame(asked),
  },
  'user-blocking': posted('user-blocking'),
  'user-visible': posted('user-visible'),
  background: posted('background'),
  'scheduler-yield': {
    isHere: () => globalThis.scheduler?.yield !== undefined,
    ask: (visit) => void scheduler.yield().then(visit),
  },
};

function posted(priority) {
  return {
    isHere: () => globalThis.scheduler?.postTask !== undefined,
    ask: (visit) => void scheduler.postTask(visit, { priority }),
  };
}

/** A microtask comes before anything else; where the event loop has to have its chance, a message stands in for one. */
export const isMicrotask = (way) => way === 'promise' || way === 'queue-microtask';
