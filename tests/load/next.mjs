// How long the next work takes on a juror's screen: HOABAN_TEST_BIN=target/release/hoaban node tests/load/next.mjs [entries] [works]
// In real Chromium with scripts, for each kind: from the key J to the moment the next work is drawn, its picture decoded. The page
// before has fetched what the next one needs. Prints median, 95th percentile and the slowest.
import { launch } from '../browser/browser.mjs';
import { demo } from '../browser/server.mjs';

const [entries = '60', works = '20'] = process.argv.slice(2);
const server = await demo('judging', Number(entries));
const browser = await launch();
const password = /signing decisions: (.+)/.exec(server.said)[1].trim();
const at = (path) => new URL(path, server.base).href;

for (const [kind, seat] of Object.entries({ song: 1, painting: 5, poem: 10, initiative: 13 })) {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(at('/vi/sign-in'));
  await page.locator('input[name=login]').fill(`juror-${seat}@demo.example`);
  await page.locator('input[type=password]').fill(password);
  await Promise.all([page.waitForNavigation(), page.locator('main form button').first().click()]);
  await page.goto(at('/vi/sonla-2024/jury'));
  await page.locator('details').evaluateAll((all) => all.forEach((fold) => { fold.open = true; }));
  await page.goto(at(await page.locator('li.picked a.row').first().getAttribute('href')));
  const took = [];
  while (took.length < Number(works) && await page.locator('[data-key=next]').count()) {
    // a juror looks at a work for some seconds; what is fetched ahead needs less
    await page.waitForTimeout(700);
    const from = await page.evaluate(() => performance.timeOrigin + performance.now());
    await Promise.all([page.waitForNavigation({ waitUntil: 'commit' }), page.keyboard.press('j')]);
    const drawn = await page.evaluate(async () => {
      const picture = document.querySelector('main .frame img');
      if (picture) await picture.decode();
      await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
      return performance.timeOrigin + performance.now();
    });
    took.push(drawn - from);
  }
  took.sort((a, b) => a - b);
  const share = (part) => took[Math.min(took.length - 1, Math.floor(took.length * part))]?.toFixed(0);
  console.log(`${kind}: ${took.length} works, median ${share(0.5)} ms, p95 ${share(0.95)} ms, slowest ${share(1)} ms`);
  await context.close();
}
await browser.close();
await server.close();
process.exit(0);
