// axe.mjs - checks HTML pages for accessibility with axe-core, narrow and wide, light and dark, and for what would break a
// reader's screen: a page wider than its window, a request to the network, a script or style that the page's policy refuses.
//
//     node axe.mjs [--shots DIR] PAGE.html...
//
// Uses the system's Chromium (CHROMIUM=path, or /usr/bin/chromium). Prints each violation and the number of pages checked;
// exit status 1 if there is any, 2 for wrong use. --shots keeps a picture of each view and a PDF of each page.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = process.argv.slice(2);
const shots = pages[0] === '--shots' ? pages.splice(0, 2)[1] : null;
if (pages.length === 0 || pages[0].startsWith('-')) {
  console.error('usage: node axe.mjs [--shots DIR] PAGE.html...');
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
let views = 0, faults = 0;
const fault = (view, text) => { faults++; console.log(`${view}: ${text}`); };

async function check(path, width, colorScheme) {
  const view = `${basename(path)} ${width} ${colorScheme}`;
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 900 }, colorScheme });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(path)).href;
  page.on('request', request => { if (request.url().split('#')[0] !== url) fault(view, `asks for ${request.url()}`); });
  page.on('console', message => { if (message.type() === 'error') fault(view, message.text()); });
  page.on('pageerror', error => fault(view, error.message));
  page.on('dialog', dialog => { fault(view, 'a script of the article ran'); dialog.dismiss(); });
  await page.goto(url);
  const firsts = await Promise.all(['.list ol > li', '.speakers li'].map(list => page.locator(list).first().all()));
  const states = ['', ...await Promise.all(firsts.flat().map(async entry => '#' + await entry.getAttribute('id')))];
  for (const state of states) {
    await page.goto(url + state);
    await page.evaluate(axeSource);         // the debugger's own evaluation: the page's policy does not hold for it
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const { id, impact, help, nodes } of violations)
      for (const node of nodes) fault(view + state, `${id} (${impact}): ${help}\n    ${node.html}\n    ${node.failureSummary.replace(/\n/g, '\n    ')}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fault(view + state, `the page is ${over} px wider than the window`);
    const dangling = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].filter(
      a => !document.getElementById(a.hash.slice(1))).map(a => a.hash));
    if (dangling.length > 0) fault(view + state, `links lead nowhere: ${dangling.join(' ')}`);
    const name = view + (state && (state.includes('-e') ? ' speaker' : ' target'));
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`.replaceAll(' ', '-')), fullPage: !state });
    views++;
  }
  if (shots) await page.pdf({ path: join(shots, `${basename(path)}.pdf`), format: 'A4', preferCSSPageSize: true });
  await context.close();
}

for (const path of pages)
  for (const width of [390, 820, 1440])
    for (const scheme of ['light', 'dark']) await check(path, width, scheme);
await browser.close();
console.log(`${pages.length} pages in ${views} views checked: ${faults} violations`);
process.exit(faults > 0 ? 1 : 0);
