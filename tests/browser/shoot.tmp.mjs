import { launch } from './browser.mjs';
import { serve } from './samples.mjs';
const names = process.argv.slice(2);
const site = await serve('/tmp/s1');
const browser = await launch();
for (const name of names) for (const [w, scheme] of [[360,'light'],[1280,'dark']]) {
  const page = await browser.newPage({ viewport: { width: w, height: 800 }, colorScheme: scheme });
  await page.goto(`${site.base}/${name}`);
  await page.screenshot({ path: `/tmp/shot-${name}-${w}.png`, fullPage: true });
  console.log(name, w, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await page.close();
}
await browser.close(); site.close();
