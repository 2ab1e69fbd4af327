// A worker: SHA-256 of a file, piece by piece. The browser's own digest wants the whole file in memory and HTTPS.
const K = new Uint32Array(64);
const start = new Uint32Array(8);
// the first 32 bits of the fractional parts of cube and square roots of primes (FIPS 180-4, 4.2.2 and 5.3.3)
for (let n = 2, found = 0; found < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (!prime) continue;
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  if (found < 8) start[found] = fraction(Math.sqrt(n));
  K[found] = fraction(Math.cbrt(n));
  found += 1;
}

const state = new Uint32Array(8);
const w = new Uint32Array(64);
const rotr = (x, n) => (x >>> n) | (x << (32 - n));
const block = (view, at) => {
  for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15];
    const b = w[i - 2];
    w[i] = w[i - 16] + (rotr(a, 7) ^ rotr(a, 18) ^ (a >>> 3)) + w[i - 7] + (rotr(b, 17) ^ rotr(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
};

const PIECE = 1 << 20;
const digest = async (file) => {
  state.set(start);
  for (let at = 0; ; at += PIECE) {
    const last = at + PIECE > file.size;
    let bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    if (last) {
      const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
      padded.set(bytes);
      padded[bytes.length] = 0x80;
      const view = new DataView(padded.buffer);
      view.setUint32(padded.length - 8, Math.floor((file.size * 8) / 2 ** 32));
      view.setUint32(padded.length - 4, (file.size * 8) >>> 0);
      bytes = padded;
    }
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < bytes.length; i += 64) block(view, i);
    if (last) break;
  }
  return [...state].map((n) => n.toString(16).padStart(8, '0')).join('');
};

onmessage = async ({ data }) => {
  try {
    postMessage({ hash: await digest(data) });
  } catch {
    postMessage({});
  }
};
