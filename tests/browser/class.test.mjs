// HOABAN_TEST_BIN, of which it starts an open demonstration: a teacher enters thirty paintings in one go.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findings, launch, open as openAt, sideways } from './browser.mjs';
import { demo } from './server.mjs';
import { png } from './works.mjs';

const contest = 'sonla-2024';
const many = 30;
const given = ['Lò Thị Ban', 'Quàng Văn Thắng', 'Nguyễn Hoà Bình', 'Cầm Thị Hương', 'Vì Văn Đức', 'Sồng A Chứ'];
const children = Array.from({ length: many }, (_, n) => ({
  number: n + 1,
  name: `${given[n % given.length]} ${String.fromCharCode(65 + Math.floor(n / given.length))}`,
  title: `Bức tranh số ${n + 1}`,
}));
const list = [
  'STT;Họ và tên;Năm sinh;Thể loại;Tên tác phẩm;Họ và tên phụ huynh;Quan hệ;Điện thoại phụ huynh',
  ...children.map((c) => `${c.number};${c.name};2014;Tranh vẽ;${c.title};Phụ huynh ${c.number};mẹ;09120000${String(c.number).padStart(2, '0')}`),
].join('\n');
// A third by name without marks, a third by number, a third by name; the last as the camera names it.
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
const names = children.map((c, n) => (n === many - 1 ? 'IMG_0042.png' : [`${plain(c.name)}.png`, `${c.number}.png`, `${c.name}.png`][n % 3]));
const photos = names.map((name, n) => ({ name, mimeType: 'image/png', buffer: png(n + 1, 400, 320) }));

let browser;
let server;
before(async () => {
  server = await demo('open', 8);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const scripts of [true, false]) {
  describe(scripts ? 'with scripts' : 'without scripts', () => {
    test('thirty paintings, one list, one choice of photos, one photo of slips', async () => {
      const page = await openAt(browser, new URL(`/vi/${contest}/enter`, server.base).href, { scripts });
      let taps = 0;
      const sound = async () => {
        if (scripts) assert.deepEqual(await findings(page), []);
        assert.equal(await sideways(page), 0, `${page.url()} scrolls sideways`);
      };
      const tap = async (selector) => {
        taps += 1;
        await Promise.all([page.waitForNavigation({ timeout: 120000 }), page.click(selector)]);
        await sound();
      };
      await tap('a[href$="/classes/new"]');
      await page.fill('#school', 'Trường Tiểu học Quyết Thắng');
      await page.fill('#name', `5${scripts ? 'A' : 'B'}`);
      await page.fill('#teacher', 'Cầm Thị Lan');
      await page.fill('#phone', '0912 000 111');
      await tap('main form button');
      const home = page.url();
      await tap('a[href$="/list"]');
      await page.setInputFiles('#list', { name: 'lop.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
      taps += 1;
      await tap('form[enctype] button:not([data-copy])');
      assert.match(await page.innerText('main'), new RegExp(`${many} dòng nhận được`));
      await tap('form[action$="/confirm"] button');
      await tap('a[href$="/photos"]');
      await page.setInputFiles('#photos', photos);
      taps += 1;
      await tap('[data-photos] button');
      assert.match(await page.innerText('main'), new RegExp(`${many - 1}/${many}`), 'every photo that is named found its child');
      if (scripts) {
        taps += 1;
        await Promise.all([page.waitForNavigation(), page.locator('[data-photo] img').dragTo(page.locator('[data-child]'))]);
      } else {
        await page.selectOption('[data-photo] select', { index: 1 });
        taps += 2;
        await Promise.all([page.waitForNavigation(), page.click('[data-photo] button')]);
      }
      assert.match(await page.innerText('main'), new RegExp(`${many}/${many}`), 'the last one is given to its child');
      await page.goto(home);
      await tap('a[href$="/consents"]');
      await page.selectOption('#everyone', 'all');
      await page.setInputFiles('#slips', { name: 'phieu.png', mimeType: 'image/png', buffer: png(99, 800, 600) });
      taps += 2;
      await tap('form[enctype] button');
      await page.goto(home);
      await page.check('input[name=ai][value=none]');
      taps += 1;
      await tap('form.panel button');
      assert.equal(await page.locator('tbody tr').count(), many);
      const codes = await page.locator('tbody td .nums.nowrap').allInnerTexts();
      assert.equal(new Set(codes).size, many, 'thirty codes');
      assert.ok(codes.every((code) => /^T-\d{4}-[A-Z]$/.test(code)), codes.join(' '));
      for (const paper of ['slips', 'stickers', 'handover']) {
        const answer = await page.request.get(`${home}/${paper}.pdf`, { maxRetries: 3 });
        assert.equal(answer.headers()['content-type'], 'application/pdf');
      }
      assert.ok(taps <= 20, `${taps} taps`);
      await page.context().close();
    });
  });
}
