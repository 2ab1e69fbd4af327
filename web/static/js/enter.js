// Entry pages: counters, a look at the chosen file, checks before sending, and typed text that survives a reload.
import { forget, hashOf, keep, kept, keysOf } from './device.js';

const form = document.querySelector('[data-enter]');
const number = (n) => n.toLocaleString(document.documentElement.lang);

for (const line of document.querySelectorAll('[data-counter]')) {
  const area = document.getElementById(line.dataset.counter);
  const { limit, lines } = area.dataset;
  const count = document.createElement('span');
  count.setAttribute('aria-live', 'polite');
  line.append(count);
  const show = () => {
    const written = lines ? area.value.split('\n').filter((text) => text.trim()).length : [...area.value].length;
    const left = Number(lines || limit) - written;
    count.className = left < 0 ? 'over' : '';
    if (lines) count.textContent = line.dataset.wordsLines.replace('#', number(written));
    else count.textContent = line.dataset[left < 0 ? 'wordsOver' : 'wordsLeft'].replace('#', number(Math.abs(left)));
  };
  area.addEventListener('input', show);
  show();
}

const accepted = (file, accept) => accept.split(',').some((kind) => {
  if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind);
  return kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
});

const complain = (box, words) => {
  box.querySelector('[data-complaint]')?.remove();
  if (!words) return;
  const line = document.createElement('p');
  line.className = 'error';
  line.dataset.complaint = '';
  line.setAttribute('role', 'alert');
  line.textContent = words;
  box.prepend(line);
};

// drawn small, so that a phone with little memory never holds the whole picture twice
const show = async (file, frame) => {
  const picture = await createImageBitmap(file, { resizeWidth: 480 }).catch(() => null);
  if (!picture) return;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d').drawImage(picture, 0, 0);
  picture.close();
  frame.replaceChildren(canvas);
  frame.hidden = false;
};

for (const box of document.querySelectorAll('[data-file]')) {
  const input = box.querySelector('input');
  const frame = box.querySelector('[data-preview]');
  input.addEventListener('change', () => {
    const file = input.files[0];
    frame.hidden = true;
    frame.replaceChildren();
    complain(box, '');
    if (!file) return;
    const { max, tooBig, wrongKind } = box.dataset;
    if (file.size > Number(max)) complain(box, tooBig);
    // a phone that names no type is left to the server
    else if (file.type && !accepted(file, input.accept)) complain(box, wrongKind);
    else if (file.type.startsWith('image/')) show(file, frame);
    if (box.querySelector('[data-complaint]')) input.value = '';
  });
}

// Opening the camera may unload the page on small phones: what was typed and chosen is kept on this device until
// the next page has come.
const key = `typed:${location.pathname}`;
const typed = () => [...form.elements].filter((field) => /^(text|tel|textarea|select-one)$/.test(field.type));
const pickers = () => [...form.querySelectorAll('input[type=file]')];
const keepTyped = async () => {
  if (await keep(key, typed().map((field) => [field.name, field.value]))) tellKept();
};
// the first of the four stations: what is on this page is on this device
let keptLine;
const tellKept = () => {
  if (!keptLine) {
    keptLine = document.createElement('p');
    keptLine.className = 'muted small';
    keptLine.dataset.keptLine = '';
    form.append(keptLine);
  }
  const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  keptLine.textContent = form.dataset.kept.replace('#', at);
};

