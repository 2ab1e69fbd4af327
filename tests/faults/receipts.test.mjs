// Promise R1: an entry whose receipt was shown is never lost or changed; R4: asking twice gives one entry. The program is
// killed at a random moment of every round while 20 people send; what each of them was told before is compared with
// what the program says when it is back.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { demo, serve } from '../browser/server.mjs';
import { crowd, later, poemOf, seeded } from './people.mjs';

const ROUNDS = Number(process.env.HOABAN_FAULT_ROUNDS ?? 40);
const PEOPLE = 20;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

let server;
const { surely, send } = crowd(() => server.base);

test(`${ROUNDS} rounds of kill -9 under ${PEOPLE} people lose, change and double nothing`, async (at) => {
  const chance = seeded(at);
  server = await demo('open', 4);
  // a server left behind would keep the whole run
  at.after(() => server.close());
  const { folder } = server;
  const settings = { HOABAN_TRUSTED_PROXIES: '1' };
  await server.kill();
  server = await serve(['serve'], /serving on/, folder, settings);
  const journal = [];
  let person = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sending = Array.from({ length: PEOPLE }, () => send((person += 1)).then((told) => journal.push(told)));
    await later(chance() * 400);
    await server.kill();
    server = await serve(['serve'], /serving on/, folder, settings);
    await Promise.all(sending);
  }
  // What was told is still so, word for word.
  for (const { person: who, link, receipt, statement } of journal) {
    const now = JSON.parse((await surely(who, `${link}/receipt.json`)).text);
    assert.deepEqual(now, receipt, `the receipt of ${statement.code}`);
    assert.equal(statement.title, `Người ${who}`);
    const texts = JSON.stringify([statement.title, '', '', poemOf(who), JSON.stringify({ problem: '', solution: '', result: '', adopters: '', cost: '' })]);
    assert.equal(statement.texts_sha256, sha256(texts), `the texts of ${statement.code}`);
  }
  // Numbers are drawn without gaps, so one entry too many or too few would show.
  const numbers = journal.map(({ statement }) => Number(statement.code.split('-')[1])).sort((a, b) => a - b);
  assert.equal(numbers.length, ROUNDS * PEOPLE);
  assert.deepEqual(numbers, numbers.map((_, n) => numbers[0] + n), 'every number once');
  await server.kill();
  const { stdout } = await promisify(execFile)(process.env.HOABAN_TEST_BIN, ['audit', 'verify'], {
    cwd: folder, env: { PATH: process.env.PATH, HOABAN_DATA: join(folder, 'data') },
  });
  at.diagnostic(`${journal.length} receipts, ${stdout.trim().split('\n').at(-1)}`);
});
