import { launch } from '/tmp/wt/br/e2e/browser.js';
import { serve } from '/tmp/wt/br/e2e/server.js';
const server = await serve(); const browser = await launch();
const page = await browser.newPage();
await page.goto(server.site + '?demo=export-and-upload');
await page.waitForFunction(() => document.querySelector('task-scope').shadowRoot?.querySelector('table')?.dataset.digest);
console.log((await page.evaluate(() => document.querySelector('task-scope').shadowRoot.innerHTML)).replace(/<svg.*?<\/svg>/g,'').replace(/></g,'>\n<'));
await browser.close(); await server.close();
