// Promises R5 and R6: a full disk and a lost database cost nobody a work. Whoever sends is told at once that it was not taken,
// and that trying again helps; what was begun goes on as soon as the fault is over, without a restart.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { demo, serve } from '../browser/server.mjs';
import { crowd, later } from './people.mjs';
import { freshDatabase, line } from './postgres.mjs';

const run = promisify(execFile);
const trusted = { HOABAN_TRUSTED_PROXIES: '1' };

// While `hurt` holds, three people send; afterwards the same posts, word for word, are taken.
const endures = async (at, server, { hurt, mend, status, reads }) => {
  // a server left behind would keep the whole run
  at.after(() => server.close());
  const people = crowd(() => server.base);
  const waiting = [];
  for (const person of [1, 2, 3]) {
    const link = await people.begin(person);
    waiting.push({ person, link, post: await people.last(person, link) });
  }
  const earlier = await people.send(4);
  await hurt();
  const asked = Date.now();
  for (const { person, link, post } of waiting) {
    const answer = await people.ask(person, `${link}/review`, post);
    const text = await answer.text();
    assert.ok(status.includes(answer.status), `${answer.status}: ${server.said.slice(-600)}`);
    assert.ok(Number(answer.headers.get('retry-after')) > 0, 'tells when to come back');
    assert.match(text, /<h1>[^<]+<\/h1>/, 'a page');
    assert.doesNotMatch(text, /sqlx|database is|Postgres|os error/i, 'nothing internal');
  }
  at.diagnostic(`told after ${Math.round((Date.now() - asked) / waiting.length)} ms`);
  if (reads) assert.equal((await people.ask(5, earlier.link)).status, 200, 'reading goes on');
  const alive = await fetch(new URL('/healthz', server.base));
  assert.equal(alive.status, 200, 'the process is alive');
  await mend();
  const mended = Date.now();
  for (const { person, link, post } of waiting) {
    const answer = await people.surely(person, `${link}/review`, post);
    assert.equal(answer.status, 303, answer.text);
  }
  at.diagnostic(`taken ${Date.now() - mended} ms after the fault was over`);
  for (const { person, link } of waiting) {
    const { statement } = await people.receiptOf(person, link);
    assert.equal(statement.title, `Người ${person}`);
  }
  const still = await people.receiptOf(4, earlier.link);
  assert.deepEqual(still.receipt, earlier.receipt, 'what was told before stands');
};

test('a database file that somebody else holds', async (at) => {
  const server = await demo('open', 4);
  const database = join(server.folder, 'data', 'hoaban.db');
  const script = `import sqlite3, sys
held = sqlite3.connect(${JSON.stringify(database)}, isolation_level=None)
held.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()`;
  let holder;
  await endures(at, server, {
    status: [503],
    reads: true,
    async hurt() {
      holder = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
      at.after(() => holder.kill());
      await new Promise((done) => { holder.stdout.once('data', done); });
    },
    async mend() {
      const ended = new Promise((done) => { holder.once('close', done); });
      holder.stdin.end();
      await ended;
    },
  });
});

for (const fault of ['freeze', 'cut']) {
  test(`a PostgreSQL server that is gone: ${fault}`, async (at) => {
    const url = await freshDatabase(`outage_${fault}_${process.pid}`);
    const folder = await mkdtemp(join(tmpdir(), 'hoaban-outage-'));
    const env = { PATH: process.env.PATH, HOABAN_DATA: join(folder, 'data'), HOABAN_DATABASE_URL: url };
    await run(process.env.HOABAN_TEST_BIN, ['demo', '--stage', 'open', '--entries', '4', '--no-serve', '--data', join(folder, 'data')], { env });
    const wire = await line(url);
    at.after(() => wire.close());
    const server = await serve(['serve'], /serving on/, folder, { ...trusted, HOABAN_DATABASE_URL: wire.url });
    await endures(at, server, {
      status: [503],
      reads: false,
      async hurt() {
        wire[fault]();
        assert.equal((await fetch(new URL('/readyz', server.base))).status, 503, 'balancers are told');
      },
      async mend() {
        wire.mend();
        for (let n = 0; (await fetch(new URL('/readyz', server.base))).status !== 200; n += 1) {
          assert.ok(n < 100, 'ready again');
          await later(100);
        }
      },
    });
  });
}

test('a full disk', async (at) => {
  const tools = await mkdtemp(join(tmpdir(), 'hoaban-full-'));
  const [shim, flag] = [join(tools, 'full.so'), join(tools, 'is-full')];
  await run('cc', ['-shared', '-fPIC', '-O2', '-o', shim, new URL('full.c', import.meta.url).pathname, '-ldl']);
  let server = await demo('open', 4);
  const { folder } = server;
  await server.kill();
  server = await serve(['serve'], /serving on/, folder, { ...trusted, LD_PRELOAD: shim, FULL_DISK_FLAG: flag });
  await endures(at, server, {
    status: [503, 507],
    reads: true,
    hurt: () => writeFile(flag, ''),
    mend: () => rm(flag),
  });
  await rm(tools, { recursive: true, force: true });
});
