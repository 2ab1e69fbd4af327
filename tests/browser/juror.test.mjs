// HOABAN_TEST_BIN, of which it starts a demonstration that is being judged: jurors with keys only, with fingers only, without a
// network for a while, in two windows, comparing. Nothing may jump while marks are given.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings, launch, offline, schemes, sideways, stillOffline, widths } from './browser.mjs';
import { demo } from './server.mjs';

const list = '/vi/sonla-2024/jury';
let browser;
let server;
// a juror of each kind, as the demonstration seats them
const seats = { song: 1, painting: 5, poem: 10, initiative: 13 };
const visits = {};

before(async () => {
  server = await demo('judging', 60);
  browser = await launch();
  mkdirSync('shots', { recursive: true });
  const password = /signing decisions: (.+)/.exec(server.said)[1].trim();
  for (const [kind, seat] of Object.entries(seats)) {
    const context = await browser.newContext({ locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto(new URL('/vi/sign-in', server.base).href);
    await page.locator('input[name=login]').fill(`juror-${seat}@demo.example`);
    await page.locator('input[type=password]').fill(password);
    await Promise.all([page.waitForNavigation(), page.locator('main form button').first().click()]);
    visits[kind] = await context.storageState();
    await context.close();
  }
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const sit = async (kind, { width = 1280, height = 900, scheme = 'light', touch = false, scripts = true } = {}) => {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, hasTouch: touch, isMobile: touch, locale: 'vi-VN', storageState: visits[kind], javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((seen) => {
      for (const { value, sources } of seen.getEntries()) window.shifts.push({ value, of: sources?.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
};
const to = async (page, path) => {
  const answer = await page.goto(new URL(path, server.base).href);
  assert.ok(answer.status() < 400, `${path}: ${answer.status()}`);
};
// sheets of the list in a state, as addresses
const sheets = async (page, state) => {
  await to(page, list);
  await page.locator('details').evaluateAll((all) => all.forEach((fold) => { fold.open = true; }));
  return page.locator('li.picked', { hasText: state }).locator('a.row').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
};
const settled = (page) => page.waitForFunction(() => (localStorage.getItem('marks-waiting') ?? '{}') === '{}');
const given = (page) => page.locator('[data-criterion]').evaluateAll((pads) => pads.map((pad) => pad.querySelector(':checked')?.value ?? ''));
// what the server has: a page without scripts, which knows of nothing that waits on the device
const saved = async (page, path) => {
  const html = await (await page.request.get(new URL(path, server.base).href, { maxRetries: 3 })).text();
  return page.evaluate((text) => [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('[data-criterion]')]
    .map((pad) => pad.querySelector('[checked]')?.value ?? ''), html);
};
const sound = async (page) => {
  assert.equal(await sideways(page), 0, `${page.url()} scrolls sideways`);
  assert.deepEqual(await findings(page), [], page.url());
  assert.deepEqual(page.complaints, []);
};
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe('a juror with keys only', () => {
  test('marks, goes on, takes back, comments, reads, and nothing jumps', async (t) => {
    const page = await sit('painting');
    const [first] = await sheets(page, 'Chưa chấm');
    await to(page, first);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => { window.shifts.length = 0; });
    await press(page, '7', '8', '9', '0');
    await settled(page);
    await page.locator('[data-status]', { hasText: /Đã lưu \d\d:\d\d/ }).waitFor();
    assert.deepEqual(await given(page), ['7', '8', '9', '10']);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    assert.deepEqual(await page.evaluate(() => window.shifts), [], 'marks move nothing on the page');

    await press(page, 'u');
    await page.locator('[data-status]', { hasText: 'Đã hoàn tác' }).waitFor();
    await settled(page);
    assert.deepEqual(await saved(page, first), ['7', '8', '9', ''], 'the first mark of a criterion is taken back to none');
    await page.reload();
    await press(page, 'u');
    assert.deepEqual(await given(page), ['7', '8', '9', ''], 'one step only');

    await press(page, 'm');
    await page.keyboard.type('Màu ấm. 10 x');
    await press(page, 'Escape');
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.id === 'comment'), false);
    assert.equal(await page.evaluate(() => location.hash), '');
    await press(page, '4');
    await settled(page);

    await press(page, 'f');
    assert.equal(await page.locator('.stay').isVisible(), false);
    assert.equal(await page.locator('[data-thumb]').isVisible(), true, 'marks stay within reach');
    await press(page, 'f');
    assert.equal(await page.locator('.stay').isVisible(), true);

    await press(page, 'z');
    assert.equal(await page.locator('.frame.near').count(), 1);
    await press(page, 'Escape');
    await press(page, '?');
    assert.equal(await page.locator('#keys').isVisible(), true);
    await press(page, 'Escape', 'x');
    assert.equal(await page.locator('#recuse').isVisible(), true);
    await press(page, 'Escape');

    await page.waitForLoadState('networkidle');
    const before = new URL(page.url()).pathname;
    await Promise.all([page.waitForNavigation(), press(page, 'j')]);
    assert.notEqual(new URL(page.url()).pathname, before);
    const shown = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      const [picture] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/view'));
      return { answered: Math.round(entry.responseEnd), ready: Math.round(entry.domContentLoadedEventEnd), picture: picture && Math.round(picture.responseEnd), again: picture?.transferSize === 0, delivery: entry.deliveryType };
    });
    t.diagnostic(`the next work, in ms after the key: ${JSON.stringify(shown)}`);
    assert.equal(shown.again, true, 'its picture was there already');
    await Promise.all([page.waitForNavigation(), press(page, 'k')]);
    assert.equal(new URL(page.url()).pathname, before);
    assert.deepEqual(await given(page), ['7', '8', '9', '4']);
    assert.equal(await page.locator('#comment').inputValue(), 'Màu ấm. 10 x');
    await sound(page);
    await page.screenshot({ path: 'shots/juror-score-1280-light.png' });
    await page.context().close();
  });

  test('the last mark of one work is taken back from the next', async () => {
    const page = await sit('painting');
    const [, first] = await sheets(page, 'Chưa chấm');
    await to(page, first);
    await press(page, '5', '6');
    await settled(page);
    await Promise.all([page.waitForNavigation(), press(page, 'j')]);
    await press(page, 'u');
    const code = first.split('/').pop();
    await page.locator('[data-status]', { hasText: `Đã hoàn tác điểm vừa cho ở bài ${code}` }).waitFor();
    await settled(page);
    assert.deepEqual(await saved(page, first), ['5', '', '', '']);
    await page.context().close();
  });

  test('single keys can be switched off, and stay off', async () => {
    const page = await sit('poem');
    const [first] = await sheets(page, 'Chưa chấm');
    await to(page, first);
    const before = await given(page);
    await press(page, '?');
    await page.click('[data-keys-switch]');
    await press(page, 'Escape');
    await page.reload();
    await press(page, '7', 'x', 'f');
    assert.deepEqual(await given(page), before);
    assert.equal(await page.locator('#recuse').isVisible(), false);
    assert.equal(await page.locator('.stay').isVisible(), true);
    await page.context().close();
  });
});

describe('a juror with fingers only', () => {
  test('marks under the thumb on a phone, each large enough', async () => {
    const page = await sit('poem', { width: 360, height: 780, touch: true, scheme: 'dark' });
    const [first] = await sheets(page, 'Chưa chấm');
    await to(page, first);
    const thumb = page.locator('[data-thumb]');
    await thumb.waitFor();
    const small = await thumb.locator('button, a').evaluateAll((all) => all.map((key) => key.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44));
    assert.deepEqual(small, []);
    const box = await thumb.boundingBox();
    assert.ok(box.y + box.height <= 781 && box.height < 200, JSON.stringify(box));
    await page.evaluate(() => { window.shifts.length = 0; });
    const count = await page.locator('[data-criterion]').count();
    for (let n = 0; n < count; n += 1) {
      await page.locator('[data-thumb-place]', { hasText: `${n + 1}/${count}` }).waitFor();
      await thumb.getByRole('button', { name: '8', exact: true }).tap();
    }
    await settled(page);
    assert.deepEqual(await page.evaluate(() => window.shifts), [], 'nothing jumps under the thumb');
    assert.deepEqual(await given(page), Array(count).fill('8'));
    await thumb.locator('[data-thumb-step="-1"]').tap();
    await thumb.getByRole('button', { name: '6', exact: true }).tap();
    await settled(page);
    await page.screenshot({ path: 'shots/juror-thumb-360-dark.png' });
    await page.locator('[data-read]').tap();
    await page.screenshot({ path: 'shots/juror-read-360-dark.png' });
    assert.equal(await thumb.isVisible(), true);
    await page.locator('[data-read]').tap();
    await page.locator('[data-undo]').tap();
    await settled(page);
    assert.deepEqual(await saved(page, first), Array(count).fill('8'));
    await sound(page);
    // the end of the page can be reached above the pad
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const foot = await page.locator('.foot').boundingBox();
    const pad = await thumb.boundingBox();
    assert.ok(foot.y + foot.height <= pad.y + 1, 'the pad covers nothing at the end');
    await page.context().close();
  });

  test('on a tablet all marks stand in one row', async () => {
    const page = await sit('painting', { width: 820, height: 1180, touch: true });
    const [first] = await sheets(page, 'Chưa chấm');
    await to(page, first);
    const tops = await page.locator('[data-thumb-keys] button').evaluateAll((all) => [...new Set(all.map((key) => Math.round(key.getBoundingClientRect().top)))]);
    assert.equal(tops.length, 1);
    await page.screenshot({ path: 'shots/juror-tablet-820-light.png' });
    await sound(page);
    await page.context().close();
  });
});

describe('trust', () => {
  test('without a network marks wait, survive a reload of the list, and arrive', async () => {
    const page = await sit('painting');
    const waiting = await sheets(page, 'Chưa chấm');
    const path = waiting.at(-1);
    await to(page, path);
    await press(page, '3');
    await settled(page);
    await page.context().setOffline(true);
    await press(page, '4', '5');
    await page.locator('[data-status].waiting', { hasText: 'Chờ mạng' }).waitFor();
    assert.equal(Object.keys(JSON.parse(await page.evaluate(() => localStorage.getItem('marks-waiting')))).length, 2);
    await page.context().setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await settled(page);
    assert.deepEqual(await saved(page, path), ['3', '4', '5', '']);
    await page.context().close();
  });

  test('an answer that is lost on its way is not taken for another window', async () => {
    const page = await sit('painting');
    const path = (await sheets(page, 'Chưa chấm')).at(-2);
    await to(page, path);
    let lost = 1;
    await page.route('**/mark', async (route) => {
      if (lost > 0) {
        lost -= 1;
        await route.fetch({ maxRetries: 3 }); // a line that stood idle may just have been closed
        await route.abort();
      } else {
        await route.continue();
      }
    });
    await press(page, '3');
    await page.locator('[data-status].waiting').waitFor();
    // another mark for the same criterion, before anybody knows that the first one arrived
    await page.locator('[data-criterion]').first().getByRole('radio', { name: '8', exact: true }).check({ force: true });
    await settled(page);
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.equal((await saved(page, path))[0], '8');
    await page.context().close();
  });

  for (const mine of [true, false]) {
    test(`two windows: the juror is shown both marks and keeps ${mine ? 'this one' : 'the other'}`, async () => {
      const page = await sit('poem');
      const [path] = await sheets(page, 'Đã chấm');
      await to(page, path);
      const other = await page.context().newPage();
      await to(other, path);
      await other.keyboard.press('Tab');
      const first = (tab) => tab.locator('[data-criterion]').first();
      // two marks that do not stand there yet
      const [stood] = await given(page);
      const [theirs, ours] = ['2', '3', '8', '9'].filter((mark) => mark !== stood);
      await first(other).getByRole('radio', { name: theirs, exact: true }).check({ force: true });
      await settled(other);
      await first(page).getByRole('radio', { name: ours, exact: true }).check({ force: true });
      const dialog = page.locator('#differs');
      await dialog.waitFor();
      const words = await dialog.innerText();
      assert.ok(words.includes(`cửa sổ khác đã lưu ${theirs}, ở đây chọn ${ours}`), words);
      assert.deepEqual(await findings(page), []);
      if (mine) await page.screenshot({ path: 'shots/juror-differs-1280-light.png' });
      assert.equal((await saved(other, path))[0], theirs, 'nothing is overwritten before the choice');
      await dialog.locator(`[data-keep=${mine ? 'mine' : 'theirs'}]`).click();
      await settled(page);
      const wanted = mine ? ours : theirs;
      assert.equal((await given(page))[0], wanted);
      assert.equal((await saved(other, path))[0], wanted);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});

const near = (page) => page.locator('.frame').evaluateAll((all) => all.map((frame) => {
  const image = frame.querySelector('img').getBoundingClientRect();
  const box = frame.getBoundingClientRect();
  return {
    near: frame.classList.contains('near'),
    scale: image.width / Math.min(box.width, box.height * (image.width / image.height)),
    middle: [(box.left + box.width / 2 - image.left) / image.width, (box.top + box.height / 2 - image.top) / image.height],
  };
}));
const alike = (places) => {
  for (const place of places.slice(1)) {
    assert.ok(Math.abs(place.scale / places[0].scale - 1) < 0.02, JSON.stringify(places));
    for (const n of [0, 1]) assert.ok(Math.abs(place.middle[n] - places[0].middle[n]) < 0.03, JSON.stringify(places));
  }
};

describe('comparing', () => {
  test('C chooses on the sheets; paintings zoom and move together until that is switched off', async () => {
    const page = await sit('painting');
    const all = await sheets(page, 'Đã chấm');
    for (const path of all.slice(0, 3)) {
      await to(page, path);
      await press(page, 'c');
    }
    await to(page, list);
    assert.equal(await page.locator('input[name=code]:checked').count(), 3, 'the list shows the same choice');
    await to(page, all[0]);
    await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: 'So sánh 3 bài' }).click()]);
    assert.equal(await page.locator('.compare > section').count(), 3);
    assert.equal(await page.locator('.own-marks').count(), 3);
    await page.waitForLoadState('networkidle');
    await sound(page);
    await page.screenshot({ path: 'shots/juror-compare-1280-light.png', fullPage: true });
    await page.locator('.frame a').first().focus();
    await press(page, 'Enter');
    await press(page, 'ArrowRight', 'ArrowDown');
    const places = await near(page);
    assert.ok(places.every((place) => place.near && place.scale > 2), JSON.stringify(places));
    alike(places);
    await sound(page);
    await page.locator('[data-together] input').uncheck();
    await page.locator('.frame').nth(1).hover();
    await page.mouse.wheel(0, -300);
    const apart = await near(page);
    assert.deepEqual(apart[0], places[0]);
    assert.ok(apart[1].scale > places[1].scale * 1.5);
    await page.locator('[data-together] input').check();
    await page.locator('.frame').first().locator('[data-zoom-act=close]').click();
    assert.equal(await page.locator('.frame.near').count(), 0, 'closed together');
    await page.context().close();
  });

  test('songs play one at a time and go on where they were left', async () => {
    const page = await sit('song');
    const all = [...await sheets(page, 'Đã chấm'), ...await sheets(page, 'Chưa chấm')];
    await to(page, all[0]);
    const audio = page.locator('audio').first();
    await press(page, ' ');
    await page.waitForFunction(() => !document.querySelector('audio').paused && document.querySelector('audio').currentTime > 1.2);
    await press(page, ' ');
    assert.equal(await audio.evaluate((player) => player.paused), true);
    const left = await audio.evaluate((player) => player.currentTime);
    await Promise.all([page.waitForNavigation(), press(page, 'j')]);
    await to(page, all[0]);
    await page.waitForFunction((at) => Math.abs(document.querySelector('audio').currentTime - at) < 1.5, left);
    await page.screenshot({ path: 'shots/juror-song-1280-light.png' });
    await sound(page);
    const codes = all.slice(0, 2).map((path) => `code=${path.split('/').pop()}`);
    await to(page, `${all[0].replace(/[^/]+$/, '')}compare?${codes.join('&')}`);
    await page.locator('audio').evaluateAll(async ([one, two]) => {
      await one.play();
      await two.play();
    });
    assert.deepEqual(await page.locator('audio').evaluateAll((players) => players.map((player) => player.paused)), [true, false]);
    await sound(page);
    await page.context().close();
  });

  for (const [kind, scripts] of [['poem', false], ['initiative', false], ['initiative', true]]) {
    test(`${kind}, ${scripts ? 'with' : 'without'} scripts, chosen on the list`, async () => {
      const page = await sit(kind, { width: scripts ? 1280 : 820, scheme: 'dark', scripts });
      await to(page, list);
      await page.getByText('Danh sách bài').click();
      const boxes = page.locator('input[name=code]');
      for (let n = 0; n < 4; n += 1) await boxes.nth(n).check();
      if (scripts) assert.equal(await boxes.nth(4).isDisabled(), true, 'four at most');
      await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'So sánh các bài đã chọn' }).click()]);
      assert.equal(await page.locator('.compare > section').count(), 4);
      await page.screenshot({ path: `shots/juror-compare-${kind}-dark.png` });
      if (scripts) await sound(page);
      await page.context().close();
    });
  }
});

