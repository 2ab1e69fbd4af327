// Every sample of every page, without a server or a database; SAMPLES names a folder of them, otherwise they are rendered first.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findings, launch, open, sideways } from './browser.mjs';
import { names, serve } from './samples.mjs';

const rendered = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoaban-samples-'));
  const workspace = new URL('../../', import.meta.url);
  execFileSync('cargo', ['run', '--quiet', '-p', 'hoaban-web', '--example', 'pages', '--', folder], { cwd: workspace, stdio: 'inherit' });
  return folder;
};
const folder = process.env.SAMPLES ?? rendered();
const all = await names(folder);
let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serve(folder);
});
after(async () => {
  await browser.close();
  site.close();
});

// two at a time: each has a browser's process of its own
describe('every sample is accessible and fits', { concurrency: 2 }, () => {
  for (const name of all) {
    for (const [width, scheme] of [[360, 'dark'], [1280, 'light']]) {
      test(`${name} ${width} ${scheme}`, async () => {
        const page = await open(browser, `${site.base}/${name}`, { width, scheme });
        assert.deepEqual(await findings(page), []);
        assert.equal(await sideways(page), 0, 'scrolls sideways');
        assert.deepEqual(page.complaints.filter((line) => !line.includes('404')), []);
        await page.context().close();
      });
    }
  }
});

// HTML, stylesheet and scripts together, compressed
const statics = new URL('../../web/static/', import.meta.url);
const weight = (html) => {
  const own = [...html.matchAll(/(?:href|src)="\/static\/[^/]+\/([^"]+\.(?:css|js))"/g)].map(([, path]) => readFileSync(new URL(path, statics)));
  return [html, ...own].reduce((sum, text) => sum + gzipSync(text).length, 0);
};
const budgets = [['public-landing', 30], ['public-rules', 30], ['enter-receipt', 20], ['enter-', 35], ['public-gallery', 30], ['public-work', 28], ['jury-', 60], ['', 80]];

test('every sample keeps its budget of bytes', () => {
  const over = all.flatMap((name) => {
    const [, kilobytes] = budgets.find(([start]) => name.startsWith(start));
    const bytes = weight(readFileSync(join(folder, name), 'utf8'));
    return bytes > kilobytes * 1000 ? [`${name}: ${bytes} of ${kilobytes} KB`] : [];
  });
  assert.deepEqual(over, []);
});

