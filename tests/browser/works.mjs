// Pictures and a recording, made here, so that no sample file lies in the repository.
import { crc32, deflateSync } from 'node:zlib';

const chunk = (kind, body) => {
  const named = Buffer.concat([Buffer.from(kind), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};

// slopes under a sky, other ones for another `seed`
export const png = (seed = 1, width = 640, height = 480) => {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const hill = height * (0.5 + 0.2 * Math.sin(x / 70 + seed));
      const colour = y < hill ? [200, 224, 238] : [60, 110 + ((x + y) % 40), 90];
      rows.set(colour, y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
};

// a tone of some seconds, one channel of 16 bits
export const wav = (seconds = 3, rate = 16000, pitch = 440) => {
  const samples = seconds * rate;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n += 1) file.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * pitch * n) / rate)), 44 + n * 2);
  return file;
};

// a noisy photograph of 4000 × 3000 pixels and about `megabytes`, drawn by the browser itself
export const photo = async (browser, megabytes) => {
  const page = await browser.newPage();
  const url = await page.evaluate(async (wanted) => {
    const canvas = document.createElement('canvas');
    canvas.width = 4000;
    canvas.height = 3000;
    const brush = canvas.getContext('2d');
    const sky = brush.createLinearGradient(0, 0, 4000, 3000);
    sky.addColorStop(0, '#cfe3ee');
    sky.addColorStop(1, '#3f7a5a');
    brush.fillStyle = sky;
    brush.fillRect(0, 0, 4000, 3000);
    let seed = 7;
    const next = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
    for (let n = 0; n < 60000 * wanted; n += 1) {
      brush.fillStyle = `hsl(${next() * 360} 60% ${30 + next() * 50}%)`;
      brush.fillRect(next() * 4000, next() * 3000, 6, 6);
    }
    return canvas.toDataURL('image/jpeg', 0.9);
  }, megabytes);
  await page.close();
  return Buffer.from(url.split(',')[1], 'base64');
};