describe('every page of a juror, narrow and wide, light and dark', () => {
  for (const kind of Object.keys(seats)) {
    for (const width of widths) {
      for (const scheme of schemes) {
        test(`${kind} ${width} ${scheme}`, async () => {
          const page = await sit(kind, { width, height: 800, scheme, touch: width < 600 });
          const all = [...await sheets(page, 'Đã chấm'), ...await sheets(page, 'Chưa chấm')];
          await to(page, list);
          await page.locator('details').evaluateAll((folds) => folds.forEach((fold) => { fold.open = true; }));
          await sound(page);
          await page.screenshot({ path: `shots/juror-today-${kind}-${width}-${scheme}.png`, fullPage: true });
          await to(page, all[0]);
          await sound(page);
          await page.screenshot({ path: `shots/juror-score-${kind}-${width}-${scheme}.png`, fullPage: true });
          await page.context().close();
        });
      }
    }
  }
});

// at the end: it judges everything that is left
describe('a pack', () => {
  for (const kind of Object.keys(seats)) {
    test(`works of a pack are judged without a network, and a report tells what arrived: ${kind}`, async () => {
      const page = await sit(kind);
      const pack = `${list}/${{ song: 'ca-khuc', painting: 'tranh-ve', poem: 'tho', initiative: 'sang-kien' }[kind]}/pack`;
      await to(page, pack);
      await sound(page);
      await page.locator('[data-pack-fetch]').click();
      await page.locator('[data-pack-state]', { hasText: 'Trên máy này đã có' }).waitFor({ timeout: 60_000 });
      const todo = (await sheets(page, 'Chưa chấm')).slice(0, 20);
      await offline(page, true);
      for (const path of todo) {
        await to(page, path);
        const picture = page.locator('main .frame img').first();
        if (await picture.count()) assert.ok(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), `${path} shows its picture`);
        assert.ok(await page.evaluate(() => document.fonts.size > 0 && getComputedStyle(document.body).fontFamily.length > 0));
        const pads = await page.locator('[data-criterion]').count();
        for (let n = 0; n < pads; n += 1) await press(page, '7');
        assert.deepEqual(await given(page), Array(pads).fill('7'));
      }
      await stillOffline(page);
      await page.locator('form[data-score] button[value=next]').click();
      await stillOffline(page);
      await to(page, list);
      const waits = await page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem('marks-waiting'))).length);
      assert.equal(waits > todo.length * 2, true, 'every mark waits on the device');
      await offline(page, false);
      await to(page, pack);
      await settled(page);
      await page.locator('[data-report-sent]', { hasText: `${waits}` }).waitFor();
      for (const path of todo) assert.ok((await saved(page, path)).every((mark) => mark === '7'), path);
      await page.locator('[data-report-clear]').click();
      assert.equal(await page.locator('[data-report]').isVisible(), false);
      await page.locator('[data-pack-drop]').click();
      await page.context().setOffline(true);
      await assert.rejects(page.goto(new URL(todo[0], server.base).href), 'what was dropped is gone');
      await page.context().setOffline(false);
      assert.deepEqual(page.complaints, []);
    });
  }
});
