// Originals follow their receipt by the tus protocol, in pieces, from where the server says it stopped.
import { forget, hashOf, kept } from './device.js';

const PIECE = 1 << 20;
const VERSION = { 'Tus-Resumable': '1.0.0' };
const box = document.querySelector('[data-following]');
let leaving = false;
const stop = new AbortController();
// what is in flight gives way to the next page
addEventListener('pagehide', () => {
  leaving = true;
  stop.abort();
});
document.addEventListener('submit', () => stop.abort());

const pause = (ms) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  addEventListener('online', () => {
    clearTimeout(timer);
    resolve();
  }, { once: true });
});

const where = async (href) => {
  const answer = await fetch(href, { method: 'HEAD', headers: VERSION, signal: stop.signal });
  if (answer.status === 404 || answer.status === 410 || answer.status === 403) return -1;
  if (!answer.ok) throw new Error(answer.status);
  return Number(answer.headers.get('Upload-Offset'));
};

const piece = async (href, file, from) => {
  const answer = await fetch(href, {
    method: 'PATCH',
    headers: { ...VERSION, 'Upload-Offset': from, 'Content-Type': 'application/offset+octet-stream' },
    body: file.slice(from, from + PIECE),
    signal: stop.signal,
  });
  if (answer.status === 409 || answer.status === 408) return where(href);
  if (!answer.ok) throw new Error(answer.status);
  return Number(answer.headers.get('Upload-Offset'));
};

const send = async (card, file) => {
  const { upload: href, hash } = card.dataset;
  const say = card.querySelector('[data-say]');
  const bar = card.querySelector('progress');
  const words = card.querySelector('.progress .nums');
  const form = card.querySelector('form');
  if (form) form.hidden = true;
  let at;
  for (let wait = 1000; !leaving; wait = Math.min(wait * 2, 30000)) {
    try {
      at = await where(href);
      say.textContent = box.dataset.sending;
      while (at >= 0 && at < file.size) {
        bar.value = at;
        words.textContent = `${Math.round((at / file.size) * 100)} %`;
        at = await piece(href, file, at);
        wait = 1000;
      }
      break;
    } catch {
      if (leaving || stop.signal.aborted) return;
      say.textContent = box.dataset.offline;
      await pause(wait);
    }
  }
  if (at === file.size) {
    bar.value = at;
    words.textContent = '100 %';
    say.textContent = box.dataset.arrived;
    card.dataset.state = 'arrived';
    await forget(`file:${hash}`);
  }
};

const choose = (card) => {
  const form = card.querySelector('form');
  form.addEventListener('submit', async (event) => {
    const file = form.elements.original.files[0];
    if (!file) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { hash, size } = card.dataset;
    const same = file.size === Number(size) && (!hash || await hashOf(file) === hash);
    if (same) send(card, file);
    else card.querySelector('[data-say]').textContent = box.dataset.other;
  }, true);
};

const begin = async () => {
  for (const card of box?.querySelectorAll('[data-state="waiting"]') ?? []) {
    choose(card);
    const file = card.dataset.hash && await kept(`file:${card.dataset.hash}`);
    if (file) await send(card, file);
    else card.querySelector('[data-say]').textContent = box.dataset.waiting;
  }
};
// the page itself comes first
if (document.readyState === 'complete') begin();
else addEventListener('load', begin);
