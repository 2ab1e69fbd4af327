// How long the next work takes on a juror's screen: HOABAN_TEST_BIN=target/release/hoaban node tests/load/next.mjs [entries] [works]
// In real Chromium with scripts, for each kind: from the key J to the moment the browser has painted the next work, its picture too.
// The sheet before lets the browser draw the next one ahead; a juror looks at a work for some seconds, here for one.
import { pause, undriven } from '../browser/devtools.mjs';
import { demo } from '../browser/server.mjs';

const [entries = '60', works = '20'] = process.argv.slice(2);
const server = await demo('judging', Number(entries));
const password = /signing decisions: (.+)/.exec(server.said)[1].trim();
const list = new URL('/vi/sonla-2024/jury', server.base).href;

// ms on the clock that both pages share
const pressed = "addEventListener('keydown', () => sessionStorage.setItem('pressed', performance.timeOrigin + performance.now()), { capture: true })";
const painted = `new Promise((done) => {
  const at = (entry) => performance.timeOrigin + (entry.renderTime || entry.startTime);
  let last = 0;
  new PerformanceObserver((seen) => { for (const entry of seen.getEntries()) last = Math.max(last, at(entry)); })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => {
    const first = performance.getEntriesByName('first-contentful-paint').map(at);
    const { activationStart } = performance.getEntriesByType('navigation')[0];
    done([Math.max(last, ...first) - Number(sessionStorage.getItem('pressed')), activationStart > 0]);
  }, 100);
})`;

for (const [kind, seat] of Object.entries({ song: 1, painting: 5, poem: 10, initiative: 13 })) {
  const browser = await undriven();
  await browser.signIn(server.base, `juror-${seat}@demo.example`, password);
  await browser.go(list);
  await browser.go(await browser.ask("document.querySelector('li.picked a.row').href"));
  const took = [];
  let ahead = 0;
  while (took.length < Number(works) && await browser.ask("Boolean(document.querySelector('[data-key=next]'))")) {
    await browser.ready();
    await pause(1000);
    const from = await browser.ask(`${pressed}; location.href`);
    await browser.press('j');
    await browser.until('the next work', () => browser.ask(`location.href !== ${JSON.stringify(from)} && document.readyState === 'complete'`));
    await pause(300);
    const [ms, drawn] = await browser.ask(painted);
    took.push(ms);
    ahead += drawn ? 1 : 0;
  }
  took.sort((a, b) => a - b);
  const share = (part) => took[Math.min(took.length - 1, Math.floor(took.length * part))]?.toFixed(0);
  console.log(`${kind}: ${took.length} works, ${ahead} drawn ahead, median ${share(0.5)} ms, p95 ${share(0.95)} ms, slowest ${share(1)} ms`);
  await browser.close();
}
await server.close();
process.exit(0);
