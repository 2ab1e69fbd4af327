// Entry pages: counters, a look at the chosen file, checks before sending, and typed text that survives a reload.
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
const show = async (file, preview) => {
  const picture = await createImageBitmap(file, { resizeWidth: 480 }).catch(() => null);
  if (!picture) return;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d').drawImage(picture, 0, 0);
  picture.close();
  preview.replaceChildren(canvas);
  preview.hidden = false;
};

for (const box of document.querySelectorAll('[data-file]')) {
  const input = box.querySelector('input');
  const preview = box.querySelector('[data-preview]');
  input.addEventListener('change', () => {
    const file = input.files[0];
    preview.hidden = true;
    preview.replaceChildren();
    complain(box, '');
    if (!file) return;
    const { max, tooBig, wrongKind } = box.dataset;
    if (file.size > Number(max)) complain(box, tooBig);
    // a phone that names no type is left to the server
    else if (file.type && !accepted(file, input.accept)) complain(box, wrongKind);
    else if (file.type.startsWith('image/')) show(file, preview);
    if (box.querySelector('[data-complaint]')) input.value = '';
  });
}

// Opening the camera may unload the page on small phones: what was typed is kept in this tab until it is sent.
const key = `typed:${location.pathname}`;
const typed = () => [...form.elements].filter((field) => /^(text|tel|textarea|select-one)$/.test(field.type));
const keep = () => {
  try {
    sessionStorage.setItem(key, JSON.stringify(typed().map((field) => [field.name, field.value])));
  } catch { /* private mode without storage: the server still saves at each step */ }
};
if (form) {
  let saved = [];
  try {
    saved = JSON.parse(sessionStorage.getItem(key) ?? '[]');
  } catch { /* not ours */ }
  for (const [name, value] of saved) {
    const field = form.elements[name];
    if (field && !field.value) {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
  }
  form.addEventListener('input', keep);
  form.addEventListener('submit', () => {
    try {
      sessionStorage.removeItem(key);
    } catch { /* nothing kept */ }
    // two taps on a slow line must not send twice
    setTimeout(() => {
      for (const button of form.querySelectorAll('button:not([type])')) button.disabled = true;
    });
  });
  // coming back by the back button shows the page as it was left
  addEventListener('pageshow', () => {
    for (const button of form.querySelectorAll('button:disabled')) button.disabled = false;
  });
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
