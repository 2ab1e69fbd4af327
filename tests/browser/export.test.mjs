// The exhibition as files: written twice alike, no link that leads nowhere, and a walk through works without any server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

const program = process.env.HOABAN_TEST_BIN ?? 'hoaban';

describe('the exhibition as files', () => {
  const room = mkdtempSync(join(tmpdir(), 'hoaban-export-'));
  const folder = join(room, 'site');
  const write = () => execFileSync(program, ['export-static', 'sonla-2024', folder], { env: { ...process.env, HOABAN_DATA: join(room, 'data') }, stdio: 'pipe' });
  const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  const digest = () => files().reduce((hash, file) => hash.update(file).update(readFileSync(file)), createHash('sha256')).digest('hex');
  let browser;

  before(async () => {
    execFileSync(program, ['demo', '--stage', 'announced', '--entries', '40', '--no-serve', '--data', join(room, 'data')], { stdio: 'pipe' });
    write();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    rmSync(room, { recursive: true, force: true });
  });

  test('written again it has the same bytes, and takes no other folder\'s place', () => {
    const first = digest();
    write();
    assert.equal(digest(), first);
    assert.throws(() => execFileSync(program, ['export-static', 'sonla-2024', room], { env: { ...process.env, HOABAN_DATA: join(room, 'data') }, stdio: 'pipe' }));
    assert.ok(existsSync(join(room, 'data')));
  });

  test('every link leads to a file', () => {
    const broken = [];
    for (const page of files().filter((file) => file.endsWith('.html'))) {
      const html = readFileSync(page, 'utf8');
      for (const [, written] of html.matchAll(/<(?:a|link|img|audio|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g)) {
        const link = written.replaceAll('&amp;', '&').split('#')[0];
        if (link === '' || /^[a-z]+:/.test(link)) continue;
        if (!existsSync(resolve(dirname(page), decodeURIComponent(link)))) broken.push(`${page}: ${written}`);
      }
      assert.ok(!/<(form|script)\b/.test(html), page);
    }
    assert.deepEqual(broken, []);
  });

  test('twenty works one after the other, from the stick', async () => {
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await page.click('a[href="vi/index.html"]');
    await page.locator('a[href="gallery-tranh-ve.html"]').first().click();
    await page.locator('.grid a').first().click();
    const seen = new Set();
    for (let n = 0; n < 20; n += 1) {
      seen.add(await page.locator('h1').textContent());
      const shown = await page.locator('main img').evaluateAll((all) => all.filter((image) => !image.complete || image.naturalWidth === 0).length);
      assert.equal(shown, 0, page.url());
      await page.click('a[rel=next]');
    }
    assert.ok(seen.size > 15, [...seen].join());
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
