// How many pages a second, at which latency and cost, and what the process takes. Needs `wrk`.
//   HOABAN_TEST_BIN=target/release/hoaban node tests/load/pages.mjs [entries] [seconds]
// HOABAN_DATABASE_URL=postgres://… (an empty database) measures on PostgreSQL.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { serve } from '../browser/server.mjs';
import { contest } from '../faults/people.mjs';

const [entries = '290', seconds = '5'] = process.argv.slice(2);
const run = promisify(execFile);
// ticks of a hundredth of a second that the process has had
const cpu = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
const mib = (pid) => Math.round(Number(/Rss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024);

const database = process.env.HOABAN_DATABASE_URL ? { HOABAN_DATABASE_URL: process.env.HOABAN_DATABASE_URL } : {};
let server = await serve(['demo', '--stage', 'announced', '--entries', entries, '--data', '<data>'], /serving on/, undefined, database);
await server.kill();
const begun = performance.now();
server = await serve(['serve'], /serving on/, server.folder, database);
await fetch(new URL('/healthz', server.base));
console.log(`start to first answer ${Math.round(performance.now() - begun)} ms, idle ${mib(server.pid)} MiB`);
const gallery = await (await fetch(new URL(`/vi/${contest}/gallery`, server.base))).text();
const work = new RegExp(`/vi/${contest}/works/[A-Z0-9-]+`).exec(gallery)[0];
console.log('page | connections | requests/s | p50 | p99 | CPU ms each | others than 2xx');
for (const [name, path] of [['gallery', `/vi/${contest}/gallery`], ['winners', `/vi/${contest}/winners`], ['work', work]]) {
  for (const connections of ['1', '8', '32']) {
    const before = cpu(server.pid);
    const threads = connections === '1' ? '1' : '2';
    const { stdout } = await run('wrk', [`-t${threads}`, `-c${connections}`, `-d${seconds}s`, '--latency', '-H', 'Accept-Encoding: gzip', new URL(path, server.base).href]);
    const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
    const each = ((cpu(server.pid) - before) / requests).toFixed(2);
    const at = (percent) => new RegExp(`^\\s+${percent}%\\s+(\\S+)`, 'm').exec(stdout)[1];
    const others = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0';
    console.log(`${name} | ${connections} | ${Math.round(Number(/Requests\/sec:\s+(\S+)/.exec(stdout)[1]))} | ${at(50)} | ${at(99)} | ${each} | ${others}`);
  }
}
console.log(`after the load ${mib(server.pid)} MiB`);
await server.close();
