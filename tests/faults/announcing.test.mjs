// Promise: an announcement is all or nothing. The program is killed at a random moment while an organiser announces; when it is
// back, either every public page tells the results or none does, and announcing again gives the same bytes as without the kill.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { demo, serve } from '../browser/server.mjs';
import { form, hidden, later, organiser, seeded } from './people.mjs';

const ROUNDS = Number(process.env.HOABAN_FAULT_ROUNDS ?? 10);
const contest = '/vi/sonla-2024';

// what a visitor gets who has never been here; tokens, and the minute of the announcement itself, are drawn anew
const shown = async (server, code) => {
  const pages = {};
  for (const path of ['/winners', '/gallery', '/works.json', '/works.csv', '/feed.json', `/certificate/${code}`]) {
    const answer = await fetch(new URL(`${contest}${path}`, server.base), { redirect: 'manual' });
    const [status, text] = [answer.status, await answer.text()];
    const still = text.replace(/name="(csrf|once)" value="[^"]*"/g, '').replaceAll(server.base, '')
      .replace(/<time datetime="[^"]*"[^>]*>[^<]*<\/time>/g, '').replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g, '');
    pages[path] = `${status} ${still}`;
  }
  return pages;
};

test(`${ROUNDS} rounds of kill -9 while the results are announced: all or nothing, and again the same`, async (at) => {
  const chance = seeded(at);
  const first = await demo('decided', 24);
  const { folder } = first;
  let here = first;
  const ask = await organiser(first.said, () => here.base);
  const register = await ask(`${contest}/certificates`);
  assert.equal(register.status, 200, 'the organiser is signed in');
  await ask(`${contest}/certificates`, form({
    csrf: hidden(register.text, 'csrf'), issuer: 'BAN TỔ CHỨC', signer_title: 'TRƯỞNG BAN', signer_name: 'Ngọc Ánh', place_date: 'Sơn La',
  }));
  const code = /\/certificate\/([A-Z0-9]{12})/.exec((await ask(`${contest}/certificates`)).text)[1];
  const before = await shown(first, code);
  await first.kill();

  const announce = async () => {
    const page = await ask(`${contest}/decide`);
    return ask(`${contest}/decide/announce`, form({ csrf: hidden(page.text, 'csrf'), go: 'now' }));
  };
  const again = async () => {
    const copy = await mkdtemp(join(tmpdir(), 'hoaban-announcing-'));
    await cp(join(folder, 'data'), join(copy, 'data'), { recursive: true });
    return serve(['serve'], /serving on/, copy);
  };
  const unbroken = await again();
  here = unbroken;
  assert.equal((await announce()).status, 303);
  const after = await shown(unbroken, code);
  await unbroken.close();
  for (const path of Object.keys(before)) assert.notEqual(before[path], after[path], `${path} opens`);

  let done = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let server = await again();
    here = server;
    const page = await ask(`${contest}/decide`);
    const asked = ask(`${contest}/decide/announce`, form({ csrf: hidden(page.text, 'csrf'), go: 'now' })).catch(() => null);
    await later(chance() * 25);
    await server.kill();
    const answer = await asked;
    server = await serve(['serve'], /serving on/, server.folder);
    here = server;
    const now = await shown(server, code);
    const out = now['/winners'] === after['/winners'];
    assert.deepEqual(now, out ? after : before, `round ${round}: all or nothing`);
    if (answer?.status === 303) assert.ok(out, `round ${round}: what was answered stands`);
    if (out) done += 1;
    else assert.equal((await announce()).status, 303);
    assert.deepEqual(await shown(server, code), after, `round ${round}: again the same`);
    await server.close();
  }
  at.diagnostic(`${done} of ${ROUNDS} were out when the program was killed`);
  await rm(folder, { recursive: true, force: true });
});
