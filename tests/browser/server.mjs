// The real program on a free loopback port with a folder of its own; ended by its process, never by its name.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const program = process.env.HOABAN_TEST_BIN ?? process.env.HOABAN_BIN ?? 'hoaban';
// the program takes every HOABAN_ word for a setting of its own
const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HOABAN_')));

// Starts `hoaban …args` and waits for `line` in what it says; `said` is all of it so far. `folder` is one that a killed
// program left.
export const serve = async (args, line, folder, settings = {}) => {
  folder ??= await mkdtemp(join(tmpdir(), 'hoaban-browser-'));
  const data = join(folder, 'data');
  const child = spawn(program, args.map((arg) => (arg === '<data>' ? data : arg)), {
    cwd: folder,
    env: { ...others, HOABAN_DATA: data, HOABAN_LISTEN: '127.0.0.1:0', NO_COLOR: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const server = { said: '', folder, pid: child.pid };
  const ended = new Promise((done) => { child.once('close', done); });
  server.close = async () => {
    child.kill('SIGTERM');
    // a connection that a browser keeps open must not keep the program
    const late = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
  };
  // as an operator asks; tells the exit code
  server.stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  // as a power cut does; what it left can be served again
  server.kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  await new Promise((found, failed) => {
    const hear = (text) => {
      server.said += stripVTControlCharacters(String(text));
      server.base = /serving on (http:\S+)/.exec(server.said)?.[1];
      if (server.base && line.test(server.said)) found();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', failed);
    child.once('close', () => failed(new Error(`${program} ended: ${server.said}`)));
  });
  return server;
};

export const demo = (stage, entries) => serve(['demo', '--stage', stage, '--entries', String(entries), '--data', '<data>'], /serving on/);
