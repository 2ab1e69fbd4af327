// BASE_URL=http://127.0.0.1:8080 node --test run.mjs: against a server with the demonstration contest.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings, launch, open, schemes, sideways, widths } from './browser.mjs';

const contest = process.env.CONTEST ?? 'sonla-2024';
const pages = [
  '/styleguide',
  '',
  `/${contest}`,
  `/${contest}/rules`,
  `/${contest}/winners`,
  `/${contest}/gallery`,
  `/${contest}/lookup`,
  `/${contest}/enter`,
  '/sign-in',
  '/help',
  '/help/entrants',
  '/help/teachers',
];

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

describe('every public page, both languages, narrow and wide, light and dark', () => {
  for (const lang of ['vi', 'en']) {
    for (const path of pages) {
      for (const width of widths) {
        for (const scheme of schemes) {
          test(`/${lang}${path} ${width} ${scheme}`, async () => {
            const page = await open(browser, `/${lang}${path}`, { width, scheme });
            assert.deepEqual(await findings(page), []);
            assert.equal(await sideways(page), 0, 'scrolls sideways');
            assert.deepEqual(page.complaints, []);
            assert.equal(await page.getAttribute('html', 'lang'), lang);
            if (path === '/styleguide') {
              mkdirSync('shots', { recursive: true });
              await page.screenshot({ path: `shots/styleguide-${lang}-${width}-${scheme}.png`, fullPage: true });
            }
            await page.context().close();
          });
        }
      }
    }
  }
});

describe('the frame', () => {
  test('the first Tab reaches the link that skips to the content', async () => {
    const page = await open(browser, `/vi/${contest}`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => location.hash), '#main');
    await page.context().close();
  });

  test('the language switch keeps the page', async () => {
    const page = await open(browser, `/vi/${contest}/rules`);
    await page.click('a[rel=alternate][hreflang=en]');
    assert.equal(new URL(page.url()).pathname, `/en/${contest}/rules`);
    await page.context().close();
  });

  test('the theme is remembered without scripts', async () => {
    const page = await open(browser, `/vi/${contest}`, { scripts: false });
    await page.click('button[name=theme][value=dark]');
    assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
    assert.equal(new URL(page.url()).pathname, `/vi/${contest}`);
    await page.context().close();
  });

  test('nothing comes from elsewhere and nothing is inline', async () => {
    const page = await open(browser, `/vi/${contest}`);
    const own = new URL(page.url()).host;
    const strangers = await page.evaluate((host) => performance.getEntriesByType('resource')
      .map((entry) => new URL(entry.name).host).filter((name) => name !== host), own);
    assert.deepEqual(strangers, []);
    assert.equal(await page.locator('[style], script:not([src]):not([type="application/ld+json"])').count(), 0);
    await page.context().close();
  });
});

describe('dialogs without scripts', () => {
  test('a dialog of the component page opens by its address', async () => {
    const page = await open(browser, '/vi/styleguide#recuse', { scripts: false });
    assert.equal(await page.locator('#recuse').isVisible(), true);
    await page.click('#recuse a');
    assert.equal(await page.locator('#recuse').isVisible(), false);
    await page.context().close();
  });
});
