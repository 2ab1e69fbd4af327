// Works are dragged along a wall, or to another one; without this file buttons do the same.
const form = document.querySelector('[data-walls]');
let held = null;

// Before which work of a list the pointer is; null behind the last one.
const before = (list, x, y) => [...list.children].find((item) => {
  if (item === held) return false;
  const box = item.getBoundingClientRect();
  return y < box.bottom && (y < box.top || x < box.left + box.width / 2);
}) ?? null;

// Where it would go is marked; nothing moves under the pointer before it is let go.
const mark = (list, place) => {
  for (const old of form.querySelectorAll('.over-here, .place')) old.classList.remove('over-here', 'place');
  list?.classList.add('over-here');
  place?.classList.add('place');
};

const send = (list, place) => {
  const act = document.createElement('input');
  Object.assign(act, { type: 'hidden', name: 'act', value: 'order' });
  list.insertBefore(held, place);
  const works = [...list.children].map((item) => item.dataset.work);
  form.elements.order.value = (list.dataset.wall ? works : [held.dataset.work]).join(' ');
  form.elements.wall.value = list.dataset.wall;
  form.append(act);
  form.submit();
};

for (const list of form?.querySelectorAll('.pieces') ?? []) {
  for (const item of list.children) {
    item.draggable = true;
    item.addEventListener('dragstart', (event) => {
      held = item;
      item.classList.add('held');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', item.dataset.work);
    });
    item.addEventListener('dragend', () => {
      held = null;
      item.classList.remove('held');
      mark(null, null);
    });
  }
  list.addEventListener('dragover', (event) => {
    if (!held) return;
    event.preventDefault();
    mark(list, before(list, event.clientX, event.clientY));
  });
  list.addEventListener('drop', (event) => {
    if (!held) return;
    event.preventDefault();
    send(list, before(list, event.clientX, event.clientY));
  });
}
