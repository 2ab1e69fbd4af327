// Promises R4 and R10: two servers over one PostgreSQL and one store behave as one, whichever of them is killed. Nobody's work is
// lost or doubled, a link opens on both, a message leaves once, and what is announced on one is announced on the other.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { serve } from '../browser/server.mjs';
import { contest, crowd, form, hidden, later, organiser, seeded } from './people.mjs';
import { freshDatabase } from './postgres.mjs';

const ROUNDS = Number(process.env.HOABAN_FAULT_ROUNDS ?? 8);
const PEOPLE = 10;

// A mail server that takes everything and remembers for whom.
const post = async () => {
  const taken = [];
  const server = createServer((socket) => {
    let letter = false;
    let waiting = '';
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 here');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      waiting += bytes;
      const lines = waiting.split('\r\n');
      waiting = lines.pop();
      for (const line of lines) {
        if (letter) { if (line === '.') { letter = false; say('250 taken'); } continue; }
        const to = /^RCPT TO:<([^>]+)>/i.exec(line);
        if (to) taken.push(to[1]);
        letter = /^DATA/i.test(line);
        if (/^QUIT/i.test(line)) { say('221 bye'); socket.end(); } else say(letter ? '354 go on' : '250 fine');
      }
    });
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { taken, url: `smtp://127.0.0.1:${server.address().port}`, close: () => server.close() };
};

test('two servers over one database and one store, each killed in turn', async (at) => {
  const chance = seeded(at);
  const s3 = process.env.HOABAN_TEST_S3;
  assert.ok(s3, 'HOABAN_TEST_S3 names an S3 server');
  const bucket = `servers-${process.pid}`;
  await fetch(`${s3}/${bucket}`, { method: 'PUT', headers: { 'content-length': '0' } });
  const mail = await post();
  const folders = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'hoaban-server-'))));
  const shared = {
    HOABAN_DATABASE_URL: await freshDatabase(`servers_${process.pid}`), HOABAN_STORE_URL: `s3://${bucket}`, HOABAN_SMTP_URL: mail.url,
    HOABAN_TRUSTED_PROXIES: '1', AWS_ENDPOINT: s3, AWS_ALLOW_HTTP: 'true', AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: process.env.HOABAN_TEST_S3_KEY ?? 'test', AWS_SECRET_ACCESS_KEY: process.env.HOABAN_TEST_S3_SECRET ?? 'test',
  };
  const env = { PATH: process.env.PATH, ...shared, HOABAN_DATA: join(folders[0], 'data') };
  const { stdout } = await promisify(execFile)(process.env.HOABAN_TEST_BIN, ['demo', '--stage', 'open', '--entries', '8', '--no-serve', '--data', env.HOABAN_DATA], { env });
  const start = (n) => serve(['serve'], /serving on/, folders[n], shared);
  const servers = await Promise.all([start(0), start(1)]);
  // a server left behind would keep the whole run
  at.after(async () => {
    for (const server of servers) await server.close();
    mail.close();
  });
  // a balancer: every request goes to the other server; one that is gone is gone round
  let turn = 0;
  const people = crowd(() => servers[(turn += 1) % 2].base);

  const journal = [];
  let person = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sending = Array.from({ length: PEOPLE }, () => people.send((person += 1)).then((told) => journal.push(told)));
    await later(chance() * 600);
    const n = round % 2;
    await servers[n].kill();
    await later(200);
    servers[n] = await start(n);
    await Promise.all(sending);
  }
  const numbers = journal.map(({ statement }) => Number(statement.code.split('-')[1])).sort((a, b) => a - b);
  assert.deepEqual(numbers, numbers.map((_, n) => numbers[0] + n), 'every number once');
  for (const server of servers) {
    const own = crowd(() => server.base);
    for (const told of journal) assert.deepEqual((await own.receiptOf(told.person, told.link)).receipt, told.receipt, told.statement.code);
  }

  // the same post fifty times at once, on both servers: one work
  const first = `/vi/${contest}/enter/tho`;
  const blank = await people.surely(900, first);
  const poem = () => {
    const fields = new FormData();
    for (const key of ['csrf', 'once']) fields.set(key, hidden(blank.text, key));
    fields.set('title', 'Một lần');
    fields.set('text', 'Hoa ban nở');
    return { method: 'POST', body: fields };
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => people.surely(900, first, poem())));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
  assert.equal(new Set(answers.map(({ place }) => place)).size, 1, 'one work');

  // signed in on one, signed in on both; every letter leaves once, whoever sends it
  const ask = await organiser(stdout, () => servers[(turn += 1) % 2].base);
  const invited = 12;
  for (let n = 0; n < invited; n += 1) {
    const page = await ask(`/vi/${contest}/organise/people`);
    assert.equal(page.status, 200);
    const guest = { name: `Giám khảo ${n}`, login: `nguoi${n}@example.vn`, role: 'juror', category: 'tho' };
    const shown = await ask(`/vi/${contest}/organise/people`, form({ csrf: hidden(page.text, 'csrf'), ...guest }));
    assert.ok(shown.status < 400, shown.text);
  }
  const deadline = Date.now() + 30000;
  const letters = () => mail.taken.filter((to) => to.startsWith('nguoi'));
  while (new Set(letters()).size < invited && Date.now() < deadline) await later(200);
  await later(6000);
  assert.equal(new Set(letters()).size, invited, 'a letter each');
  assert.equal(letters().length, invited, 'and no more');

  at.diagnostic(`${journal.length} receipts, ${letters().length} letters`);
});
