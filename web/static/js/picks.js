// Works chosen to be compared are remembered by this tab, for each list: chosen on the list or on a sheet, compared from both.
import './shown.js';

const MOST = 4;
const key = (address) => `compare ${address}`;
const read = (address) => {
  try {
    return JSON.parse(sessionStorage.getItem(key(address)) ?? '[]');
  } catch {
    return [];
  }
};
const write = (address, codes) => {
  try {
    sessionStorage.setItem(key(address), JSON.stringify(codes));
  } catch { /* chosen for this page only */ }
};

for (const form of document.querySelectorAll('[data-picks]')) {
  const address = form.dataset.picks;
  const boxes = [...form.querySelectorAll('input[name=code]')];
  const limit = () => {
    const full = boxes.filter((box) => box.checked).length >= MOST;
    for (const box of boxes) box.disabled = full && !box.checked;
  };
  const held = read(address);
  for (const box of boxes) box.checked = held.includes(box.value);
  limit();
  form.addEventListener('change', () => {
    write(address, boxes.filter((box) => box.checked).map((box) => box.value));
    limit();
  });
}

const link = document.querySelector('[data-compare]');
const label = document.querySelector('[data-pick]');
const box = label?.querySelector('input');
const plain = link?.textContent;
const show = () => {
  const address = link.dataset.compare;
  const codes = read(address);
  box.checked = codes.includes(box.value);
  box.disabled = codes.length >= MOST && !box.checked;
  const shown = codes.length > 1 ? codes : [...new Set([...codes, box.value])];
  link.href = `${address}?${shown.map((code) => `code=${encodeURIComponent(code)}`).join('&')}`;
  link.textContent = shown.length > 1 ? link.dataset.words.replace('#', shown.length) : plain;
};
if (link && box) {
  label.hidden = false;
  box.addEventListener('change', () => {
    const others = read(link.dataset.compare).filter((code) => code !== box.value);
    write(link.dataset.compare, box.checked ? [...others, box.value] : others);
    show();
  });
  show();
}

// The key C: chooses this work or lets it go.
export const pick = () => box?.click();
