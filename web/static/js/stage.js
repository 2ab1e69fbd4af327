// The big screen of a ceremony: one award at a time. Everything is in the page already, so nothing is asked of the network.
// Where awards are announced one by one, what was shown is told to the server in order, as soon as it can be reached.
const stage = document.querySelector('[data-stage]');
const slides = [...stage.children];
const buttons = [...document.querySelectorAll('[data-step]')];
const whole = document.querySelector('[data-whole]');
// where a rehearsal ended is not where the evening begins
const key = `${stage.dataset.live ? 'live' : 'stage'} ${location.pathname}`;

const said = document.querySelector('[data-said]');
const waiting = [];
const told = new Set();
let telling = false;

const tell = async () => {
  if (telling) return;
  telling = true;
  while (waiting.length) {
    const body = new URLSearchParams({ csrf: stage.dataset.live });
    const answer = await fetch(waiting[0], { method: 'POST', body }).catch(() => null);
    if (!answer?.ok) {
      said.textContent = said.dataset.waits;
      setTimeout(tell, 2000);
      break;
    }
    waiting.shift();
    if (!waiting.length) said.textContent = said.dataset.said;
  }
  telling = false;
};
// Whatever was passed on the way here is public too, so that a reload in the middle leaves nobody out.
const reveal = () => {
  for (const { dataset } of slides.slice(0, at + 1)) {
    if (!dataset.reveal || told.has(dataset.reveal)) continue;
    told.add(dataset.reveal);
    waiting.push(dataset.reveal);
  }
  tell();
};

let at = 0;
try {
  // a reload by mistake does not begin the evening anew
  at = Math.min(Number(sessionStorage.getItem(key)) || 0, slides.length - 1);
} catch { /* it begins anew */ }

const show = () => {
  slides.forEach((slide, n) => { slide.hidden = n !== at; });
  for (const button of buttons) button.disabled = !slides[at + Number(button.dataset.step)];
  if (stage.dataset.live) reveal();
  try {
    sessionStorage.setItem(key, String(at));
  } catch { /* remembered by this page only */ }
};
const step = (by) => {
  if (!slides[at + by]) return;
  at += by;
  show();
};
const full = async () => {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch { /* the window is as large as it gets */ }
};

document.body.classList.add('live');
for (const button of buttons) {
  button.hidden = false;
  button.addEventListener('click', () => step(Number(button.dataset.step)));
}
whole.hidden = !document.fullscreenEnabled;
whole.addEventListener('click', full);
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const on = event.target.matches?.('a, button, input');
  const ways = { ArrowRight: 1, PageDown: 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, ArrowUp: -1 };
  if (!on) Object.assign(ways, { ' ': 1, Enter: 1 });
  if (ways[event.key]) {
    event.preventDefault();
    step(ways[event.key]);
  } else if (event.key.toLowerCase() === 'f') {
    full();
  }
});
show();
