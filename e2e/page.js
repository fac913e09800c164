// The page as a visitor finds their way in it: by roles and names, and by what the table says.

/** One `<task-scope>`; locators go through its open shadow root. */
export class TaskScope {
  constructor(element) {
    this.element = element;
    this.page = element.page();
  }

  // What is there

  get gallery() {
    return this.element.getByRole('navigation', { name: 'Demos', exact: true });
  }

  get links() {
    return this.gallery.getByRole('link');
  }

  get title() {
    return this.element.locator('.title > h1, .bar > h2, h1.place');
  }

  get toolbar() {
    return this.element.getByRole('toolbar', { name: 'Controls' });
  }

  /** The one button that runs, plays and pauses. */
  get runButton() {
    return this.toolbar.getByRole('button', { name: /^(Run|Play|Pause)$/ });
  }

  get status() {
    return this.element.getByRole('status');
  }

  get notice() {
    return this.element.getByRole('alert');
  }

  get table() {
    return this.region('Timeline').locator('table');
  }

  get canvas() {
    return this.region('Timeline').locator('canvas');
  }

  /** The picture of the lanes: what it is painted on, and what takes the keys. */
  get drawing() {
    return this.element.getByRole('group', { name: /^Timeline\. / });
  }

  get knobs() {
    return this.element.getByRole('group', { name: 'Knobs' });
  }

  get sentences() {
    return this.region('What happened').getByRole('listitem');
  }

  get currentSentence() {
    return this.region('What happened').locator('[aria-current="step"]');
  }

  get panel() {
    return this.element.getByRole('complementary', { name: 'Details' }).or(this.region('Details')).getByRole('tabpanel');
  }

  /** What a pane under the timeline shows. */
  pane(name) {
    return this.region(name).getByRole('tabpanel');
  }

  get sourceLines() {
    return this.panel.locator('[data-line]');
  }

  /** The question that is open, if one is. */
  get question() {
    return this.region('Question');
  }

  region(name) {
    // In somebody else's page it is no landmark.
    return this.element.getByRole('region', { name }).or(this.element.getByRole('group', { name }));
  }

  button(name) {
    return this.element.getByRole('button', { name, exact: true });
  }

  choices(group) {
    return this.element.getByRole('radiogroup', { name: group, includeHidden: true });
  }

  radio(group, name) {
    return this.choices(group).getByRole('radio', { name, exact: true, includeHidden: true });
  }

  slider(name) {
    return this.knobs.getByRole('slider', { name, exact: true });
  }

  /** A tab of any list; its name may end with a number. */
  tab(name) {
    return this.element.getByRole('tab', { name: new RegExp(`^${name}( \\d+)?$`) });
  }

  // What a visitor does

  async pick(slug) {
    await this.gallery.locator(`a[href$="demo=${slug}"]`).click();
  }

  /** Takes a choice of a list that opens; the page has the speed in a menu. */
  async set(list, choice) {
    if (list === 'Speed' && (await this.choices(list).count()) > 0) return this.choose(list, choice);
    await this.inMenu(this.element.getByRole('combobox', { name: list, includeHidden: true }), (box) => box.selectOption(choice));
  }

  async choose(group, name) {
    await this.inMenu(this.radio(group, name), (radio) => radio.check());
  }

