// Keeps the forms of entering, and what they are made of, for a reload without a network; and serves what a juror or a
// meeting put into a pack. Nothing else that is private is kept, and a pack goes when its juror signs out or after a day.
const CACHE = 'forms-1';
const JURY = /^\/(vi|en)\/[^/]+\/(jury|meeting|shortlist)(\/|$)/;
const PACK = /^pack-/;
const DAY = 86400000;
const FORM = /^\/(vi|en)\/[^/]+\/enter(\/[^/]+)?$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== CACHE && !PACK.test(name)) await caches.delete(name);
  await self.clients.claim();
})()));

const put = async (request, answer) => {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(CACHE);
  const release = /^\/static\/([^/]+)/.exec(new URL(request.url).pathname)?.[1];
  // a new release takes the place of the one before
  if (release) {
    for (const old of await cache.keys()) {
      const other = /^\/static\/([^/]+)/.exec(new URL(old.url).pathname)?.[1];
      if (other && other !== release) await cache.delete(old);
    }
  }
  await cache.put(request, answer);
};

const fresh = async (request) => {
  const answer = await fetch(request);
  put(request, answer.clone()).catch(() => { /* no room: it works with the network */ });
  return answer;
};

const packs = async () => (await caches.keys()).filter((name) => PACK.test(name));
const dropPacks = async () => {
  for (const name of await packs()) await caches.delete(name);
};
// The pack that holds an address. A pack that is a day old, or was never finished, holds nothing.
const packOf = async (address) => {
  for (const name of await packs()) {
    const cache = await caches.open(name);
    const about = await cache.match(`${location.origin}/pack-about`);
    if (about && Date.now() - (await about.json()).at > DAY) await caches.delete(name);
    else if (about && await cache.match(address)) return cache;
  }
  return null;
};
// The jury's pages come from the network; without one, as the pack has them.
const judged = async (request) => {
  const address = request.url.split('#')[0];
  try {
    const answer = await fetch(request);
    if (answer.status === 200 && !answer.redirected && request.mode === 'navigate') {
      const copy = answer.clone();
      packOf(address).then((cache) => cache?.put(address, copy)).catch(() => { /* the earlier one stays */ });
    }
    return answer;
  } catch (error) {
    const held = await (await packOf(address))?.match(address);
    if (held) return held;
    throw error;
  }
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && url.pathname.endsWith('/sign-out')) event.waitUntil(dropPacks());
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/static/')) {
    event.respondWith((async () => await caches.match(request) ?? fresh(request))());
  } else if (JURY.test(url.pathname)) {
    event.respondWith(judged(request));
  } else if (request.mode === 'navigate' && FORM.test(url.pathname)) {
    event.respondWith((async () => {
      try {
        return await fresh(request);
      } catch (error) {
        const held = await caches.match(request);
        if (held) return held;
        throw error;
      }
    })());
  }
});
