// The marks of one criterion within reach of the thumb. It gives marks through the sheet's own buttons and shows nothing that
// is not there.
const bar = document.querySelector('[data-thumb]');
// longer scales do not fit under a thumb; the sheet has them all
const MOST = 12;

// `give` is called with a criterion's fieldset and the mark; `step` with how many criteria to go on.
export const thumb = (pads, give, step) => {
  const fits = bar && pads.length > 0 && pads.every((pad) => pad.querySelectorAll('[type=radio]').length <= MOST);
  if (!fits) return () => {};
  const keys = bar.querySelector('[data-thumb-keys]');
  bar.hidden = false;
  document.body.classList.add('thumbs');
  for (const button of bar.querySelectorAll('[data-thumb-step]')) {
    button.addEventListener('click', () => step(Number(button.dataset.thumbStep)));
  }
  let shown = null;
  return (pad) => {
    const marks = [...pad.querySelectorAll('[type=radio]')];
    if (shown !== pad) {
      shown = pad;
      bar.querySelector('[data-thumb-name]').textContent = pad.dataset.name;
      bar.querySelector('[data-thumb-place]').textContent = `${pads.indexOf(pad) + 1}/${pads.length}`;
      keys.classList.toggle('six', marks.length > 10);
      keys.classList.toggle('few', marks.length < 4);
      keys.replaceChildren(...marks.map((mark) => {
        const key = document.createElement('button');
        key.type = 'button';
        key.textContent = mark.nextElementSibling.textContent;
        key.addEventListener('click', () => give(pad, mark));
        return key;
      }));
    }
    [...keys.children].forEach((key, n) => key.setAttribute('aria-pressed', String(marks[n].checked)));
  };
};
