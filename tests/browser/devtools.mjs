// A Chromium that nobody drives: a driver switches off that pages are drawn ahead. Keys go in and words come out through the
// developer tools' own line, and only while they are asked.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

export const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

const started = async (profile) => {
  const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [
    '--headless', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0', '--window-size=1280,900', `--user-data-dir=${profile}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((found, failed) => {
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
      const at = /DevTools listening on (ws:\S+)/.exec(said);
      if (at) found(at[1]);
    });
    child.once('error', failed);
    child.once('close', () => failed(new Error(`Chromium ended: ${said}`)));
  });
  return { child, address };
};

export const undriven = async () => {
  const profile = await mkdtemp(join(tmpdir(), 'hoaban-chromium-'));
  const { child, address } = await started(profile);
  const line = new WebSocket(address);
  await new Promise((done, failed) => { line.once('open', done).once('error', failed); });
  const asked = new Map();
  let count = 0;
  let heard = () => {};
  line.on('message', (text) => {
    const { id, result, error, method, params } = JSON.parse(text);
    if (method) heard(method, params);
    const { done, failed } = asked.get(id) ?? {};
    asked.delete(id);
    if (error) failed?.(new Error(error.message));
    else done?.(result);
  });
  const send = (method, params = {}, sessionId = undefined) => new Promise((done, failed) => {
    count += 1;
    asked.set(count, { done, failed });
    line.send(JSON.stringify({ id: count, method, params, sessionId }));
  });

  // Acts on the page in front, or on the one that is drawn ahead; only its tab knows of both.
  const within = async (ahead, act) => {
    const { targetInfos } = await send('Target.getTargets', { filter: [{ type: 'tab' }] });
    const { sessionId: tab } = await send('Target.attachToTarget', { targetId: targetInfos[0].targetId, flatten: true });
    try {
      const pages = [];
      heard = (method, { sessionId, targetInfo }) => {
        if (method === 'Target.attachedToTarget' && targetInfo.type === 'page') pages.push({ sessionId, ahead: targetInfo.subtype === 'prerender' });
      };
      await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, tab);
      const page = pages.find((one) => one.ahead === ahead);
      return page && await act(page.sessionId);
    } finally {
      await send('Target.detachFromTarget', { sessionId: tab });
    }
  };
  const said = async (expression, sessionId) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const ask = (expression) => within(false, (session) => said(expression, session));
  const askAhead = (expression) => within(true, (session) => said(expression, session));
  const until = async (what, asking) => {
    for (let tries = 0; tries < 150; tries += 1) {
      if (await asking().catch(() => false)) return;
      await pause(100);
    }
    throw new Error(`waited in vain: ${what}`);
  };

  return {
    ask,
    askAhead,
    until,
    go: async (url) => {
      await within(false, (session) => send('Page.navigate', { url }, session));
      await until(url, () => ask(`document.readyState === 'complete' && location.href === ${JSON.stringify(url)}`));
    },
    // a key that a person presses on the page in front
    press: (key) => within(false, (session) => send('Input.dispatchKeyEvent', {
      type: 'keyDown', key, text: key, code: /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`,
    }, session).catch(() => { /* the page it was pressed on may be gone before it answers */ })),
    // the next page stands ready behind the one in front; before its own document it has an empty one, which is complete as well
    ready: () => until('a page drawn ahead', () => askAhead("document.prerendering && location.protocol !== 'about:' && document.readyState === 'complete'")),
    signIn: async (base, login, password) => {
      const at = new URL('/vi/sign-in', base).href;
      await within(false, (session) => send('Page.navigate', { url: at }, session));
      await until('the form', () => ask("Boolean(document.querySelector('input[type=password]'))"));
      await ask(`document.querySelector('input[name=login]').value = ${JSON.stringify(login)};
        document.querySelector('input[type=password]').value = ${JSON.stringify(password)};
        document.querySelector('main form button').click()`);
      await until('signed in', () => ask("!document.querySelector('input[type=password]') && document.readyState === 'complete'"));
    },
    close: async () => {
      line.close();
      const ended = new Promise((done) => { child.once('exit', done); });
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
};
