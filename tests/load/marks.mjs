// How fast a juror's mark is saved: HOABAN_TEST_BIN=target/release/hoaban node tests/load/marks.mjs [entries] [seconds]
// Starts a demonstration that is being judged, signs a juror of each category in, and lets 1, 8 and 32 connections save marks, each its own
// sheet and criterion where there are enough. Every save is one durable transaction (SQLite, synchronous=FULL). Prints saves a
// second, latencies, and the server's processor time for each save.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { demo } from '../browser/server.mjs';

const [entries = '290', seconds = '10'] = process.argv.slice(2);
const server = await demo('judging', Number(entries));
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const address = new URL(server.base);

const send = (method, path, { cookie = '', body } = {}) => new Promise((done, failed) => {
  const headers = { cookie, host: address.host, 'sec-fetch-site': 'same-origin', accept: 'application/json, text/html' };
  if (body !== undefined) Object.assign(headers, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) });
  const asked = request({ agent, method, host: address.hostname, port: address.port, path, headers }, (answer) => {
    const pieces = [];
    answer.on('data', (piece) => pieces.push(piece));
    answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(pieces).toString() }));
  });
  asked.on('error', failed);
  asked.end(body);
});
const cookies = (answer, held = '') => [held, ...(answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0])].filter(Boolean).join('; ');
const csrfOf = (text) => /name="csrf" value="([^"]+)"/.exec(text)[1];

// everybody's open sheets with their criteria
const password = /signing decisions: (.+)/.exec(server.said)[1].trim();
const targets = [];
for (const [seat, slug] of [[5, 'tranh-ve'], [6, 'tranh-ve'], [10, 'tho'], [13, 'sang-kien']]) {
  const page = await send('GET', '/vi/sign-in');
  let cookie = cookies(page);
  const form = new URLSearchParams({ csrf: csrfOf(page.text), login: `juror-${seat}@demo.example`, password });
  cookie = cookies(await send('POST', '/vi/sign-in', { cookie, body: form.toString() }), cookie);
  const list = await send('GET', '/vi/sonla-2024/jury', { cookie });
  const sheets = [...new Set([...list.text.matchAll(new RegExp(`/vi/sonla-2024/jury/${slug}/[A-Z0-9]{3,}`, 'g'))].map(([path]) => path))];
  for (const sheet of sheets.slice(0, 12)) {
    const { text } = await send('GET', sheet, { cookie });
    if (!text.includes('data-score')) continue;
    const csrf = csrfOf(text);
    for (const [, field] of text.matchAll(/id="(mark-[0-9a-f-]{36})"/g)) targets.push({ cookie, csrf, path: `${sheet}/mark`, field });
  }
}
const busy = () => {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

console.log(`${entries} entries, ${targets.length} sheets and criteria, ${seconds} s each`);
for (const connections of [1, 8, 32]) {
  const took = [];
  let wrong = 0;
  const until = performance.now() + Number(seconds) * 1000;
  const [began, before] = [performance.now(), busy()];
  await Promise.all(Array.from({ length: connections }, async (_, n) => {
    for (let value = n; performance.now() < until; value += 1) {
      const { cookie, csrf, path, field } = targets[(n + connections * value) % targets.length];
      const body = new URLSearchParams({ csrf, field, value: String(1 + value % 10) }).toString();
      const start = performance.now();
      const { status } = await send('POST', path, { cookie, body });
      took.push(performance.now() - start);
      if (status !== 200) wrong += 1;
    }
  }));
  const elapsed = (performance.now() - began) / 1000;
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1);
  console.log(`c=${connections}: ${(took.length / elapsed).toFixed(0)}/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${((busy() - before) / took.length).toFixed(2)} CPU ms a save, ${wrong} refused`);
}
await server.close();
process.exit(0);
