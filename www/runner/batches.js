// A program's trace on its way to the page: in batches, and at first event by event.

/**
 * Collects what a module tells and posts it, not much more often than a screen can show it. A program that hangs tells
 * nothing more: what is held here then would be lost. So events are posted one by one as long as there are not too many of
 * them, and a program of a few hundred events is known to the last one.
 */
export class Batches {
  /** A batch is sent at once when it has as many words: 4,096 records. */
  static LARGE = 4 * 4096;
  /** Otherwise, when the one before went this long ago, in milliseconds; or after as long. */
  static PAUSE = 4;
  /** At most this many events in a row are posted one by one: some milliseconds of posting. */
  static PROMPT = 400;
  /** How many more may be for each millisecond that passes, which takes a page some hundredth of its time. */
  static PROMPT_A_MILLISECOND = 2;

  #held = [];
  #length = 0;
  #prompt = Batches.PROMPT;
  #sentAt = -Infinity;
  #timeout;

  constructor(post) {
    this.post = post;
  }

  /** Gives how many events may be told one by one from now on. */
  take(words) {
    this.#held.push(words.slice());
    this.#length += words.length;
    const isPrompt = this.#prompt > 0;
    if (isPrompt) this.#prompt -= 1;
    if (this.#length >= Batches.LARGE || isPrompt || performance.now() - this.#sentAt >= Batches.PAUSE) this.send();
    else this.#timeout ??= setTimeout(() => this.send(), Batches.PAUSE);
    return this.#prompt;
  }

  /** Posts what there is. */
  send() {
    this.end();
    if (this.#length === 0) return;
    const words = this.#held.length === 1 ? this.#held[0] : new Uint32Array(this.#length);
    let at = 0;
    for (const part of this.#held.length === 1 ? [] : this.#held) {
      words.set(part, at);
      at += part.length;
    }
    [this.#held, this.#length] = [[], 0];
    const now = performance.now();
    const more = Math.floor((now - this.#sentAt) * Batches.PROMPT_A_MILLISECOND);
    this.#prompt = Math.min(Batches.PROMPT, this.#prompt + more);
    this.#sentAt = now;
    this.post(words);
  }

  end() {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }
}
