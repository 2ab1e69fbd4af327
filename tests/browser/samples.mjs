// Serves rendered page samples (`cargo run --example pages -- <folder>`) and `web/static` as a site of their own.
import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const statics = fileURLToPath(new URL('../../web/static/', import.meta.url));
const kinds = {
  '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.html': 'text/html; charset=utf-8',
};
// stands for every picture of a work
const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#7fa9a0" d="M0 0h4v3H0z"/></svg>';
// what the server also sends: a page that needs more than this must fail here too
const policy = "default-src 'self'; script-src 'self' 'inline-speculation-rules'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export const names = async (folder) => (await readdir(folder)).filter((name) => name.endsWith('.html')).sort();

export const serve = async (folder) => {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://samples').pathname);
    try {
      if (path.startsWith('/m/')) {
        response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture);
        return;
      }
      const file = path.startsWith('/static/') ? join(statics, path.split('/').slice(3).join('/')) : join(folder, path);
      const body = await readFile(file);
      response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
};
