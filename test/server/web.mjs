// web.mjs ADDRESS [FOLDER] - the pages of avow serve as a reader uses them, in the system's Chromium: search, facet, speaker, article,
// thread, wordings, paste, verify, by mouse, by keyboard alone and without JavaScript; and axe-core's rules for accessibility on each page,
// at three widths, light and dark. FOLDER takes a picture of each.
// Leaves with 1, and says where, if anything is not as it should be. The server is the one of web.py.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [base, shots] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let faults = 0;
const fault = text => { faults++; console.log(text); };

async function open(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('request', request => { if (!request.url().startsWith(base)) fault(`asks for ${request.url()}`); });
  page.on('console', message => { if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) fault(message.text()); });
  page.on('pageerror', error => fault(error.message));
  page.on('dialog', dialog => { fault('a script of an article ran'); dialog.dismiss(); });
  page.setDefaultTimeout(20000);
  return page;
}

async function step(name, options, run) {
  const page = await open(options);
  try {
    await run(page);
  } catch (error) {
    fault(`${name}: ${error.message}`);
  }
  await page.context().close();
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';
  await step(`search, facet, statement ${how}`, { javaScriptEnabled }, async page => {
    await page.goto(base);
    const all = await page.locator('.found').count();
    assert.ok(all > 2);
    await page.fill('#words', 'mayor');
    await page.click('text="Search" >> visible=true >> nth=-1');
    assert.match(page.url(), /words=mayor/);
    assert.match((await page.locator('.found .sentence').first().textContent()).toLowerCase(), /mayor/);
    await page.locator('.facets a').first().click();
    assert.equal(await page.locator('.chosen a').count(), 1);
    assert.equal(await page.locator('.facets a[aria-current]').count(), 1);
    await page.locator('.chosen a').click();
    assert.equal(await page.locator('.chosen a').count(), 0);
    await page.locator('.found .where a').first().click();
    assert.match(page.url(), /\/articles\/\d+#a1-s\d+$/);
    assert.ok(await page.locator('.list li:target').isVisible());
    await page.locator('.list li:target >> text=thread').click();
    assert.match(page.url(), /\/threads\?article=\d+&statement=\d+$/);
    await page.goto(base);
    await page.click('summary');
    await page.fill('[name=like]', 'the bridge is safe');
    await page.click('text="Search" >> visible=true >> nth=-1');
    assert.match(page.url(), /like=the\+bridge\+is\+safe/);
    assert.match(await page.locator('.found .sentence').first().textContent(), /The bridge is safe/);
  });
  await step(`speaker ${how}`, { javaScriptEnabled }, async page => {
    await page.goto(base + 'speakers');
    await page.fill('#name', 'Weber');
    await page.keyboard.press('Enter');
    if (await page.locator('a.voice').count() === 0) return;            // the model of the test does not name her
    await page.locator('a.voice').first().click();
    assert.match(page.url(), /\/speakers\/\d+$/);
    assert.ok(await page.locator('.timeline rect').count() > 0);
  });
  await step(`threads and wordings ${how}`, { javaScriptEnabled }, async page => {
    const search = async words => {
      await page.fill('#words', words);
      await page.click('text="Search" >> visible=true >> nth=-1');
      assert.match(page.url(), new RegExp(`words=${words}`));
    };
    await page.goto(base + 'threads');
    await search('ferry');
    assert.equal(await page.locator('.thread').count(), 1);
    assert.match(await page.locator('.thread .against').textContent(), /against it\s+Bo Ray/);
    await page.goto(base + '?words=eighteen');
    await page.locator('.found .where >> text=thread').first().click();
    assert.match(await page.locator('.thread .against').textContent(), /against it\s+Bo Ray/);
    await page.goto(base + 'threads');
    await page.click('text="Wordings"');
    await search('landing');
    assert.deepEqual((await page.locator('.utterance :is(del, ins)').allTextContents()).sort(), ['all', 'both']);
    await page.click('.utterance .where a >> nth=0');
    assert.match(page.url(), /\/articles\/\d+$/);
  });
  await step(`paste ${how}`, { javaScriptEnabled }, async page => {
    await page.goto(base + 'try');
    await page.fill('#text', 'The mayor said <b>the bridge</b> is safe.');
    await page.click('button');
    assert.match(await page.locator('article').textContent(), /<b>the bridge<\/b> is safe/);
  });
  await step(`verify ${how}`, { javaScriptEnabled }, async page => {
    await page.goto(base + 'verify');
    await page.fill('#quotation', 'surely nobody said these words');
    await page.click('text="Check"');
    assert.match(await page.locator('.verdict').textContent(), /not-found/);
    await page.fill('#text', 'He said "surely nobody said these words" twice.');
    await page.click('text="Check all"');
    assert.match(await page.locator('.sum').textContent(), /0 of 1/);
  });
}

await step('by keyboard alone', {}, async page => {
  await page.goto(base);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  const seen = new Set();
  for (let i = 0; i < 15; i++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim()));
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none', 'what has the focus is marked');
  }
  for (const place of ['Verify', 'words', 'Search']) assert.ok(seen.has(place), `${place} is reached`);
  await page.focus('#words');
  await page.keyboard.type('mayor');
  await page.keyboard.press('Enter');
  await page.waitForURL(/words=mayor/);
});

await step('a file is dropped', {}, async page => {
  await page.goto(base + 'try');
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['The mayor said a dropped file is read.'], 'dropped.txt', { type: 'text/plain' }));
    return data;
  });
  await page.dispatchEvent('form', 'drop', { dataTransfer: transfer });
  await page.locator('article').waitFor();
  assert.match(await page.locator('article').textContent(), /a dropped file is read/);
});

if (shots) mkdirSync(shots, { recursive: true });
const first = await open();
await first.goto(base);
const links = await Promise.all(['.found .where a', '.found a.voice'].map(at => first.locator(at).first().getAttribute('href')));
await first.context().close();
const pages = { search: '', narrowed: '?words=mayor&outlet=The+Post', nothing: '?words=zzzz', article: links[0].slice(1), speaker: links[1].slice(1),
  speakers: 'speakers?name=mayor', threads: 'threads', drift: 'drift', verify: 'verify?quotation=the+bridge+is+safe', try: 'try', problem: 'nothing' };
for (const width of [390, 820, 1440])
  for (const colorScheme of ['light', 'dark']) {
    const page = await open({ viewport: { width, height: width < 600 ? 844 : 900 }, colorScheme });
    for (const [name, path] of Object.entries(pages)) {
      const view = `${name} ${width} ${colorScheme}`;
      await page.goto(base + path);
      await page.evaluate(axeSource);       // the debugger's own evaluation: the page's policy does not hold for it
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const { id, impact, help, nodes } of violations)
        for (const node of nodes) fault(`${view}: ${id} (${impact}): ${help}\n    ${node.html}\n    ${node.failureSummary.replace(/\n/g, '\n    ')}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) fault(`${view}: the page is ${over} px wider than the window`);
      if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png` });
    }
    await page.context().close();
  }
await browser.close();
console.log(`${Object.keys(pages).length} pages checked: ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
