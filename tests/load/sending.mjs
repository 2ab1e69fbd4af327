// How many paintings are entered a second: form, picture, author, consents, receipt, at 8, 32 and 200 people at once, and how
// long pages take meanwhile.
//   HOABAN_TEST_BIN=target/release/hoaban node tests/load/sending.mjs PICTURE.jpg [rounds of each person]
import { readFileSync } from 'node:fs';
import { serve } from '../browser/server.mjs';
import { contest, form, hidden, later } from '../faults/people.mjs';

const [picture, rounds = '2'] = process.argv.slice(2);
const jpeg = readFileSync(picture);
// a comment of its own makes each file another one
const unlike = (n) => {
  const comment = Buffer.from(`painting ${n} of ${process.pid}`);
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
};
const database = process.env.HOABAN_DATABASE_URL ? { HOABAN_DATABASE_URL: process.env.HOABAN_DATABASE_URL } : {};
let server = await serve(['demo', '--stage', 'open', '--entries', '4', '--data', '<data>'], /serving on/, undefined, database);
await server.kill();
server = await serve(['serve'], /serving on/, server.folder, { ...database, HOABAN_TRUSTED_PROXIES: '1' });

let shed = 0;
const ask = async (person, path, options = {}) => {
  for (;;) {
    const answer = await fetch(new URL(path, server.base), {
      redirect: 'manual', ...options, headers: { 'x-forwarded-for': `10.${person >> 16}.${(person >> 8) & 255}.${person & 255}`, ...options.headers },
    });
    const text = await answer.text();
    if (answer.status < 500) return { status: answer.status, place: answer.headers.get('location'), text };
    shed += 1;
    await later(1000 * Math.min(Number(answer.headers.get('retry-after') ?? 1), 5));
  }
};
const went = (reply) => { if (reply.status !== 303) throw new Error(`${reply.status} ${/<h1[^>]*>([^<]*)/.exec(reply.text)?.[1]}`); return reply.place; };
const send = async (person) => {
  const first = `/vi/${contest}/enter/tranh-ve`;
  const blank = await ask(person, first);
  const fields = new FormData();
  for (const key of ['csrf', 'once']) fields.set(key, hidden(blank.text, key));
  fields.set('title', `Tranh ${person}`);
  fields.set('work', new Blob([unlike(person)], { type: 'image/jpeg' }), 'tranh.jpg');
  const place = went(await ask(person, first, { method: 'POST', body: fields }));
  const page = await ask(person, place);
  const author = { csrf: hidden(page.text, 'csrf'), name: `Người ${person}`, birth_year: '1980', phone: `09${String(10000000 + person)}` };
  went(await ask(person, place, form(author)));
  const link = place.replace(/\/author$/, '');
  const review = await ask(person, `${link}/review`);
  const answers = Object.fromEntries([...review.text.matchAll(/type="checkbox"[^>]*name="([^"]+)"/g)].map(([, key]) => [key, 'yes']));
  went(await ask(person, `${link}/review`, form({ csrf: hidden(review.text, 'csrf'), once: hidden(review.text, 'once'), ...answers, ai: 'none', takes_part: 'yes', named: 'no' })));
};
const middle = (all, part) => Math.round(all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))]);
let person = 0;
console.log(`${(jpeg.length / 1e6).toFixed(1)} MB each`);
console.log('people | works/s | p50 ms | p95 ms | failed | put off | a page meanwhile p50, p99 ms');
for (const people of (process.env.PEOPLE ?? "1,8,32,200").split(",").map(Number)) {
  const times = [];
  const pages = [];
  let failed = 0;
  let going = true;
  shed = 0;
  const reader = (async () => {
    while (going) {
      const at = performance.now();
      await (await fetch(new URL(`/vi/${contest}`, server.base))).text();
      pages.push(performance.now() - at);
      await later(50);
    }
  })();
  const begun = performance.now();
  await Promise.all(Array.from({ length: people }, async () => {
    for (let round = 0; round < Number(rounds); round += 1) {
      const at = performance.now();
      try { await send((person += 1)); times.push(performance.now() - at); } catch (error) { failed += 1; console.error(String(error)); }
    }
  }));
  const took = (performance.now() - begun) / 1000;
  going = false;
  await reader;
  console.log(`${people} | ${(times.length / took).toFixed(1)} | ${middle(times, 0.5)} | ${middle(times, 0.95)} | ${failed} | ${shed} | ${middle(pages, 0.5)}, ${middle(pages, 0.99)}`);
}
await server.close();
