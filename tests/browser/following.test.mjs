// HOABAN_TEST_BIN: originals that follow their receipt, sent by an independent client of the protocol and by our own
// script, over cuts, a killed server and a slow line.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import * as tus from 'tus-js-client';
import { findings, launch, offline, open as openAt, stillOffline } from './browser.mjs';
import { demo, serve } from './server.mjs';
import { photo } from './works.mjs';

const contest = 'sonla-2024';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

let browser;
let server;
before(async () => {
  server = await demo('open', 4);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});
const open = (path, options) => openAt(browser, new URL(path, server.base).href, options);

// A draft of a painting with nothing but its title, begun without scripts: its private link.
const draft = async (title) => {
  const page = await open(`/vi/${contest}/enter/tranh-ve`, { scripts: false });
  await page.fill('#title', title);
  await Promise.all([page.waitForLoadState(), page.click('.bar button')]);
  const action = await page.getAttribute('form[enctype]', 'action');
  const cookies = await page.context().cookies();
  await page.context().close();
  return { link: action.replace(/\/work$/, ''), cookies };
};

const upload = (bytes, link, options) => new Promise((resolve, reject) => {
  const sending = new tus.Upload(bytes, {
    endpoint: new URL(`${link}/uploads`, server.base).href,
    metadata: { filename: 'tranh.jpg', slot: 'painting.image', sha256: sha256(bytes) },
    retryDelays: null,
    onError: reject,
    onSuccess: () => resolve(sending),
    ...options,
  });
  sending.start();
});

const original = async (link) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(new URL(`${link}/original/painting.image`, server.base));
    if (answer.ok) return Buffer.from(await answer.arrayBuffer());
    await new Promise((later) => { setTimeout(later, 200); });
  }
  throw new Error('the original never came');
};

