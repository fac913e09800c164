// One `<task-scope>` as a visitor of any engine uses it: real clicks and keys, and waits that the page itself ends.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';

/** Calls back as soon as a condition holds, looking whenever something changes in the page or below the element. */
const UNTIL = `
  const [selector, argument, done] = arguments;
  const isTrue = CONDITION;
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  const observer = new MutationObserver(look);
  observer.observe(document, everything);
  look();

  function look() {
    // The element gets its root when the module has arrived, and says so by an attribute.
    const root = document.querySelector(selector)?.shadowRoot;
    if (!root) return;
    observer.observe(root, everything);
    const answer = isTrue(root, argument);
    if (!answer) return;
    observer.disconnect();
    done(answer);
  }
`;

export class TaskScope {
  constructor(driver, selector = 'task-scope') {
    this.driver = driver;
    this.selector = selector;
  }

  // What is there

  /** What a selector finds in the shadow root; with a text, the first that says exactly this. */
  async element(selector, text) {
    const find = `
      const [scope, selector, text] = arguments;
      const found = [...document.querySelector(scope).shadowRoot.querySelectorAll(selector)];
      return found.find((element) => text === null || element.textContent.trim() === text) ?? null;
    `;
    const element = await this.driver.executeScript(find, this.selector, selector, text ?? null);
    assert.ok(element, `there is no ${selector}${text ? ` that says "${text}"` : ''}`);
    return element;
  }

  // What a visitor does

  async press(name) {
    await (await this.element(`button[aria-label="${name}"]`)).click();
  }

  /** The one button that runs, plays and pauses. */
  async run() {
    await this.offers('Run');
    await (await this.element('button.play')).click();
  }

  async pick(slug) {
    await (await this.element(`nav[aria-label="Demos"] a[href$="demo=${slug}"]`)).click();
  }

  async choose(group, name) {
    await (await this.element(`[role="radiogroup"][aria-label="${group}"] label`, name)).click();
  }

  /** How fast to play: a menu of our own page, and a list in an element of another one. */
  async hurry(speed) {
    const isOwn = await this.driver.executeScript(
      'return document.querySelector(arguments[0]).shadowRoot.querySelector(".pace") !== null',
      this.selector,
    );
    if (!isOwn) {
      await (await this.element('select[aria-label="Speed"] option', speed)).click();
      return;
    }
    const menu = await this.element('.pace > summary');
    await menu.click();
    await this.choose('Speed', speed);
    await menu.click();
  }

  /** Presses a key where no control takes it. */
  async strike(key) {
    await (await this.element('button.play')).sendKeys(Key[key] ?? key);
  }

  async runToEnd() {
    await this.hurry('max');
    await this.strike('r');
    await this.says('Finished');
    return this.standsAtEnd();
  }

  // What can be waited for

  /** Waits until `isTrue(root, argument)` is not false in the page, and returns what it is. */
  async until(isTrue, argument = null) {
    try {
      return await this.driver.executeAsyncScript(UNTIL.replace('CONDITION', `${isTrue}`), this.selector, argument);
    } catch (cause) {
      throw new Error(`waited in vain for ${isTrue} with ${argument}; there is ${await this.found()}`, { cause });
    }
  }

  /** Waits until the app has taken the place of the text that stands there without scripts. */
  async isThere() {
    await this.until((root) => root.querySelector('button.play') !== null);
  }

  /** Waits until the status begins with a word. */
  async says(word) {
    await this.until((root, word) => root.querySelector('[role="status"]')?.textContent.startsWith(word), word);
  }

  /** Waits until the run button is called so. */
  async offers(name) {
    await this.until((root, name) => root.querySelector('button.play')?.textContent.trim() === name, name);
  }

  /** Waits until the demo and variant are chosen, and their run has ended with a digest; returns it. */
  async digestIs(digest) {
    await this.until((root, digest) => root.querySelector('table')?.dataset.digest === digest, digest);
  }

  async standsAt(step) {
    await this.until((root, step) => root.querySelector('table')?.dataset.step === `${step}`, step);
    return this.read();
  }

  /** Waits until the cursor stands before a step, and not at the start: a sentence may be of several events. */
  async standsBefore(step) {
    await this.until((root, step) => {
      const at = Number(root.querySelector('table')?.dataset.step);
      return at > 0 && at < step;
    }, step);
    return this.read();
  }

  /** Waits until the run is over, which is when it has a digest, and the cursor stands at its end. */
  async standsAtEnd() {
    await this.until((root) => {
      const { step, end, digest } = root.querySelector('table')?.dataset ?? {};
      return digest && step === end;
    });
    return this.read();
  }

  /** Waits until more than so many steps are recorded, and returns how many there are. */
  growsBeyond(steps) {
    return this.until((root, steps) => {
      const end = Number(root.querySelector('table')?.dataset.end);
      return end > steps && end;
    }, steps);
  }

  // What is read

  /** The table as it is now. */
  read() {
    const read = `
      const { caption, tBodies, dataset } = document.querySelector(arguments[0]).shadowRoot.querySelector('table');
      const texts = (row) => [...row.cells].map((cell) => cell.textContent.trim());
      return {
        caption: caption.textContent,
        rows: [...tBodies[0].rows].map(texts),
        digest: dataset.digest ?? null,
        step: Number(dataset.step),
        end: Number(dataset.end),
      };
    `;
    return this.driver.executeScript(read, this.selector);
  }

  /** The words of an element. */
  async words(selector) {
    return (await (await this.element(selector)).getText()).trim();
  }

  /** What is on the page, for a person who looks for what went wrong. */
  found() {
    const words = `
      const root = document.querySelector(arguments[0])?.shadowRoot;
      const said = [...root?.querySelectorAll('h1, [role="status"], [role="alert"], caption') ?? []];
      const digest = root?.querySelector('table')?.dataset.digest;
      return said.map((element) => element.textContent).join(' | ') + ' | digest ' + digest;
    `;
    return this.driver.executeScript(words, this.selector);
  }
}