  /** Presses a button, also one of a menu. In simulated time the page has no button for a restart, but a key. */
  async press(name) {
    // In a menu its key stands behind it.
    const isNamed = new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( ?[RT?])?$`);
    const button = this.element.getByRole('button', { name: isNamed, includeHidden: true });
    if (name === 'Restart' && (await button.count()) === 0) return this.inMenu(this.element.getByRole('button', { name: 'Run again', includeHidden: true }), (button) => button.click());
    await this.inMenu(button, (button) => button.click());
  }

  /** Does something to what may be in a closed menu: opens that before, and closes it after. */
  async inMenu(locator, act) {
    const menu = await locator.evaluateHandle((element) => element.closest('details.drop:not([open])'));
    const summary = menu.asElement() && (await menu.asElement().$('summary'));
    await summary?.click();
    await act(locator);
    const isOpen = summary && (await menu.evaluate((menu) => menu.isConnected && menu.open));
    if (isOpen) await summary.click();
  }

  /** Opens the menu of everything else. */
  async more() {
    await this.element.locator('.export > summary').click();
  }

  /** Says whether the page's theme is so. */
  async isThemed(name) {
    await this.element.getByRole('button', { name: `Theme: ${name}`, includeHidden: true }).waitFor({ state: 'attached' });
  }

  /** Runs the program anew and goes to the end of its trace. */
  async runToEnd() {
    await this.set('Speed', 'max');
    await this.press('Restart');
    await this.says('Finished');
    await this.standsAtEnd();
  }

  /** Puts the focus somewhere inside where no control takes keys. */
  async focus() {
    await this.runButton.focus();
  }

  // What can be waited for

  /** Waits until what a locator finds is as it should be: `isTrue` is given `[element, argument]`, in the page. */
  async until(locator, isTrue, argument) {
    const element = await locator.elementHandle();
    try {
      await this.page.waitForFunction(isTrue, [element, argument]);
    } catch (error) {
      const found = await element.evaluate(({ outerHTML }) => outerHTML.slice(0, 500));
      throw new Error(`waited in vain for ${isTrue} with ${argument}; there is ${found}`, { cause: error });
    }
    await element.dispose();
  }

  /** Waits until the app has taken the place of the text that stands there without scripts. */
  async isThere() {
    await this.until(this.element, ([element]) => element.getAttribute('state') === 'ready');
    await this.runButton.waitFor();
    // Its poster has gone.
    await this.element.locator('.over').waitFor({ state: 'detached' });
  }

  /** Waits until the status begins with a word; a run that still plays then goes to its end at once. */
  async says(word) {
    await this.until(this.status, ([{ textContent }, word]) => textContent.startsWith(word) || textContent.startsWith('Playing'), word);
    if (word === 'Playing' || (await this.status.innerText()).startsWith(word)) return;
    await this.set('Speed', 'max');
    await this.until(this.status, ([status, word]) => status.textContent.startsWith(word), word);
  }

  /** Waits until the cursor stands on a step, and reads the table. */
  async standsAt(step) {
    const now = await this.read();
    if (now.step === step) return now;
    await this.until(this.table, ([table, step]) => Number(table.dataset.step) === step, step);
    return this.read();
  }

  /** Waits until the cursor stands at the end of what is recorded, and reads the table. */
  async standsAtEnd() {
    await this.until(this.table, ([{ dataset }]) => dataset.end > 0 && dataset.step === dataset.end);
    return this.read();
  }

  /** Waits until more than so many steps are recorded, and returns how many there are. */
  async growsBeyond(steps) {
    await this.until(this.table, ([table, steps]) => Number(table.dataset.end) > steps, steps);
    return (await this.read()).end;
  }

  /** Waits until the run button is called so. */
  async offers(name) {
    await this.toolbar.getByRole('button', { name, exact: true }).waitFor();
  }

  // What is read

  /** What the state says of a thing that it lists by name. */
  async state(name) {
    const entry = this.region('State').locator('dt', { hasText: new RegExp(`^${name}$`) });
    return (await entry.locator('+ dd').innerText()).trim();
  }

  /** The table as it is now. */
  read() {
    return this.table.evaluate((table) => {
      const texts = (cells) => [...cells].map((cell) => cell.textContent.trim());
      return {
        caption: table.caption.textContent,
        columns: texts(table.tHead.rows[0].cells),
        rows: [...table.tBodies[0].rows].map((row) => texts(row.cells)),
        digest: table.dataset.digest,
        step: Number(table.dataset.step),
        end: Number(table.dataset.end),
      };
    });
  }

  /** The run button's name. */
  async offered() {
    return (await this.runButton.innerText()).trim();
  }
}
