// Works dragged or moved by buttons into one order; nothing is sent before the juror saves, and a page left unsaved asks.
const form = document.querySelector('[data-ranking]');
const list = form?.querySelector('.order');
const status = form?.querySelector('[data-status]');
let changed = false;

const number = () => {
  [...list.children].forEach((item, n) => { item.querySelector('input').value = n + 1; });
};
const moved = (item) => {
  changed = true;
  number();
  const place = [...list.children].indexOf(item) + 1;
  status.textContent = form.dataset.moved.replace('#1', item.dataset.title).replace('#2', place);
};

if (form && !form.querySelector('fieldset').disabled) {
  for (const button of form.querySelectorAll('.moves button')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const item = button.closest('li');
      const up = button.value.startsWith('up-');
      const beside = up ? item.previousElementSibling : item.nextElementSibling;
      if (!beside) return;
      if (up) beside.before(item);
      else beside.after(item);
      moved(item);
      button.focus();
    });
  }
  // a typed place moves the work there
  list.addEventListener('change', ({ target }) => {
    const item = target.closest('li');
    const place = Number(target.value.replace(',', '.'));
    if (!Number.isFinite(place)) {
      number();
      return;
    }
    const others = [...list.children].filter((other) => other !== item);
    const before = others[Math.max(0, Math.ceil(place) - 1)];
    if (before) before.before(item);
    else list.append(item);
    moved(item);
  });
  let dragged = null;
  for (const item of list.children) {
    item.draggable = true;
    item.addEventListener('dragstart', () => { dragged = item; });
    item.addEventListener('dragover', (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) item.before(dragged);
      else item.after(dragged);
    });
    item.addEventListener('dragend', () => {
      if (dragged) moved(dragged);
      dragged = null;
    });
  }
  form.addEventListener('submit', () => { changed = false; });
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
}
