// A program that runs: turns and alarms from the event loop, on either clock. Everything of the module is called from here,
// by the event loop, and what the module calls only notes what it wants.

import { Batches } from './batches.js';
import { Watch } from './watch.js';
import { WAYS, isMicrotask } from './ways.js';

/** What turns are given for, and how a program is. */
const [REQUEST, CONTINUATION, ALARM] = [0, 1, 2];
const [GOES_ON, CUT_OFF] = [0, 2];

/** A program that runs. */
export class Running {
  #exports;
  #batches;
  #watch;
  #isVirtual;
  #way;
  /** The turn that was asked for and not given yet. */
  #wanted;
  #alarm;
  /** `performance.now()` at the run's time zero; moved forward by every pause. */
  #origin = 0;
  /** The time at which the clock was paused. */
  #stopped = 0;
  #isPaused = false;
  #isEnded = false;
  #timeout;
  #asked;
  #channel = new MessageChannel();
  #isSent = false;
  #onVisit = () => this.act(() => this.#visit());

  /** Starts what a text asks for in an instance; `post` is called with each batch of the trace. */
  constructor(instance, text, post) {
    // Of what is there twice, the last counts, as in the module.
    const asked = Object.fromEntries(new URLSearchParams(text));
    const [way, thread] = [asked.way, 'document' in globalThis ? 'page' : 'worker'];
    this.#isVirtual = asked.clock !== 'browser';
    this.#way = Object.hasOwn(WAYS, way) && (WAYS[way].isHere?.() ?? true) ? way : 'message';
    this.instance = instance;
    this.#exports = instance.exports;
    this.#batches = new Batches(post);
    this.#watch = this.#isVirtual ? undefined : new Watch(this, this.#exports);
    this.#channel.port1.onmessage = () => {
      this.#isSent = false;
      this.act(() => this.#message());
    };
    instance.host = this;
    this.#origin = performance.now();
    try {
      instance.start('taskscope_start', `${text}&thread=${thread}&way=${this.#way}&unseen=${Watch.unseen()}`);
    } catch (error) {
      this.end();
      throw error;
    }
    this.#watch?.start();
  }

  /** Lets no further turn begin and stops the clock. A turn that has begun goes on to its end. */
  pause() {
    this.#stopped = this.now();
    this.#isPaused = true;
    clearTimeout(this.#timeout);
    this.#watch?.pause();
  }

  /** Goes on where it was paused. */
  resume() {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#origin = performance.now() - this.#stopped / 1000;
    if (this.#wanted !== undefined) this.#send();
    this.#scheduleAlarm();
    this.#watch?.resume();
  }

  /** While paused: exactly one poll. Where nothing is ready, the clock jumps to the next timer first. */
  step() {
    if (this.#isPaused && this.#wanted !== undefined) {
      this.#turn(this.#takeWanted(), 1);
    } else if (this.#isPaused && this.#alarm !== undefined) {
      this.#stopped = Math.max(this.#alarm, this.#stopped);
      this.#alarm = undefined;
      this.#turn(ALARM, 1);
    }
    this.#batches.send();
  }

  /** The page can't be seen any more: browsers draw no frames, and none is missed. */
  hide() {
    this.#watch?.setVisible(false);
  }

  /** The page can be seen again. */
  show() {
    this.#watch?.setVisible(true);
    if (!this.#isPaused) this.#watch?.resume();
  }

  /** Whether a turn was cut off by a trap. To be asked from outside of a turn. */
  get isBroken() {
    return this.#exports.taskscope_state() === CUT_OFF;
  }

  get goesOn() {
    return this.#exports.taskscope_state() === GOES_ON;
  }

  /** Ends it, and what was granted to it: nothing of it is called any more. */
  end() {
    this.#isEnded = true;
    clearTimeout(this.#timeout);
    if (this.#asked !== undefined) WAYS[this.#way].cancel?.(this.#asked);
    this.#channel.port1.onmessage = null;
    this.#channel.port1.close();
    this.#watch?.end();
    this.#batches.end();
    this.instance.threads?.end();
    this.instance.network?.end();
  }

  /** Does something for the event loop, unless a turn was cut off: what cut it off is the end. */
  act(act) {
    if (!this.#isEnded && !this.isBroken) act();
  }

  /** When it was, in the run's time; nothing for what was before it, or while it is paused. */
  timeOf(milliseconds) {
    const since = milliseconds - this.#origin;
    return since >= 0 && !this.#isPaused ? whole(since * 1000) : undefined;
  }

  // What the module calls.

  now() {
    return this.#isPaused ? this.#stopped : whole((performance.now() - this.#origin) * 1000);
  }

  busyUntil(at) {
    if (!this.#isPaused) return keepBusy(() => this.now() < at);
    // A step of a paused program: its clock stands still, so the work is measured on the browser's own.
    const end = performance.now() + (at - this.#stopped) / 1000;
    keepBusy(() => performance.now() < end);
    this.#stopped = Math.max(at, this.#stopped);
  }

  ask(when) {
    this.#wanted = when === 0 ? REQUEST : CONTINUATION;
    if (when !== 0) this.#ask(isMicrotask(this.#way) ? 'message' : this.#way);
    else if (!this.#isPaused) this.#ask(this.#way);
  }

  alarm(at) {
    this.#alarm = at >= 0 ? at : undefined;
    this.#scheduleAlarm();
  }

  tell(words) {
    return this.#batches.take(words);
  }

  panicked() {
    this.#batches.send();
  }

  #turn(cause, polls = 0) {
    this.#exports.taskscope_turn(cause, polls);
  }

  #ask(way) {
    if (way === 'message') this.#send();
    else this.#asked = WAYS[way].ask(this.#onVisit);
  }

  /** Asks for a visit by a message, unless one is under way. */
  #send() {
    if (this.#isSent) return;
    this.#isSent = true;
    this.#channel.port2.postMessage(true);
  }

  #visit() {
    this.#asked = undefined;
    this.#giveWanted();
  }

  #message() {
    if (this.#wanted !== undefined) {
      this.#giveWanted();
      // The message may have been under way for an alarm, too, that still stands.
      if (this.#isVirtual) this.#scheduleAlarm();
    } else if (this.#isVirtual) {
      this.#giveAlarm();
    }
  }

  #takeWanted() {
    const cause = this.#wanted;
    this.#wanted = undefined;
    return cause;
  }

  #giveWanted() {
    if (!this.#isPaused && this.#wanted !== undefined) this.#turn(this.#takeWanted());
  }

  #scheduleAlarm() {
    clearTimeout(this.#timeout);
    if (this.#alarm === undefined || this.#isPaused) return;
    if (this.#isVirtual) return this.#send();
    // Rounded up: a timer that fires early would find nothing due. Longer waits than a browser can take are cut, and asked
    // for again when the executor finds nothing due.
    const wait = Math.min(Math.ceil(Math.max(0, this.#alarm - this.now()) / 1000), 2 ** 31 - 1);
    this.#timeout = setTimeout(() => this.act(() => this.#giveAlarm()), wait);
  }

  #giveAlarm() {
    if (this.#isPaused || this.#alarm === undefined) return;
    // Whichever comes first, a turn is a turn: one that was asked for need not come again.
    this.#alarm = this.#wanted = undefined;
    this.#turn(ALARM);
  }
}

/** Rounded: what a browser says in steps of 0.1 ms lies a little beside them as a binary fraction. */
function whole(value) {
  return Math.floor(Math.max(value, 0) + 0.5);
}

/** Nothing else happens on this thread as long as something is true. */
export function keepBusy(isTrue) {
  while (isTrue());
}
