// HOABAN_TEST_BIN, of which it starts an open demonstration: entering a work on a phone, with and without scripts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findings, launch, open as openAt } from './browser.mjs';
import { demo } from './server.mjs';

const contest = 'sonla-2024';
// a real picture, drawn by the browser itself
const picture = async (browser) => {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.setContent('<body style="background:linear-gradient(#cfe3ee,#3f7a5a)"><h1>ban</h1>');
  const buffer = await page.screenshot({ type: 'jpeg', quality: 80 });
  await page.close();
  return buffer;
};

let browser;
let image;
let server;
const open = (at, path, options) => openAt(at, new URL(path, server.base).href, options);
before(async () => {
  server = await demo('open', 8);
  browser = await launch();
  image = await picture(browser);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const go = async (page) => {
  await Promise.all([page.waitForNavigation(), page.click('.bar button')]);
};
const sound = async (page) => assert.deepEqual(await findings(page), []);

const enter = async (page, { title, kind, fill }, scripts) => {
  let taps = 0;
  const tap = async (selector) => {
    taps += 1;
    await Promise.all([page.waitForNavigation(), page.click(selector)]);
  };
  await tap(`main a[href$="/enter"]`);
  await tap(`.rows li:has(.icon) a:has-text("${kind}")`);
  await page.fill('#title', title);
  await fill(page);
  await go(page);
  taps += 1;
  if (scripts) await sound(page);
  await page.fill('#name', 'Lò Thị Mai Hương');
  await page.fill('#birth_year', '1990');
  await page.fill('#phone', '0912 345 678');
  await go(page);
  taps += 1;
  if (scripts) await sound(page);
  assert.equal(await page.locator('input[name=ai]:checked').count(), 0, 'nothing is chosen beforehand');
  await page.check('input[name=ai][value=none]');
  await page.check('#takes_part');
  await page.check('input[name=named][value=no]');
  taps += 3;
  await go(page);
  taps += 1;
  assert.match(await page.locator('.code').innerText(), /^[A-Z]-\d{4}-[A-Z0-9]$/);
  if (scripts) await sound(page);
  assert.ok(taps <= 10, `${taps} taps`);
};

for (const scripts of [true, false]) {
  describe(scripts ? 'with scripts' : 'without scripts', () => {
    test('a painting reaches its receipt', async () => {
      const page = await open(browser, `/vi/${contest}`, { scripts });
      await enter(page, {
        title: `Mùa ban ${scripts}`,
        kind: 'Tranh vẽ',
        fill: (at) => at.setInputFiles('#work', { name: 'tranh.jpg', mimeType: 'image/jpeg', buffer: image }),
      }, scripts);
      await page.context().close();
    });

    test('a poem reaches its receipt, is corrected and withdrawn', async () => {
      const page = await open(browser, `/vi/${contest}`, { scripts });
      await enter(page, {
        title: `Ông học chữ ${scripts}`,
        kind: 'Thơ',
        fill: (at) => at.fill('#text', '  Sáng nay ban trắng triền đồi\nEm mang cặp sách xuống đồi học chung'),
      }, scripts);
      await Promise.all([page.waitForNavigation(), page.click('.rows a[href$="/work"]')]);
      assert.match(await page.inputValue('#text'), /^ {2}Sáng nay/);
      await page.fill('#title', 'Bà học chữ');
      await go(page);
      await page.locator('.receipt', { hasText: 'Bà học chữ' }).waitFor();
      await Promise.all([page.waitForNavigation(), page.click('.rows a[href$="/withdraw"]')]);
      await Promise.all([page.waitForNavigation(), page.click('button.danger')]);
      assert.equal(await page.locator('.rows a[href$="/withdraw"]').count(), 0);
      await page.context().close();
    });

    test('what is wrong is said at the top and beside the field, and nothing is lost', async () => {
      const page = await open(browser, `/vi/${contest}/enter`, { scripts });
      await Promise.all([page.waitForNavigation(), page.click('.rows a:has-text("Thơ")')]);
      await page.fill('#text', 'Một dòng thơ');
      await go(page);
      assert.match(await page.title(), /^Lỗi:/);
      assert.equal(await page.locator('.errors li').count(), 1);
      assert.equal(await page.locator('#title-error').count(), 1);
      assert.equal(await page.inputValue('#text'), 'Một dòng thơ');
      await page.context().close();
    });
  });
}
