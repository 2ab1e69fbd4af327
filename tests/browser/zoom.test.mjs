// HOABAN_TEST_BIN, of which it starts an open demonstration: a large painting is looked at closely, by mouse, by two
// fingers, by keys and by buttons, in tiles that are as sharp as the screen.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings, launch, open as openAt, sideways } from './browser.mjs';
import { demo } from './server.mjs';
import { photo } from './works.mjs';

const contest = 'sonla-2024';
const title = 'Bức tranh rất lớn';
let browser;
let server;
let desk;
const open = (path, options) => openAt(browser, new URL(path, server.base).href, options);
const go = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

before(async () => {
  server = await demo('open', 4);
  browser = await launch();
  const page = await open(`/vi/${contest}/enter/tranh-ve`, { scripts: false });
  await page.fill('#title', title);
  await page.setInputFiles('#work', { name: 'tranh.jpg', mimeType: 'image/jpeg', buffer: await photo(browser, 1) });
  await go(page, '.bar button');
  await page.fill('#name', 'Lò Thị Mai Hương');
  await page.fill('#birth_year', '1990');
  await page.fill('#phone', '0912 345 678');
  await go(page, '.bar button');
  await page.check('input[name=ai][value=none]');
  await page.check('#takes_part');
  await page.check('input[name=named][value=no]');
  await go(page, '.bar button');
  await page.context().close();
  desk = new URL(/clerk .*?(http\S+)/.exec(server.said)[1]).pathname;
});
after(async () => {
  await browser?.close();
  await server?.close();
});

// the clerk's page of the painting, once its tiles are cut
const work = async (options) => {
  const page = await open(desk, options);
  await page.goto(new URL(`/vi/${contest}/desk`, server.base).href);
  await Promise.all([page.waitForNavigation(), page.getByRole('row', { name: title }).getByRole('link').first().click()]);
  const tile = await page.getAttribute('.frame', 'data-tiles');
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await page.request.get(new URL(`${tile}-1-0-0`, server.base).href, { maxRetries: 3 })).ok()) return page;
    await new Promise((later) => { setTimeout(later, 200); });
  }
  throw new Error('the painting was never cut');
};

// the tiles that are there: their scale factors, and whether each has arrived
const tiles = async (page) => {
  await page.waitForFunction(() => [...document.querySelectorAll('.tiles img')].every((tile) => tile.complete));
  return page.locator('.tiles img').evaluateAll((all) => all.map((tile) => ({
    scale: Number(/-(\d+)-\d+-\d+$/.exec(tile.src)[1]), width: tile.naturalWidth,
  })));
};
const place = (page) => page.locator('.frame img').first().evaluate((image) => {
  const { left, top, width } = image.getBoundingClientRect();
  return { left: Math.round(left), top: Math.round(top + scrollY), width: Math.round(width) };
});

describe('looking closely', () => {
  test('a click opens where it fell, and the wheel brings the sharpest tiles', async () => {
    const page = await work({ width: 1280 });
    await page.click('.frame img', { position: { x: 80, y: 60 } });
    await page.locator('.frame.near').waitFor();
    const frame = await page.locator('.frame').boundingBox();
    const near = await place(page);
    const scrolled = await page.evaluate(() => scrollY);
    assert.ok(near.left <= frame.x + 1 && near.top <= frame.y + scrolled + 1 && near.width > frame.width, JSON.stringify(near));
    await page.mouse.move(frame.x + 200, frame.y + 200);
    for (let turn = 0; turn < 6; turn += 1) await page.mouse.wheel(0, -200);
    await page.waitForFunction(() => document.querySelector('.tiles img[src*="tile-1-"]'));
    const shown = await tiles(page);
    assert.ok(shown.some(({ scale, width }) => scale === 1 && width > 0), 'the largest level is there');
    assert.ok(shown.length < 40, `${shown.length} tiles are no more than what is seen`);
    assert.deepEqual(await findings(page), []);
    assert.equal(await sideways(page), 0);
    const before = await place(page);
    await page.mouse.down();
    await page.mouse.move(frame.x + 120, frame.y + 150, { steps: 5 });
    await page.mouse.up();
    const after = await place(page);
    assert.deepEqual([after.left - before.left, after.top - before.top], [-80, -50], 'the picture follows the hand');
    mkdirSync('shots', { recursive: true });
    await page.screenshot({ path: 'shots/zoom-1280.png' });
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('keys and buttons do the same, and Escape gives the page back as it was', async () => {
    const page = await work({ width: 1280 });
    const whole = await place(page);
    await page.locator('.frame a').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.frame.near').waitFor();
    const opened = await place(page);
    await page.keyboard.press('+');
    assert.ok((await place(page)).width > opened.width * 1.9);
    const before = await place(page);
    await page.keyboard.press('ArrowRight');
    assert.equal((await place(page)).left, before.left - 80);
    await page.click('[data-zoom-act=whole]');
    const frame = await page.locator('.frame').boundingBox();
    assert.ok((await place(page)).width <= frame.width + 1);
    await page.click('[data-zoom-act=in]');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.frame.near').count(), 0);
    assert.deepEqual(await place(page), whole);
    assert.equal(await page.locator('.tiles').count(), 0);
    await page.context().close();
  });

  test('two fingers spread the picture on a phone, and nothing moves sideways', async () => {
    const page = await work({ width: 360 });
    await page.locator('.frame img').scrollIntoViewIfNeeded();
    await page.click('.frame img');
    await page.locator('.frame.near').waitFor();
    await page.locator('.frame').scrollIntoViewIfNeeded();
    const before = await place(page);
    const box = await page.locator('.frame').boundingBox();
    const [x, y] = [box.x + box.width / 2, Math.max(box.y, 0) + 200];
    const fingers = await page.context().newCDPSession(page);
    const touch = (type, apart) => fingers.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x - apart, y, id: 1 }, { x: x + apart, y, id: 2 }],
    });
    await touch('touchStart', 30);
    for (const apart of [40, 60, 80, 90]) await touch('touchMove', apart);
    await touch('touchEnd');
    await page.waitForFunction((width) => document.querySelector('.frame img').getBoundingClientRect().width > width * 2, before.width);
    const shown = await tiles(page);
    assert.ok(shown.length > 0 && shown.every(({ width }) => width > 0));
    assert.equal(await sideways(page), 0);
    assert.deepEqual(await findings(page), []);
    await page.screenshot({ path: 'shots/zoom-360.png' });
    await page.context().close();
  });

  test('without scripts the link leads to the largest picture', async () => {
    const page = await work({ width: 1280, scripts: false });
    const large = await page.locator('.frame figcaption a').getAttribute('href');
    const answer = await page.request.get(new URL(large, server.base).href, { maxRetries: 3 });
    assert.ok(answer.ok() && answer.headers()['content-type'] === 'image/jpeg');
    assert.equal(await page.locator('[data-zoom-bar]').isVisible(), false);
    await page.context().close();
  });
});
