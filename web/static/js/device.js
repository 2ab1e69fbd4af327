// What this device keeps until it is sent: typed text and chosen files, in IndexedDB, for at most four days.
const KEEP_MS = 4 * 24 * 3600 * 1000;

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open('hoaban', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('kept');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
opened.catch(() => { /* private mode: the server still saves at each step */ });

const ask = async (mode, act) => {
  const store = (await opened).transaction('kept', mode).objectStore('kept');
  return new Promise((resolve, reject) => {
    const request = act(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
};
const quietly = (promise) => promise.catch(() => undefined);

/** Keeps a value under a key. */
export const keep = (key, value) => quietly(ask('readwrite', (store) => store.put({ value, at: Date.now() }, key)));
/** What was kept, or undefined. */
export const kept = async (key) => (await quietly(ask('readonly', (store) => store.get(key))))?.value;
/** Forgets a key. */
export const forget = (key) => quietly(ask('readwrite', (store) => store.delete(key)));
/** All keys that begin like this. */
export const keysOf = async (start) => ((await quietly(ask('readonly', (store) => store.getAllKeys()))) ?? []).filter((key) => key.startsWith(start));

quietly((async () => {
  for (const key of await keysOf('')) {
    const line = await ask('readonly', (store) => store.get(key));
    if (line && Date.now() - line.at > KEEP_MS) await forget(key);
  }
})());

/** SHA-256 of a file in hexadecimal, computed beside the page; undefined where that is not possible. */
export const hashOf = (file) => new Promise((resolve) => {
  try {
    const worker = new Worker(new URL('hash.js', import.meta.url));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data.hash);
    };
    worker.onerror = () => resolve(undefined);
    worker.postMessage(file);
  } catch {
    resolve(undefined);
  }
});