const restore = async () => {
  for (const [name, value] of await kept(key) ?? []) {
    const field = form.elements[name];
    if (field && !field.value) {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
  }
  for (const input of pickers()) {
    const file = !input.files.length && await kept(`${key}:${input.name}`);
    if (file) choose(input, file);
  }
};

// a file that a script chose
const choose = (input, file) => {
  try {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  } catch { /* an old browser asks its owner again */ }
};

// Receipt first, pixels later: the form carries a small preview and the original's hash; the original follows.
const SMALL = 350 * 1024;
const preview = async (file) => {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement('canvas');
  const brush = canvas.getContext('2d');
  try {
    // a busy picture is made smaller before it is made ugly
    for (const [side, quality] of [[1600, 0.84], [1600, 0.7], [1280, 0.66], [1024, 0.6], [800, 0.5], [640, 0.4]]) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      brush.fillStyle = '#fff';
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', quality); });
      if (blob && blob.size <= SMALL) return new File([blob], file.name, { type: 'image/jpeg' });
    }
    return null;
  } finally {
    picture.close();
  }
};
const promise = async (input) => {
  const file = input.files[0];
  if (!file || file.size <= SMALL) return;
  const small = file.type.startsWith('image/') ? await preview(file).catch(() => null) : undefined;
  // a picture that this browser cannot open goes whole
  if (small === null) return;
  const sha256 = await hashOf(file);
  if (!sha256) return;
  await keep(`file:${sha256}`, file);
  if (!await kept(`file:${sha256}`)) return;
  const line = document.createElement('input');
  line.type = 'hidden';
  line.name = input.name === 'sheet' ? 'promise_sheet' : 'promise';
  line.value = JSON.stringify({ sha256, size: file.size, name: file.name });
  const chosen = new DataTransfer();
  if (small) chosen.items.add(small);
  input.files = chosen.files;
  form.append(line);
};

let banner;
const tell = (words, action) => {
  banner?.remove();
  banner = document.createElement('div');
  banner.className = 'notice warn';
  banner.setAttribute('role', 'status');
  banner.append(words);
  if (action) banner.append(' ', action);
  form.before(banner);
};
const offline = async () => {
  const unsent = (await keysOf('typed:')).filter((name) => name.split(':').length === 2).length;
  if (navigator.onLine) return;
  tell(`${form.dataset.offline} ${unsent ? form.dataset.unsent.replace('#', number(unsent)) : ''}`);
};

const leave = () => {
  try {
    sessionStorage.setItem('sent', key);
  } catch { /* the kept text ends by itself */ }
  // two taps on a slow line must not send twice
  setTimeout(() => {
    for (const button of form.querySelectorAll('button:not([type])')) button.disabled = true;
  });
};

if (form) {
  const { sent } = sessionStorage;
  if (sent && sent !== key) {
    sessionStorage.removeItem('sent');
    keysOf(sent).then((names) => names.forEach(forget));
  }
  restore();
  form.addEventListener('input', keepTyped);
  for (const input of pickers()) input.addEventListener('change', () => input.files[0] && keep(`${key}:${input.name}`, input.files[0]));
  let ready = !('prepare' in form.dataset);
  let tapped = false;
  form.addEventListener('submit', async (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      tapped = true;
      await keepTyped();
      offline();
      return;
    }
    if (ready) {
      leave();
      return;
    }
    event.preventDefault();
    tell(form.dataset.prepare);
    try {
      for (const input of pickers()) await promise(input);
    } catch { /* the whole file goes with the form */ }
    ready = true;
    leave();
    form.submit();
  });
  // back on the network: one tap sends what was tried without it
  addEventListener('online', () => {
    if (!tapped) return banner?.remove();
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = form.dataset.sendNow;
    button.addEventListener('click', () => form.requestSubmit());
    return tell(form.dataset.unsent.replace('#', number(1)), button);
  });
  addEventListener('offline', offline);
  offline();
  // coming back by the back button shows the page as it was left
  addEventListener('pageshow', () => {
    for (const button of form.querySelectorAll('button:disabled')) button.disabled = false;
  });
  navigator.serviceWorker?.register('/sw.js').catch(() => { /* plain HTTP in a local network has none */ });
}

// The guardian's block is always there; with a year of birth we know whether it is needed.
const guardian = document.querySelector('[data-minor-from]');
const year = document.getElementById('birth_year');
if (guardian && year) {
  const decide = () => {
    const adult = /^\d{4}$/.test(year.value.trim()) && Number(year.value) < Number(guardian.dataset.minorFrom);
    guardian.hidden = adult && !guardian.querySelector('.wrong');
  };
  year.addEventListener('input', decide);
  decide();
}

document.getElementById('errors')?.focus();
