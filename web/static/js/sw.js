// Keeps the forms of entering, and what they are made of, for a reload without a network. Nothing private is kept.
const CACHE = 'forms-1';
const FORM = /^\/(vi|en)\/[^/]+\/enter(\/[^/]+)?$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
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

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/static/')) {
    event.respondWith((async () => await caches.match(request) ?? fresh(request))());
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
