// A juror's sheet: every mark is sent by itself and is never lost; keys, thumb and full screen for the hand that holds the tablet.
import './shown.js';
import './ahead.js';
import { pick } from './picks.js';
import { playPause } from './player.js';
import { choose, put, start, waiting } from './queue.js';
import { reading, toggleReading } from './read.js';
import { thumb } from './thumb.js';
import { toggle as zoom } from './zoom.js';

const form = document.querySelector('[data-score]');
const status = document.querySelector('[data-status]');
const differs = document.querySelector('[data-differs]');
const pads = [...document.querySelectorAll('[data-criterion]:not(:disabled)')];
const name = (pad) => `mark-${pad.dataset.criterion}`;
const seenOf = (pad) => form.elements[`seen-${pad.dataset.criterion}`];
const padOf = (field) => pads.find((pad) => name(pad) === field);

const say = (words, waits) => {
  if (!status) return;
  status.textContent = words;
  status.classList.toggle('waiting', Boolean(waits));
};

// The criterion that keys and thumb mark: the one last touched, or the first without a mark.
let current = null;
const now = () => current ?? pads.find((pad) => !pad.querySelector(':checked')) ?? pads[0];
const show = (pad, value) => {
  for (const input of pad.querySelectorAll('[type=radio]')) input.checked = input.value === value;
  pad.dataset.given = value;
};
const go = (pad) => {
  current = pad;
  draw(pad);
  if (!reading()) pad.scrollIntoView({ block: 'nearest' });
};

// The last mark, which can be taken back once, from the next work too.
const last = 'mark-last';
const remember = (step) => {
  try {
    if (step) sessionStorage.setItem(last, JSON.stringify(step));
    else sessionStorage.removeItem(last);
  } catch { /* nothing to take back */ }
  mayUndo();
};
const remembered = () => {
  try {
    return JSON.parse(sessionStorage.getItem(last));
  } catch {
    return null;
  }
};
const undoButton = document.querySelector('[data-undo]');
const mayUndo = () => {
  if (undoButton) undoButton.disabled = !remembered();
};

const item = (pad, value) => ({
  address: form.dataset.score, code: form.dataset.code, field: name(pad), label: pad.dataset.name, value, seen: seenOf(pad).value,
});
const give = (pad, mark) => {
  const before = pad.dataset.given;
  show(pad, mark.value);
  remember({ ...item(pad, before || 'none'), undone: true });
  put(item(pad, mark.value));
  go(pads[pads.indexOf(pad) + 1] ?? pad);
};
const undo = () => {
  const step = remembered();
  if (!step) return;
  remember(null);
  const pad = step.address === form.dataset.score ? padOf(step.field) : null;
  if (pad) {
    show(pad, step.value === 'none' ? '' : step.value);
    go(pad);
    step.seen = seenOf(pad).value;
  }
  put(step);
};

const answered = {
  saved(about, { clock, seen }) {
    const pad = about.address === form.dataset.score ? padOf(about.field) : null;
    if (pad) seenOf(pad).value = seen;
    const step = remembered();
    if (step?.address === about.address && step.field === about.field) remember({ ...step, seen });
    if (about.undone) say(form.dataset.undone.replace('#', about.code));
    else if (about.address === form.dataset.score) say(form.dataset.saved.replace('#', clock));
  },
  waiting: () => say(form.dataset.waiting, true),
  'signed-out': () => say(form.dataset.signedOut, true),
  refused(about, { message }) {
    say(message ?? form.dataset.refused, true);
  },
  differs() {
    ask();
  },
};

// Another window changed a mark: both are shown, and the juror chooses.
const word = (field, value) => {
  if (value === '' || value === 'none') return differs.dataset.wordsNone;
  const mark = [...(padOf(field)?.querySelectorAll('[type=radio]') ?? [])].find((input) => input.value === value);
  return mark?.nextElementSibling.textContent ?? value;
};
const ask = () => {
  const open = waiting().find((about) => about.stands);
  if (!open || !differs || differs.open) return;
  const [theirs, mine] = [word(open.field, open.stands.mark), word(open.field, open.value)];
  const words = [open.code, open.label, theirs, mine];
  differs.querySelector('[data-differs-text]').textContent = words.reduce((text, value, n) => text.replace(`#${n + 1}`, value), differs.dataset.words);
  for (const button of differs.querySelectorAll('[data-keep]')) {
    const keepMine = button.dataset.keep === 'mine';
    button.textContent = button.dataset.words.replace('#', keepMine ? mine : theirs);
    button.onclick = () => {
      const pad = open.address === form.dataset.score ? padOf(open.field) : null;
      if (pad) {
        seenOf(pad).value = open.stands.seen;
        show(pad, keepMine ? open.value : open.stands.mark);
        draw(now());
      }
      choose(open, keepMine);
      differs.close();
      ask();
    };
  }
  differs.showModal();
};

