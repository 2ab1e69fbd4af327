// The browser draws the next sheet before it is asked for: once this one is in front and painted, so that it never waits for the next.
import './shown.js';

const PAUSE = 300;

const painted = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
const loaded = () => new Promise((done) => {
  if (document.readyState === 'complete') done();
  else addEventListener('load', done, { once: true });
});

const next = document.querySelector('nav [data-key=next]');
if (next && HTMLScriptElement.supports?.('speculationrules')) {
  Promise.all([painted(), loaded()]).then(() => setTimeout(() => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({ prerender: [{ urls: [next.href], eagerness: 'immediate' }] });
    document.head.append(rules);
  }, PAUSE));
}