describe('a juror\'s sheet', () => {
  const sheet = async (answer) => {
    const page = await open(browser, 'about:blank', { width: 1280 });
    const sent = [];
    await page.route('**/mark', async (route) => {
      const fields = new URLSearchParams(route.request().postData());
      const reply = answer(sent.length);
      sent.push(fields);
      if (reply) await route.fulfill(reply);
      else await route.abort();
    });
    await page.goto(`${site.base}/jury-score.1.vi.html`);
    return { page, sent };
  };
  const saved = { status: 200, contentType: 'application/json', body: '{"clock":"14:40","seen":"1.8"}' };

  test('number keys give marks to one criterion after another, each sent by itself', async () => {
    const { page, sent } = await sheet(() => saved);
    await page.keyboard.press('9');
    await page.keyboard.press('0');
    await page.locator('[data-status]', { hasText: '14:40' }).waitFor();
    await page.waitForFunction(() => localStorage.getItem('marks-waiting') === '{}');
    assert.deepEqual(sent.map((fields) => [fields.get('field'), fields.get('value')]), [['mark-art', '9'], ['mark-fresh', '10']]);
    assert.equal(sent[0].get('csrf'), 'sample-token');
    await page.context().close();
  });

  test('a mark given without network waits, survives a reload, and is sent again under the same name', async () => {
    const { page, sent } = await sheet((n) => (n < 2 ? null : saved));
    await page.keyboard.press('7');
    await page.locator('[data-status].waiting').waitFor();
    await page.reload();
    await page.locator('[data-status].waiting').waitFor();
    assert.equal(await page.locator('input[name=mark-art]:checked').inputValue(), '7');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.locator('[data-status]', { hasText: '14:40' }).waitFor();
    assert.equal(new Set(sent.map((fields) => fields.get('client'))).size, 1);
    assert.deepEqual(await page.evaluate(() => localStorage.getItem('marks-waiting')), '{}');
    await page.context().close();
  });

  test('a mark that another window changed is asked about and kept until the juror has chosen', async () => {
    const { page, sent } = await sheet((n) => (n === 0 ? { status: 409, contentType: 'application/json', body: '{"mark":"5","seen":"3.4"}' } : saved));
    await page.keyboard.press('7');
    await page.locator('#differs', { hasText: 'cửa sổ khác đã lưu 5, ở đây chọn 7' }).waitFor();
    assert.equal(Object.keys(JSON.parse(await page.evaluate(() => localStorage.getItem('marks-waiting')))).length, 1);
    await page.click('[data-keep=mine]');
    await page.waitForFunction(() => localStorage.getItem('marks-waiting') === '{}');
    assert.deepEqual(sent.map((fields) => [fields.get('value'), fields.get('seen')]), [['7', ''], ['7', '3.4']]);
    await page.context().close();
  });

  test('a refused mark is taken off the device and said', async () => {
    const { page } = await sheet(() => ({ status: 422, contentType: 'application/json', body: '{"message":"Điểm này không có trên thang."}' }));
    await page.keyboard.press('7');
    await page.locator('[data-status]', { hasText: 'không có trên thang' }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('marks-waiting')), '{}');
    await page.context().close();
  });

  test('keys stay quiet while a comment is written', async () => {
    const { page, sent } = await sheet(() => saved);
    await page.fill('#comment', '');
    await page.type('#comment', '10 x');
    assert.equal(await page.evaluate(() => location.hash), '');
    assert.equal(sent.length, 0);
    await page.keyboard.press('Tab');
    await page.locator('[data-status]', { hasText: '14:40' }).waitFor();
    assert.equal(sent[0].get('value'), '10 x');
    await page.context().close();
  });

  test('X opens the dialog and Escape closes it', async () => {
    const { page } = await sheet(() => saved);
    await page.keyboard.press('x');
    assert.equal(await page.locator('#recuse').isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#recuse').isVisible(), false);
    await page.context().close();
  });

  test('Z looks closer and goes back', async () => {
    const { page } = await sheet(() => saved);
    await page.keyboard.press('z');
    assert.equal(await page.locator('.frame.near').count(), 1);
    await page.keyboard.press('z');
    assert.equal(await page.locator('.frame.near').count(), 0);
    await page.context().close();
  });
});

describe('an entry page', () => {
  test('a file that is too large is refused before it is sent', async () => {
    const page = await open(browser, `${site.base}/enter-work.1.vi.html`);
    await page.setInputFiles('#work', { name: 'tranh.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(21_000_000) });
    await page.locator('[data-complaint]').waitFor();
    assert.equal(await page.locator('#work').inputValue(), '');
    await page.context().close();
  });

  test('a picture is shown as soon as it is chosen, within the content policy', async () => {
    const page = await open(browser, `${site.base}/enter-work.1.vi.html`);
    const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await page.setInputFiles('#work', { name: 'tranh.png', mimeType: 'image/png', buffer: dot });
    await page.locator('[data-preview] canvas').waitFor();
    await page.context().close();
  });

  test('what was typed survives the camera unloading the page', async () => {
    const page = await open(browser, `${site.base}/enter-work.1.vi.html`);
    await page.fill('#title', 'Mùa ban');
    await page.locator('[data-kept-line]').waitFor();
    await page.reload();
    await page.waitForFunction(() => document.getElementById('title').value === 'Mùa ban', null, { timeout: 10_000 });
    await page.context().close();
  });

  test('the guardian is asked for by the year of birth, and always without scripts', async () => {
    const page = await open(browser, `${site.base}/enter-author.1.vi.html`);
    await page.fill('#birth_year', '1980');
    assert.equal(await page.locator('#guardian_name').isVisible(), false);
    await page.fill('#birth_year', '2012');
    assert.equal(await page.locator('#guardian_name').isVisible(), true);
    await page.context().close();
    const plain = await open(browser, `${site.base}/enter-author.1.vi.html`, { scripts: false });
    assert.equal(await plain.locator('#guardian_name').isVisible(), true);
    await plain.context().close();
  });

  test('the summary of errors has the focus and leads to the field', async () => {
    const page = await open(browser, `${site.base}/enter-work.2.vi.html`);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'errors');
    assert.match(await page.title(), /^Lỗi:/);
    await page.click('.errors a');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
    await page.context().close();
  });
});
