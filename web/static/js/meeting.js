// Every screen of a meeting shows what lies on the table: it asks every two seconds, while somebody looks, and draws the page anew
// when something changed. The chair goes on with the arrow keys.
import './zoom.js';

const box = document.querySelector('[data-meeting]');
const lost = box.querySelector('[data-lost]');
let busy = false;
const typing = () => document.activeElement?.matches('textarea, input:not([type=hidden]), select');

const follow = async () => {
  if (document.hidden || busy || typing()) return;
  busy = true;
  try {
    const answer = await fetch(box.dataset.meeting, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(8000) });
    lost.hidden = true;
    if (answer.ok && (await answer.json()).version !== box.dataset.version) location.reload();
  } catch {
    // what is shown stays, and what is kept on this device can be looked at
    lost.hidden = false;
  }
  busy = false;
};
setInterval(follow, 2000);

addEventListener('keydown', (event) => {
  if (typing() || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = { ArrowRight: 'next', PageDown: 'next', j: 'next', ArrowLeft: 'previous', PageUp: 'previous', k: 'previous' }[event.key];
  const button = way && document.querySelector(`[data-key="${way}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
