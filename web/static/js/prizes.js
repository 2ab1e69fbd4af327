// The prize table's total while it is being typed; the server counts again when it is saved.
const lang = document.documentElement.lang;
const box = document.querySelector('[data-total]');
const sum = box.querySelector('[data-sum]');
const money = box.querySelector('[data-money]');
const frame = money.textContent.split(/[\d.,]+/);
const number = (input) => Number(input?.value.replace(/\D/g, '') || 0);
document.querySelector('fieldset.pad').addEventListener('input', () => {
  let awards = 0;
  let total = 0;
  for (const row of document.querySelectorAll('.edit tbody tr')) {
    if (!row.querySelector('input').value.trim()) continue;
    const quantity = number(row.querySelector('[data-quantity] input'));
    awards += quantity;
    total += quantity * number(row.querySelector('[data-each] input'));
  }
  sum.textContent = awards.toLocaleString(lang);
  sum.classList.toggle('over', Number(box.dataset.total) > 0 && awards !== Number(box.dataset.total));
  money.textContent = frame.join(total.toLocaleString(lang));
});
