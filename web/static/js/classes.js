// A class's photos go one by one, so that a broken line loses one at most; without this file they go in one form.
const form = document.querySelector('[data-photos]');
const input = form?.querySelector('input[type=file]');
const line = form?.querySelector('[data-progress]');

const send = async (file) => {
  const body = new FormData();
  body.set('csrf', form.elements.csrf.value);
  body.append('photos', file, file.name);
  return fetch(location.pathname, { method: 'POST', body, redirect: 'follow' });
};

form?.addEventListener('submit', async (event) => {
  // as the camera counted them: a card stands before its work
  const files = [...input.files].sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }));
  if (files.length < 2) return;
  event.preventDefault();
  form.querySelector('button').disabled = true;
  line.hidden = false;
  const left = new DataTransfer();
  let refused = null;
  for (const [index, file] of files.entries()) {
    line.textContent = form.dataset.wordsSending.replace('#', `${index + 1}/${files.length}`);
    const answer = await send(file).catch(() => null);
    if (!answer?.ok) {
      left.items.add(file);
      if (answer?.status === 422) refused = await answer.text();
    }
  }
  if (!left.files.length) {
    location.reload();
    return;
  }
  // What did not arrive stays chosen; the page's own words say why.
  const words = refused && new DOMParser().parseFromString(refused, 'text/html').querySelector('#photos-error');
  if (words) line.replaceChildren(...words.childNodes);
  input.files = left.files;
  form.querySelector('button').disabled = false;
});

// A photo that nobody's name fitted is dragged onto its child; the form below it does the same.
const cards = [...document.querySelectorAll('[data-photo]')];
let dragged = null;
for (const card of cards) {
  const picture = card.querySelector('img');
  picture.draggable = true;
  picture.addEventListener('dragstart', () => { dragged = card; });
  picture.addEventListener('dragend', () => { dragged = null; });
}
for (const child of cards.length ? document.querySelectorAll('[data-child]') : []) {
  child.addEventListener('dragover', (event) => {
    if (!dragged) return;
    event.preventDefault();
    child.classList.add('done');
  });
  child.addEventListener('dragleave', () => child.classList.remove('done'));
  child.addEventListener('drop', (event) => {
    event.preventDefault();
    if (!dragged) return;
    dragged.elements.child.value = child.dataset.child;
    dragged.requestSubmit();
  });
}