// Without a network what is marked already waits here, and the next work may be in a pack; what needs the server says so.
document.addEventListener('submit', (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  if (event.submitter?.value === 'next') follow('next');
  else say(document.querySelector('[data-score]')?.dataset.needs ?? '', true);
});

const step = (by) => go(pads[(pads.indexOf(now()) + by + pads.length) % pads.length]);
const draw = thumb(pads, give, step);

if (form) {
  for (const pad of pads) {
    pad.dataset.given = pad.querySelector(':checked')?.value ?? '';
    pad.addEventListener('focusin', () => {
      current = pad;
      draw(pad);
    });
  }
  // what waited from before a reload is shown as given
  for (const { address, field, value } of waiting()) {
    if (address !== form.dataset.score) continue;
    const pad = padOf(field);
    if (pad) show(pad, value === 'none' ? '' : value);
    else if (form.elements[field]) form.elements[field].value = value;
  }
  form.addEventListener('change', ({ target }) => {
    const pad = target.closest('[data-criterion]');
    if (pad) give(pad, target);
    else if (['comment', 'message'].includes(target.name)) put({ address: form.dataset.score, code: form.dataset.code, field: target.name, value: target.value });
  });
  if (undoButton) {
    undoButton.hidden = false;
    undoButton.addEventListener('click', undo);
    mayUndo();
  }
  if (pads.length) draw(now());
  start(form.elements.csrf.value, (what, about, answer) => answered[what](about, answer));
}

let on = true;
try {
  on = localStorage.getItem('keys') !== 'off';
} catch { /* default */ }
const control = document.querySelector('[data-keys-switch]');
if (control) {
  const words = [control.textContent, control.dataset.off];
  const showWords = () => { control.textContent = words[on ? 0 : 1]; };
  control.hidden = false;
  control.addEventListener('click', () => {
    on = !on;
    try {
      localStorage.setItem('keys', on ? 'on' : 'off');
    } catch { /* for this page only */ }
    showWords();
  });
  showWords();
}

const follow = (key) => document.querySelector(`[data-key="${key}"]`)?.click();
const comment = () => document.getElementById('comment')?.focus();
const keys = {
  j: () => follow('next'), ArrowRight: () => follow('next'),
  k: () => follow('previous'), ArrowLeft: () => follow('previous'),
  z: zoom, x: () => follow('recuse'), '?': () => follow('help'),
  f: toggleReading, c: pick, m: comment, u: undo,
};
// leaves what is open, the innermost first
const escape = (target) => {
  if (location.hash) location.hash = 'main';
  else if (target.id === 'comment') target.blur();
  else if (reading()) toggleReading();
};
const mark = (digit) => {
  const pad = now();
  const marks = pad ? [...pad.querySelectorAll('[type=radio]')] : [];
  // where there is no 10, the key 0 is nought
  const wanted = digit === '0' ? '10' : digit;
  const found = marks.find((input) => input.value === wanted) ?? marks.find((input) => input.value === digit);
  if (found) give(pad, found);
  return Boolean(found);
};
addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (key === 'Escape') {
    escape(target);
    return;
  }
  const field = target.matches?.('textarea, input:not([type=radio]), select');
  if (!on || field || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog:target, dialog[open]')) return;
  if (/^[0-9]$/.test(key)) {
    if (mark(key)) event.preventDefault();
    return;
  }
  if (key === ' ') {
    if (!target.matches?.('a, button, input, summary, audio, [tabindex]:not(main)') && playPause()) event.preventDefault();
    return;
  }
  const act = keys[key] ?? keys[key.toLowerCase()];
  // arrows belong to the radio buttons while one of them has the focus
  if (!act || (key.startsWith('Arrow') && target.matches?.('[type=radio]'))) return;
  event.preventDefault();
  act();
});
