// One Chromium for a test file; a page is a width, a colour scheme and whether scripts run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const base = process.env.BASE_URL ?? 'http://127.0.0.1:8080';
export const widths = [360, 1280];
export const schemes = ['light', 'dark'];

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

export const open = async (browser, path, { width = 360, scheme = 'light', scripts = true } = {}) => {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 780 : 900 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    locale: 'vi-VN',
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && page.complaints.push(line.text()));
  await page.goto(new URL(path, base).href);
  return page;
};

// What WCAG 2.2 AA and good practice say against the page, one line for each finding.
export const findings = async (page) => {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
};

export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

// The page has no network. With some versions of Chromium the next page that a service worker serves thinks that it has one,
// though nothing gets through: `stillOffline` says it again.
const lines = new WeakMap();
const tell = (line, offline) => line.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
export const stillOffline = async (page) => {
  const line = lines.get(page) ?? await page.context().newCDPSession(page);
  lines.set(page, line);
  await tell(line, true);
  await page.waitForFunction(() => !navigator.onLine);
};
export const offline = async (page, is) => {
  const line = lines.get(page);
  lines.delete(page);
  if (line && !is) {
    await tell(line, false);
    await line.detach();
  }
  await page.context().setOffline(is);
};
