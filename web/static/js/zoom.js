// Opens the large picture inside its frame: drag to move, tap again or Escape to leave.
const open = (frame) => {
  const link = frame.querySelector('a');
  const image = frame.querySelector('img');
  if (frame.classList.contains('near')) {
    frame.classList.remove('near');
    image.src = frame.dataset.small;
    return;
  }
  frame.dataset.small = image.src;
  const { width, height } = image.getBoundingClientRect();
  frame.classList.add('near');
  image.width = width * 2.5;
  image.height = height * 2.5;
  image.src = link.href;
  frame.scrollTo((width * 2.5 - frame.clientWidth) / 2, (height * 2.5 - frame.clientHeight) / 2);
};
const attach = (frame) => {
  let from = null;
  let moved = false;
  for (const link of frame.querySelectorAll('a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      if (!moved) open(frame);
    });
  }
  const image = frame.querySelector('img');
  image.draggable = false;
  frame.querySelector('a').draggable = false;
  frame.addEventListener('pointerdown', (event) => {
    moved = false;
    if (event.pointerType === 'mouse' && frame.classList.contains('near')) from = [event.clientX + frame.scrollLeft, event.clientY + frame.scrollTop];
  });
  frame.addEventListener('pointermove', (event) => {
    if (!from) return;
    const [x, y] = [from[0] - event.clientX, from[1] - event.clientY];
    if (Math.hypot(x - frame.scrollLeft, y - frame.scrollTop) > 4) moved = true;
    frame.scrollTo(x, y);
  });
  for (const name of ['pointerup', 'pointerleave']) frame.addEventListener(name, () => { from = null; });
};
export const toggle = () => {
  const frame = document.querySelector('[data-zoom]');
  if (frame) open(frame);
};
for (const frame of document.querySelectorAll('[data-zoom]')) attach(frame);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && document.querySelector('.near')) toggle();
});