describe('tus-js-client', () => {
  test('creates, sends in pieces and is done', async () => {
    const bytes = await photo(browser, 1);
    const { link } = await draft('Từng phần');
    await upload(bytes, link, { chunkSize: 300_000 });
    assert.equal(sha256(await original(link)), sha256(bytes));
  });

  test('creates with the first bytes, and speaks through a proxy that knows only POST', async () => {
    const bytes = await photo(browser, 1);
    const { link } = await draft('Qua máy trung gian');
    await upload(bytes, link, { uploadDataDuringCreation: true, overridePatchMethod: true, chunkSize: 300_000 });
    assert.equal(sha256(await original(link)), sha256(bytes));
  });

  test('goes on after ten cuts, a killed server and a new address, from the last acknowledged byte', async () => {
    const bytes = await photo(browser, 4);
    const { link } = await draft('Mười lần đứt');
    let place;
    let acknowledged = 0;
    for (let cut = 0; cut < 10; cut += 1) {
      await new Promise((resolve) => {
        const sending = new tus.Upload(bytes, {
          endpoint: new URL(`${link}/uploads`, server.base).href,
          uploadUrl: place && new URL(place, server.base).href,
          metadata: { filename: 'tranh.jpg', slot: 'painting.image', sha256: sha256(bytes) },
          chunkSize: 100_000,
          retryDelays: null,
          onUploadUrlAvailable: () => { place = new URL(sending.url).pathname; },
          onChunkComplete: async (size, accepted) => {
            assert.ok(accepted >= acknowledged, 'nothing acknowledged is asked for again');
            acknowledged = accepted;
            await sending.abort();
            resolve();
          },
          onError: resolve,
          onSuccess: resolve,
        });
        sending.start();
      });
      if (cut === 4) {
        await server.kill();
        server = await serve(['serve'], /serving on/, server.folder);
      }
    }
    const head = await fetch(new URL(place, server.base), { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    const at = Number(head.headers.get('upload-offset'));
    assert.ok(at >= acknowledged && at < bytes.length, `${at} of ${bytes.length}, ${acknowledged} acknowledged`);
    await upload(bytes, link, { uploadUrl: new URL(place, server.base).href });
    assert.equal(sha256(await original(link)), sha256(bytes));
  });

  test('ends an upload', async () => {
    const { link } = await draft('Thôi');
    const bytes = randomBytes(50_000);
    const sending = new tus.Upload(bytes, {
      endpoint: new URL(`${link}/uploads`, server.base).href,
      metadata: { slot: 'painting.image' },
      chunkSize: 10_000,
      retryDelays: null,
    });
    await new Promise((resolve, reject) => {
      sending.options.onChunkComplete = () => sending.abort().then(resolve);
      sending.options.onError = reject;
      sending.start();
    });
    await tus.Upload.terminate(sending.url, {});
    const head = await fetch(sending.url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    assert.equal(head.status, 410);
  });
});

describe('our own script', () => {
  const enter = async (page, bytes, title) => {
    let taps = 0;
    let fields = 0;
    const fill = async (name, value) => { await page.fill(name, value); fields += 1; };
    const tap = async (selector) => { taps += 1; await Promise.all([page.waitForNavigation({ timeout: 60000 }), page.click(selector)]); };
    await tap('main a[href$="/enter"]');
    await tap('.rows li:has(.icon) a:has-text("Tranh vẽ")');
    await fill('#title', title);
    await page.setInputFiles('#work', { name: 'tranh.jpg', mimeType: 'image/jpeg', buffer: bytes });
    taps += 1;
    fields += 1;
    await tap('.bar button');
    await fill('#name', 'Lò Thị Mai Hương');
    await fill('#birth_year', '1990');
    await fill('#phone', '0912 345 678');
    await tap('.bar button');
    for (const consent of await page.locator('form [required], form input[type=checkbox]').all()) {
      if (await consent.getAttribute('type') === 'checkbox') { await consent.check(); taps += 1; }
    }
    await page.check('input[name=ai][value=none]');
    await page.check('input[name=named][value=no]');
    taps += 1;
    fields += 2;
    await tap('.bar button');
    assert.match(await page.locator('.receipt .code').innerText(), /^[A-Z]-\d{4}-[A-Z]$/);
    return { taps, fields };
  };

  test('a receipt comes first, the original follows and is checked', async () => {
    const bytes = await photo(browser, 2);
    const page = await open(`/vi/${contest}`);
    const { taps, fields } = await enter(page, bytes, 'Ảnh gốc theo sau');
    assert.ok(taps <= 10, `${taps} taps`);
    assert.ok(fields <= 9, `${fields} fields`);
    assert.deepEqual(await findings(page), []);
    await page.locator('[data-upload][data-state=arrived], [data-upload][data-state=checked]').waitFor();
    const link = new URL(page.url()).pathname;
    assert.equal(sha256(await original(link)), sha256(bytes));
    await page.reload();
    await page.locator('[data-state=checked]').waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('on 400 kbit/s with 400 ms the receipt of a 4 MB photograph comes long before the photograph', async (at) => {
    const bytes = await photo(browser, 4);
    assert.ok(bytes.length > 3.2e6, `${bytes.length} bytes`);
    const page = await open('/healthz');
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
    const begun = performance.now();
    await page.goto(new URL(`/vi/${contest}`, server.base).href);
    await enter(page, bytes, 'Mạng chậm');
    const seconds = (performance.now() - begun) / 1000;
    at.diagnostic(`landing to receipt: ${seconds.toFixed(1)} s, computing included`);
    // What crossed the line is what counts: at 50 kB/s the whole photograph alone would take more than 60 s.
    const sent = await page.evaluate(() => document.querySelector('[data-upload]')?.dataset.state);
    assert.equal(sent, 'waiting', 'the receipt is there before the original');
    await page.context().close();
  });

  test('typed text and the chosen file survive a reload, and a form sends when the network is back', async () => {
    const bytes = await photo(browser, 1);
    const page = await open(`/vi/${contest}/enter/tranh-ve`);
    await page.fill('#title', 'Mất mạng');
    await page.setInputFiles('#work', { name: 'tranh.jpg', mimeType: 'image/jpeg', buffer: bytes });
    await page.locator('[data-preview] canvas').waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('#title').value === 'Mất mạng' && document.querySelector('#work').files.length === 1);
    await offline(page, true);
    await page.reload();
    await stillOffline(page);
    await page.waitForFunction(() => document.querySelector('#title').value === 'Mất mạng');
    await page.click('.bar button');
    await page.locator('.notice.warn', { hasText: 'Chưa gửi – còn 1 bài' }).waitFor();
    await offline(page, false);
    await Promise.all([page.waitForURL(/\/author$/), page.click('.notice.warn button')]);
    await page.context().close();
  });
});
