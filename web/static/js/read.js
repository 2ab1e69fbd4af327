// The work alone, as large as the screen: a poem to read, a painting to look at. Where the browser has no full screen, the page
// clears itself.
const control = document.querySelector('[data-read]');
const words = control ? [control.textContent, control.dataset.close] : [];
const page = document.documentElement;

const set = (on) => {
  document.body.classList.toggle('reading', on);
  if (control) control.textContent = words[on ? 1 : 0];
  scrollTo(0, 0);
};
export const reading = () => document.body.classList.contains('reading');
export const toggleReading = async () => {
  const on = !reading();
  set(on);
  try {
    if (on) await page.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  } catch { /* refused: the page has cleared itself */ }
};
document.addEventListener('fullscreenchange', () => {
  if (!document.fullscreenElement && reading()) set(false);
});
if (control) {
  control.hidden = false;
  control.addEventListener('click', toggleReading);
}
