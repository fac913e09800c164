// What else the browser does while a program runs: frames of the screen, and tasks of its event loop that take long.

/** Sees frames, and tasks of the event loop that take long, and tells the module of them. */
export class Watch {
  static KINDS = ['longtask', 'long-animation-frame'];

  /** Those that this browser reports. */
  static kinds() {
    return Watch.KINDS.filter((kind) => globalThis.PerformanceObserver?.supportedEntryTypes?.includes(kind));
  }

  /** What a host like this does not see. */
  static unseen() {
    const frames = 'requestAnimationFrame' in globalThis ? [] : ['frames'];
    return Watch.kinds().length > 0 ? frames : [...frames, 'long-tasks'];
  }

  #frame;
  #isHidden = false;
  /** When the last frame was, and how often the browser draws. No browser says so: it is the shortest time that was seen. */
  #last;
  #interval = 1000 / 60;
  #observer;

  constructor(running, { taskscope_frame: tellFrame, taskscope_long_task: tellLongTask }) {
    this.running = running;
    this.tellFrame = tellFrame;
    this.tellLongTask = tellLongTask;
  }

  start() {
    this.resume();
    const kinds = Watch.kinds();
    if (kinds.length === 0) return;
    this.#observer = new PerformanceObserver((list) => this.running.act(() => this.#longTasks(list.getEntries())));
    for (const type of kinds) this.#observer.observe({ type });
  }

  /** Nothing more is looked at when the run is over: a page that shows it costs nothing. */
  resume() {
    if (this.#frame !== undefined || this.#isHidden || !this.running.goesOn || Watch.unseen().includes('frames')) return;
    this.#frame = requestAnimationFrame((time) => {
      this.#frame = undefined;
      this.running.act(() => {
        this.tellFrame(this.#missedBefore(time));
        this.resume();
      });
    });
  }

  pause() {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = this.#last = undefined;
  }

  setVisible(isVisible) {
    this.#isHidden = !isVisible;
    if (!isVisible) this.pause();
  }

  end() {
    this.pause();
    this.#observer?.disconnect();
  }

  /** How many frames should have come between the last one and this: they come a little early and a little late. */
  #missedBefore(time) {
    const passed = this.#last === undefined ? undefined : time - this.#last;
    this.#last = time;
    if (passed === undefined) return 0;
    // The fastest screens have 480 frames a second; what is shorter is two callbacks for one frame.
    this.#interval = Math.min(this.#interval, Math.max(passed, 2));
    return Math.max(0, Math.round(passed / this.#interval) - 1);
  }

  #longTasks(entries) {
    for (const { entryType, startTime, duration } of entries) {
      const ended = this.running.timeOf(startTime + duration);
      if (ended === undefined) continue;
      // A task that began before the run is told from there on.
      const started = this.running.timeOf(startTime) ?? 0;
      this.tellLongTask(Watch.KINDS.indexOf(entryType), started, ended - started);
    }
  }
}
