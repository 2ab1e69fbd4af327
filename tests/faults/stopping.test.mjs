// Promise R18: whoever is sending when the program is asked to stop is answered; nobody new is taken; it ends by itself.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { demo } from '../browser/server.mjs';
import { contest, hidden, later } from './people.mjs';

const PEOPLE = 50;

// One person who enters a painting slowly: half of the form now, the other half when told.
const slow = async (server, person) => {
  const path = `/vi/${contest}/enter/tho`;
  const page = await (await fetch(new URL(path, server.base))).text();
  const edge = 'edge-of-a-part';
  const fields = { csrf: hidden(page, 'csrf'), once: hidden(page, 'once'), title: `Chậm ${person}`, text: 'Hoa ban\nnở '.repeat(400) };
  const body = Buffer.from(`${Object.entries(fields).map(([name, value]) =>
    `--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--${edge}--\r\n`);
  const asked = request(new URL(path, server.base), {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${edge}`, 'content-length': body.length, connection: 'close' },
  });
  const answer = new Promise((done, failed) => {
    asked.once('response', (response) => { response.resume(); done(response.statusCode); });
    asked.once('error', failed);
  });
  asked.write(body.subarray(0, 2000));
  return { answer, finish: () => asked.end(body.subarray(2000)) };
};

test(`${PEOPLE} people who are sending when the program is asked to stop are answered`, async (at) => {
  const server = await demo('open', 4);
  // a server left behind would keep the whole run
  at.after(() => server.close());
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, person) => slow(server, person)));
  await later(200);
  const stopped = server.stop();
  await later(200);
  await assert.rejects(fetch(new URL(`/vi/${contest}`, server.base)), 'nobody new is taken');
  for (const { finish } of people) finish();
  const answers = await Promise.all(people.map(({ answer }) => answer));
  assert.deepEqual(answers.filter((status) => status !== 303), [], 'everybody is answered');
  assert.equal(await stopped, 0, 'it ends by itself');
});
