// Runs programs' modules, in workers and on the page's own thread: the host that crates/abi describes.

import { start } from './page.js';
import { hear } from './worker.js';

export { hear, start };
