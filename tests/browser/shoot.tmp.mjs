import { launch } from './browser.mjs';
import { serve } from './samples.mjs';
const names = process.argv.slice(2);
const site = await serve('/tmp/s1');
const browser = await launch();
for (const [w, h, scheme] of [[360, 800, 'light'], [1280, 900, 'dark']]) {
  const context = await browser.newContext({ viewport: { width: w, height: h }, colorScheme: scheme });
  const page = await context.newPage();
  for (const name of names) {
    await page.goto(`${site.base}/${name}.html`);
    await page.screenshot({ path: `/tmp/shots/${name}.${w}.png`, fullPage: true });
  }
}
await browser.close(); site.close?.(); process.exit(0);
