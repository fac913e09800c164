// Starts an engine through its driver, and hears what it complains of where the driver can tell.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebDriver, Capabilities } from 'selenium-webdriver';
import { Executor, HttpClient } from 'selenium-webdriver/http/index.js';
import { DriverService } from 'selenium-webdriver/remote/index.js';

/** Longer than any of this takes on a busy machine: what is not there by then will not come. */
const PATIENCE = 30_000;
/** When a driver that waits for its browser is told to end; geckodriver finishes its own two minutes all the same. */
const STARTS_WITHIN = 90_000;
const SIZE = { x: 0, y: 0, width: 1600, height: 900 };

const shared = JSON.parse(readFileSync(new URL('../../crates/runtime/webdriver.json', import.meta.url), 'utf8'));

/** For each engine: where its browser and driver are, what it is told, and who tells of faults. */
const ENGINES = {
  chromium: {
    program: process.env.CHROME,
    driver: process.env.CHROMEDRIVER,
    options: 'goog:chromeOptions',
    arguments: ['--headless', '--no-sandbox', '--disable-dev-shm-usage'],
    hearsBy: hearByEvents,
    capabilities: { webSocketUrl: true },
  },
  firefox: {
    program: process.env.FIREFOX,
    driver: process.env.GECKODRIVER,
    options: 'moz:firefoxOptions',
    arguments: ['-headless'],
    hearsBy: hearByEvents,
    capabilities: { webSocketUrl: true },
  },
  webkit: {
    program: process.env.MINIBROWSER,
    driver: process.env.SAFARIDRIVER,
    options: 'webkitgtk:browserOptions',
    // This driver tells nothing of the console: that the policy holds is heard from the server.
    arguments: [],
    hearsBy: null,
    capabilities: {},
  },
};

/** The engines that `TASKSCOPE_ENGINES` names. */
export const engines = (process.env.TASKSCOPE_ENGINES ?? 'chromium').split(',').map((name) => {
  if (!(name in ENGINES)) throw new Error(`TASKSCOPE_ENGINES names ${name}, which is none of ${Object.keys(ENGINES)}`);
  return name;
});

/** Whether the driver of an engine tells of its console. */
export const tellsOfConsole = (name) => ENGINES[name].hearsBy !== null;

/** Starts an engine: `driver` drives it, `faults` are what it has complained of so far, if the driver tells. */
export async function start(name) {
  const engine = ENGINES[name];
  if (!engine.driver || !engine.program) {
    throw new Error(`where ${name} is nobody says; \`cargo xtask test --only e2e --browsers ${name}\` does`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'taskscope-'));
  const output = join(folder, 'output');
  const file = openSync(output, 'w');
  const service = new DriverService.Builder(engine.driver)
    .setLoopback(true)
    .setStdio(['ignore', file, file])
    .build();
  const stop = async (driver) => {
    await driver?.quit();
    await service.kill();
    closeSync(file);
    rmSync(folder, { recursive: true });
  };
  // Without its driver, whatever waits for the browser fails.
  const giveUp = setTimeout(() => service.kill(), STARTS_WITHIN);
  try {
    const address = await service.start(PATIENCE);
    const driver = WebDriver.createSession(new Executor(new HttpClient(address)), new Capabilities(capabilities(engine)));
    await driver.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
    await driver.manage().window().setRect(SIZE);
    const faults = await engine.hearsBy?.(driver);
    return { driver, faults, stop: () => stop(driver) };
  } catch (error) {
    const said = readFileSync(output, 'utf8').trim() || 'nothing';
    await stop();
    throw new Error(`${engine.driver} does not start ${engine.program}: ${error.message}; it said: ${said}`, { cause: error });
  } finally {
    clearTimeout(giveUp);
  }
}

function capabilities(engine) {
  const options = shared[engine.options];
  return {
    ...engine.capabilities,
    [engine.options]: {
      ...options,
      binary: engine.program,
      args: [...options.args, ...engine.arguments],
    },
  };
}

/** Errors and warnings of the console and exceptions nobody caught, as the driver sends them. */
async function hearByEvents(driver) {
  const faults = [];
  const bidi = await driver.getBidi();
  bidi.on('log.entryAdded', ({ level, text, source }) => {
    if (['error', 'warn'].includes(level)) faults.push(`${level}: ${text} (${source?.realm ?? 'nowhere'})`);
  });
  await bidi.subscribe('log.entryAdded');
  return () => [...faults];
}
