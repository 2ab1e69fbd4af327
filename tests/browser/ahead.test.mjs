// HOABAN_TEST_BIN, of which it starts a demonstration that is being judged: the next sheet is drawn before it is asked for, and
// what this device remembers is still the business of the sheet in front.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { undriven } from './devtools.mjs';
import { demo } from './server.mjs';

let browser;
let server;

before(async () => {
  server = await demo('judging', 60);
  browser = await undriven();
  await browser.signIn(server.base, 'juror-5@demo.example', /signing decisions: (.+)/.exec(server.said)[1].trim());
  await browser.go(new URL('/vi/sonla-2024/jury', server.base).href);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const first = "[...document.querySelectorAll('li.picked')].find((row) => row.textContent.includes('Chưa chấm')).querySelector('a.row').href";
const code = "document.querySelector('form[data-score]').dataset.code";
const given = "[...document.querySelectorAll('[data-criterion]')].map((pad) => pad.querySelector(':checked')?.value ?? '').join()";
const mayUndo = "document.querySelector('[data-undo]').disabled === false";
const settled = "(localStorage.getItem('marks-waiting') ?? '{}') === '{}' && document.querySelector('[data-status]').textContent.includes('Đã lưu')";

test('marks, the step to take back and the works chosen are of the sheet in front', { timeout: 120_000 }, async () => {
  await browser.go(await browser.ask(first));
  const marked = await browser.ask(code);
  await browser.ready();
  assert.equal(await browser.askAhead(mayUndo), false);
  await browser.press('7');
  await browser.until('the mark is saved', () => browser.ask(settled));
  await browser.press('c');
  assert.equal(await browser.ask(given), '7,,,');
  assert.equal(await browser.askAhead(given), ',,,', 'a sheet drawn ahead takes no marks');
  assert.equal(await browser.askAhead(mayUndo), false);

  await browser.press('j');
  await browser.until('the next sheet', () => browser.ask(`${code} !== ${JSON.stringify(marked)}`));
  assert.ok(await browser.ask("performance.getEntriesByType('navigation')[0].activationStart > 0"), 'it was drawn before');
  await browser.until('the step of the sheet before', () => browser.ask(mayUndo));
  const chosen = await browser.ask("new URL(document.querySelector('[data-compare]').href).searchParams.getAll('code').join()");
  assert.equal(chosen, `${marked},${await browser.ask(code)}`, 'the work chosen before is compared with this one');

  await browser.press('u');
  await browser.until('taken back', () => browser.ask("document.querySelector('[data-status]').textContent.includes('Đã hoàn tác')"));
  await browser.press('k');
  await browser.until('the sheet before', () => browser.ask(`${code} === ${JSON.stringify(marked)} && document.readyState === 'complete'`));
  await browser.until('its mark is gone', () => browser.ask(`${given} === ',,,'`));
});
