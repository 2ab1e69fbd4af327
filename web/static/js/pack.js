// Keeps works on the device, so that they can be judged, or looked at in a meeting, without a network, and tells a juror
// afterwards what became of the marks.
import { forget, report, start, waiting } from './queue.js';

const form = document.querySelector('[data-pack]');
const state = form.querySelector('[data-pack-state]');
const fetchButton = form.querySelector('[data-pack-fetch]');
const dropButton = form.querySelector('[data-pack-drop]');
const boxes = [...form.querySelectorAll('[name=work]')];
const name = form.dataset.pack;
const lang = document.documentElement.lang;
const size = (bytes) => `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / 1048576)} MB`;
const chosen = () => boxes.filter((box) => box.checked);
const fill = (words, ...values) => values.reduce((text, value, n) => text.replace(`#${n + 1}`, value), words);

const showSize = () => {
  form.querySelector('[data-pack-size]').textContent = `(${size(chosen().reduce((sum, box) => sum + Number(box.dataset.bytes), 0))})`;
  fetchButton.disabled = chosen().length === 0;
};

// What the pack holds, kept beside it.
const about = `${location.origin}/pack-about`;
const held = async () => {
  if (!await caches.has(name)) return null;
  const kept = await (await caches.open(name)).match(about);
  return kept ? kept.json() : null;
};
const showHeld = async () => {
  const kept = await held();
  dropButton.hidden = !kept;
  if (kept) {
    const clock = new Intl.DateTimeFormat(lang, { timeStyle: 'short' }).format(kept.at);
    state.textContent = fill(form.dataset.held, kept.works, size(kept.bytes), clock);
  }
};

// Everything that a page needs: its scripts and what they import, its styles and their fonts, the pictures and sounds of the work.
const links = (html, base) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const found = [...page.querySelectorAll('script[src], link[rel~=stylesheet], link[rel~=icon], main [src], main object[data], main [href*="/media/"]')];
  return found.map((node) => node.getAttribute('src') ?? node.getAttribute('data') ?? node.getAttribute('href'))
    .filter((address) => address && !address.startsWith('data:') && !address.endsWith('/large'))
    .map((address) => new URL(address, base).href);
};
const inside = (text, base) => [...text.matchAll(/(?:from\s*['"]|import\s*\(?\s*['"]|url\(['"]?)([^'")]+)/g)]
  .filter(([, address]) => !address.startsWith('data:'))
  .map(([, address]) => new URL(address, base).href);

const keep = async (cache, address, seen) => {
  if (seen.has(address) || !address.startsWith(location.origin)) return 0;
  seen.add(address);
  const answer = await fetch(address, { signal: AbortSignal.timeout(60000) });
  if (!answer.ok || answer.redirected) throw new Error(address);
  const bytes = (await answer.clone().blob()).size;
  await cache.put(address, answer.clone());
  const type = answer.headers.get('content-type') ?? '';
  let more = [];
  if (type.startsWith('text/html')) more = links(await answer.text(), address);
  else if (/javascript|css/.test(type)) more = inside(await answer.text(), address);
  let all = bytes;
  for (const next of more) all += await keep(cache, next, seen);
  return all;
};

const fetchAll = async () => {
  fetchButton.disabled = true;
  await caches.delete(name);
  const cache = await caches.open(name);
  const works = chosen();
  const seen = new Set();
  let bytes = await keep(cache, new URL(form.dataset.today, location).href, seen).catch(() => 0);
  for (const [n, box] of works.entries()) {
    state.textContent = fill(form.dataset.going, n + 1, works.length);
    try {
      bytes += await keep(cache, new URL(box.value, location).href, seen);
    } catch {
      await caches.delete(name);
      state.textContent = form.dataset.failed.replace('#', box.dataset.code);
      fetchButton.disabled = false;
      return;
    }
  }
  await keep(cache, location.href, seen).catch(() => 0);
  await cache.put(about, Response.json({ at: Date.now(), works: works.length, bytes }));
  fetchButton.disabled = false;
  await showHeld();
};

const list = (where, items, words) => {
  where.hidden = items.length === 0;
  where.querySelector('ul').replaceChildren(...items.map((item) => {
    const line = document.createElement('li');
    const link = document.createElement('a');
    link.href = item.address.replace(/\/mark$/, '');
    link.textContent = words(item);
    line.append(link);
    return line;
  }));
};
// A meeting's pack has nothing to report.
const section = document.querySelector('[data-report]');
const showReport = () => {
  const { sent, refused } = report();
  const open = waiting();
  const differs = open.filter((item) => item.stands);
  section.hidden = sent + refused.length + open.length === 0;
  section.querySelector('[data-report-sent]').textContent = section.dataset.sent.replace('#', sent);
  section.querySelector('[data-report-waits]').textContent = section.dataset.waits.replace('#', open.length - differs.length);
  const title = (item) => [item.code, item.label].filter(Boolean).join(' · ');
  list(section.querySelector('[data-report-differs]'), differs, title);
  list(section.querySelector('[data-report-refused]'), refused, title);
};

if (section) {
  section.querySelector('[data-report-clear]').addEventListener('click', () => {
    forget();
    showReport();
  });
  start(form.elements.csrf.value, showReport);
  showReport();
}

if ('serviceWorker' in navigator && 'caches' in window) {
  try {
    await navigator.serviceWorker.register('/sw.js');
    fetchButton.hidden = false;
    fetchButton.addEventListener('click', fetchAll);
    dropButton.addEventListener('click', async () => {
      await caches.delete(name);
      dropButton.hidden = true;
      state.textContent = form.dataset.left;
    });
    form.addEventListener('change', showSize);
    showSize();
    await showHeld();
  } catch {
    document.querySelector('[data-unable]').hidden = false;
  }
} else {
  document.querySelector('[data-unable]').hidden = false;
}
