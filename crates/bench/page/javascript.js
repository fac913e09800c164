// The works in JavaScript, on its own promises and timers: the same three calls as a module of ours.

import { IDLE } from './works.js';

const MANY_TASKS = 100_000;
const SOME_TASKS = 1_000;
const YIELDS = 100;
const ROUND_TRIPS = 50_000;

let prepared;
let left;
let operations;
let done;
/** What tasks that wait for ever are held by; else they would be collected. */
let held;

export function prepare(_executor, work, whenDone) {
  held = [];
  done = whenDone;
  prepared = START[work];
  PREPARE[work]?.();
}

export function run() {
  prepared();
}

/** Checks that everything was done; there are no records. */
export function finish() {
  if (left !== 0 || operations !== 0) throw new Error(`${left} tasks and ${operations} operations are left over`);
  return [0, 0];
}

/** Bytes of the heap, with the garbage gone. */
export function memory() {
  globalThis.gc();
  return performance.memory.usedJSHeapSize;
}

const START = {
  spawn() {
    expect(MANY_TASKS, MANY_TASKS);
    for (let task = 0; task < MANY_TASKS; task++) ready();
  },
  'poll, one type': poll,
  // A promise has no type: these are the same.
  poll,
  'ping-pong'() {
    expect(2, 2 * ROUND_TRIPS);
    const toPong = new Channel();
    const toPing = new Channel();
    ping(toPong, toPing);
    pong(toPong, toPing);
  },
  [IDLE.name]() {
    expect(MANY_TASKS, MANY_TASKS);
    for (let task = 0; task < MANY_TASKS; task++) idle(task);
  },
  timers() {
    expect(MANY_TASKS, MANY_TASKS);
    for (let task = 0; task < MANY_TASKS; task++) wait(1 + (task % 5));
  },
  'cancel timers'() {
    held.forEach(clearTimeout);
    finished(held.length);
  },
};

const PREPARE = {
  'cancel timers'() {
    expect(1, MANY_TASKS);
    for (let task = 0; task < MANY_TASKS; task++) held.push(setTimeout(done, 60_000 + ((task * 40_503) & 4095)));
  },
};

function expect(tasks, count) {
  left = tasks;
  operations = count;
}

function finished(count) {
  operations -= count;
  left -= 1;
  if (left === 0) done();
}

async function ready() {
  await null;
  finished(1);
}

function poll() {
  expect(SOME_TASKS, SOME_TASKS * (YIELDS + 1));
  for (let task = 0; task < SOME_TASKS; task++) countdown();
}

async function countdown() {
  let polls = 1;
  for (let i = 0; i < YIELDS; i++) {
    await null;
    polls += 1;
  }
  finished(polls);
}

class Channel {
  messages = [];
  receiver = null;

  send(message) {
    const receiver = this.receiver;
    if (!receiver) return this.messages.push(message);
    this.receiver = null;
    receiver(message);
  }

  receive() {
    if (this.messages.length > 0) return this.messages.shift();
    return new Promise((receive) => (this.receiver = receive));
  }
}

async function ping(toPong, toPing) {
  let received = 0;
  while (received < ROUND_TRIPS) {
    toPong.send(received);
    if ((await toPing.receive()) === received) received += 1;
  }
  finished(received);
}

async function pong(toPong, toPing) {
  let received = 0;
  while (received < ROUND_TRIPS) {
    const message = await toPong.receive();
    received += 1;
    toPing.send(message);
  }
  finished(received);
}

async function idle(task) {
  const payload = [task, task, task, task];
  finished(1);
  await new Promise((wake) => held.push(wake));
  finished(payload.length);
}

async function wait(milliseconds) {
  await new Promise((wake) => setTimeout(wake, milliseconds));
  finished(1);
}
