// HOABAN_TEST_BIN, of which it starts a demonstration that is signed and not announced: a work is dragged to another wall, and an
// evening announces award by award, also over a network that comes and goes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { demo } from './server.mjs';

const contest = '/vi/sonla-2024';
let server;
let browser;
let page;

before(async () => {
  server = await demo('decided', 40);
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${server.base}/vi/sign-in`);
  await page.fill('[name=login]', 'organiser@demo.example');
  await page.fill('[type=password]', /signing decisions: (.+)/.exec(server.said)[1].trim());
  await Promise.all([page.waitForNavigation(), page.click('main form button')]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('a work that is dragged to another wall hangs there', { timeout: 60_000 }, async () => {
  await page.goto(`${server.base}${contest}/organise/exhibition`);
  const walls = page.locator('.wall');
  await walls.nth(2).evaluate((wall) => scrollTo(0, wall.offsetTop - 450));
  const held = walls.nth(1).locator('.pieces li').last();
  const work = await held.getAttribute('data-work');
  const from = await held.locator('.piece').boundingBox();
  const to = await walls.nth(2).locator('.pieces').boundingBox();
  assert.ok(from && to && to.y < 880, 'both walls are in sight');
  await page.mouse.move(from.x + 30, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 20, { steps: 4 });
  await page.mouse.move(to.x + 22, to.y + 22);
  await Promise.all([page.waitForNavigation(), page.mouse.up()]);
  await page.waitForLoadState();
  assert.equal(await page.locator('.wall').nth(2).locator(`[data-work="${work}"]`).count(), 1);
  assert.equal(await page.locator(`[data-work="${work}"]`).count(), 1, 'it hangs once');
});

test('an evening announces what was shown, in order, once there is a network', { timeout: 90_000 }, async () => {
  await page.goto(`${server.base}${contest}/ceremony`);
  await page.fill('[name=held_at]', '19:30 07/10/2026');
  await page.fill('[name=place]', 'Nhà văn hóa trung tâm');
  await page.check('[name=step_by_step]');
  await Promise.all([page.waitForNavigation(), page.locator('main form .actions button').last().click()]);
  const visitor = await (await browser.newContext()).newPage();
  const public_ = async () => {
    await visitor.goto(`${server.base}${contest}/winners`);
    return visitor.locator('.tier li').count();
  };
  const works = async () => page.locator('.slide.work:visible').count();
  const shown = async (n) => {
    for (let seen = 0; seen < n; seen += await works()) await page.keyboard.press('ArrowRight');
  };
  await page.goto(`${server.base}${contest}/ceremony/screen`);
  await shown(3);
  assert.equal(await public_(), 0, 'a rehearsal announces nothing');
  for (let n = 0; n < 12; n += 1) await page.keyboard.press('ArrowLeft');
  await Promise.all([page.waitForNavigation(), page.locator('.slide form button').first().click()]);
  await page.waitForSelector('[data-live]');
  assert.equal(await public_(), 0, 'where the rehearsal ended is not where the evening begins');

  await shown(1);
  await page.waitForFunction(() => document.querySelector('[data-said]').textContent === document.querySelector('[data-said]').dataset.said);
  assert.equal(await public_(), 1);
  await page.context().setOffline(true);
  await shown(2);
  await page.waitForFunction(() => document.querySelector('[data-said]').textContent === document.querySelector('[data-said]').dataset.waits);
  assert.equal(await public_(), 1, 'the screen goes on without a network');
  await page.context().setOffline(false);
  await page.waitForFunction(() => document.querySelector('[data-said]').textContent === document.querySelector('[data-said]').dataset.said, null, { timeout: 20_000 });
  assert.equal(await public_(), 3);
});
