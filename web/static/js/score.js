// A juror's sheet: every mark is sent by itself, waits on this device while there is no network, and is never lost.
import { toggle as zoom } from './zoom.js';

const store = 'marks-waiting';
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(store) ?? '{}');
  } catch {
    return {};
  }
};
let memory = read();
const write = () => {
  try {
    localStorage.setItem(store, JSON.stringify(memory));
  } catch { /* without storage marks wait in this page only */ }
};

const form = document.querySelector('[data-score]');
const status = document.querySelector('[data-status]');
const say = (words, waiting) => {
  if (!status) return;
  status.textContent = words;
  status.classList.toggle('waiting', Boolean(waiting));
};

// one waiting value for each address and field: the newest wins, so sending again changes nothing
const put = (address, field, value) => {
  memory[`${address} ${field}`] = { address, field, value, client: crypto.randomUUID() };
  write();
  flush();
};

let sending = false;
async function flush() {
  if (sending) return;
  sending = true;
  for (const [key, item] of Object.entries(memory)) {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, client: item.client, field: item.field, value: item.value });
    let answer;
    try {
      answer = await fetch(item.address, { method: 'POST', body, headers: { accept: 'application/json' }, signal: AbortSignal.timeout(15000) });
    } catch {
      say(form.dataset.waiting, true);
      break;
    }
    if (answer.ok) {
      const { clock } = await answer.json();
      if (memory[key]?.client === item.client) delete memory[key];
      write();
      if (item.address === form.dataset.score) say(form.dataset.saved.replace('#', clock));
    } else if (answer.status === 401 || answer.status === 403) {
      say(form.dataset.signedOut, true);
      break;
    } else if (answer.status >= 500 || answer.status === 429) {
      say(form.dataset.waiting, true);
      break;
    } else {
      // locked, recused or refused: the server's word stands
      const refusal = await answer.json().catch(() => ({}));
      delete memory[key];
      write();
      if (refusal.mark !== undefined) say(form.dataset.differs.replace('#', refusal.mark), true);
      else if (refusal.message) say(refusal.message, true);
    }
  }
  sending = false;
}

if (form) {
  form.addEventListener('change', (event) => {
    const { name, value } = event.target;
    if (name.startsWith('mark-') || name === 'comment') put(form.dataset.score, name, value);
  });
  addEventListener('online', flush);
  setInterval(() => {
    if (Object.keys(memory).length) flush();
  }, 10000);
  // what waited from before a reload is shown as given
  for (const { address, field, value } of Object.values(memory)) {
    if (address !== form.dataset.score) continue;
    const pad = form.elements[field];
    if (pad) pad.value = value;
  }
  if (Object.keys(memory).length) flush();
}

// Keys. The current criterion is the first without a mark, or the one last touched.
const pads = [...document.querySelectorAll('[data-criterion]:not(:disabled)')];
let current = null;
const next = () => current ?? pads.find((pad) => !pad.querySelector(':checked')) ?? pads[0];
for (const pad of pads) pad.addEventListener('focusin', () => { current = pad; });

let on = true;
try {
  on = localStorage.getItem('keys') !== 'off';
} catch { /* default */ }
const control = document.querySelector('[data-keys-switch]');
if (control) {
  const words = [control.textContent, control.dataset.off];
  const show = () => { control.textContent = words[on ? 0 : 1]; };
  control.hidden = false;
  control.addEventListener('click', () => {
    on = !on;
    try {
      localStorage.setItem('keys', on ? 'on' : 'off');
    } catch { /* for this page only */ }
    show();
  });
  show();
}

const follow = (name) => document.querySelector(`[data-key="${name}"]`)?.click();
const keys = {
  j: () => follow('next'), ArrowRight: () => follow('next'),
  k: () => follow('previous'), ArrowLeft: () => follow('previous'),
  z: zoom, x: () => follow('recuse'), '?': () => follow('help'),
};
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && location.hash) {
    location.hash = 'main';
    return;
  }
  const field = event.target.matches?.('textarea, input:not([type=radio]), select');
  if (!on || field || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog:target')) return;
  if (/^[0-9]$/.test(event.key)) {
    const pad = next();
    const marks = pad ? [...pad.querySelectorAll('input')] : [];
    const wanted = event.key === '0' ? '10' : event.key;
    // where there is no 10, the key 0 is nought
    const mark = marks.find((input) => input.value === wanted) ?? marks.find((input) => input.value === event.key);
    if (!mark) return;
    event.preventDefault();
    mark.checked = true;
    mark.dispatchEvent(new Event('change', { bubbles: true }));
    const after = pads[pads.indexOf(pad) + 1];
    current = after ?? pad;
    current.scrollIntoView({ block: 'nearest' });
    return;
  }
  const act = keys[event.key] ?? keys[event.key.toLowerCase()];
  // arrows belong to the radio buttons while one of them has the focus
  if (!act || (event.key.startsWith('Arrow') && event.target.matches?.('[type=radio]'))) return;
  event.preventDefault();
  act();
});
