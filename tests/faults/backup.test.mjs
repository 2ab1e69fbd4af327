// Promise R13: a backup that is taken while people send comes back whole, on an empty folder and on an empty PostgreSQL. Every
// receipt that was shown before the backup began is there word for word.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { demo, serve } from '../browser/server.mjs';
import { crowd, later, seeded } from './people.mjs';
import { freshDatabase } from './postgres.mjs';

const ROUNDS = Number(process.env.HOABAN_FAULT_BACKUPS ?? 3);
const PEOPLE = 20;
const run = promisify(execFile);

test(`${ROUNDS} backups under ${PEOPLE} people come back whole, on both databases`, async (at) => {
  const chance = seeded(at);
  let server = await demo('open', 12);
  // a server left behind would keep the whole run
  at.after(() => server.close());
  const { folder } = server;
  await server.kill();
  server = await serve(['serve'], /serving on/, folder, { HOABAN_TRUSTED_PROXIES: '1' });
  const { send } = crowd(() => server.base);
  const shelf = await mkdtemp(join(tmpdir(), 'hoaban-shelf-'));
  const plain = { PATH: process.env.PATH, NO_COLOR: '1' };
  const hoaban = (args, settings) => run(process.env.HOABAN_TEST_BIN, args, { cwd: shelf, env: { ...plain, ...settings } });

  const journal = [];
  let person = 0;
  let going = true;
  const sending = Array.from({ length: PEOPLE }, async () => {
    while (going) journal.push(await send((person += 1)));
  });
  const taken = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await later(500 + chance() * 1500);
    const before = journal.length;
    const { stdout } = await hoaban(['backup', shelf], { HOABAN_DATA: join(folder, 'data') });
    taken.push({ name: /([^/\s]+Z):/.exec(stdout)[1], before });
    // names are of a second
    await later(1000);
  }
  going = false;
  await Promise.all(sending);
  await server.close();
  assert.ok(taken.at(-1).before > PEOPLE, 'people sent meanwhile');

  for (const [n, { name, before }] of taken.entries()) {
    const place = await mkdtemp(join(tmpdir(), 'hoaban-restored-'));
    const settings = { HOABAN_DATA: join(place, 'data') };
    if (n % 2 === 1) settings.HOABAN_DATABASE_URL = await freshDatabase(`restored_${process.pid}_${n}`);
    const { stdout } = await hoaban(['restore', shelf, '--backup', name, '--verify'], settings);
    assert.match(stdout, / 0 faults/, stdout);
    const restored = await serve(['serve'], /serving on/, place, { ...settings, HOABAN_TRUSTED_PROXIES: '1' });
    at.after(() => restored.close());
    const there = crowd(() => restored.base);
    for (const told of journal.slice(0, before)) {
      const now = await there.receiptOf(told.person, told.link);
      assert.deepEqual(now.receipt, told.receipt, `${name}: the receipt of ${told.statement.code}`);
    }
    await restored.close();
  }
  at.diagnostic(`${journal.length} receipts, ${taken.map(({ before }) => before).join(', ')} before each backup`);
  await rm(shelf, { recursive: true, force: true });
});
