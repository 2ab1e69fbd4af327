// Keeps "còn 3 ngày 4 giờ" true while the page stays open, by the server's clock.
const box = document.querySelector('[data-countdown]');
const ahead = Number(box.dataset.now) - Date.now();
const unit = (name, n) => new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(n);
const show = () => {
  const minutes = Math.max(0, Math.floor((Number(box.dataset.countdown) - Date.now() - ahead) / 60000));
  const parts = [['day', Math.floor(minutes / 1440)], ['hour', Math.floor(minutes / 60) % 24], ['minute', minutes % 60]];
  const shown = parts.filter(([, n]) => n > 0).slice(0, 2).map(([name, n]) => unit(name, n)).join(' ');
  if (shown) box.textContent = box.dataset.words.replace('#', shown);
};
setInterval(show, 20000);
