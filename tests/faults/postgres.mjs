// Fresh databases on the server that the tests were given, and a line to one that can be cut.
import { execFile } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';

const server = process.env.HOABAN_TEST_POSTGRES;

export const freshDatabase = async (name) => {
  if (!server) throw new Error('HOABAN_TEST_POSTGRES names a PostgreSQL server');
  for (const sql of [`DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`]) {
    await promisify(execFile)('psql', ['-q', '-v', 'ON_ERROR_STOP=1', server, '-c', sql]);
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

// Everything that goes to a database goes through here. `freeze` lets nothing through and closes nothing, as a stopped machine
// does; `cut` closes every connection and takes no new ones, as a dead one does; `mend` takes both back.
export const line = async (url) => {
  const to = new URL(url);
  const open = new Set();
  let state = 'whole';
  const proxy = createServer((near) => {
    if (state === 'cut') { near.destroy(); return; }
    const far = connect(Number(to.port), to.hostname);
    const pair = [near, far];
    open.add(pair);
    for (const [one, other] of [pair, [far, near]]) {
      one.on('data', (bytes) => { other.write(bytes); });
      one.on('error', () => {});
      one.on('close', () => { other.destroy(); open.delete(pair); });
    }
    if (state === 'frozen') for (const end of pair) end.pause();
  });
  await new Promise((done) => { proxy.listen(0, '127.0.0.1', done); });
  const here = new URL(url);
  here.port = String(proxy.address().port);
  const all = (act) => { for (const pair of open) for (const end of pair) act(end); };
  return {
    url: here.href,
    freeze() { state = 'frozen'; all((end) => end.pause()); },
    cut() { state = 'cut'; all((end) => end.destroy()); },
    mend() { state = 'whole'; all((end) => end.resume()); },
    close() { all((end) => end.destroy()); proxy.close(); },
  };
};
