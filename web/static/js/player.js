// Songs: the outline shows how far it has played and takes a click; each song goes on where it was left on this device; one plays
// at a time.
const key = (audio) => `played ${new URL(audio.currentSrc || audio.src).pathname}`;
const keep = (audio) => {
  try {
    // a song that has ended begins anew
    if (audio.ended || audio.currentTime < 1) localStorage.removeItem(key(audio));
    else localStorage.setItem(key(audio), String(Math.floor(audio.currentTime)));
  } catch { /* it begins anew */ }
};
const held = (audio) => {
  try {
    return Number(localStorage.getItem(key(audio))) || 0;
  } catch {
    return 0;
  }
};
const players = [...document.querySelectorAll('.audio audio')];

for (const audio of players) {
  const wave = audio.parentElement.querySelector('[data-wave]');
  const draw = () => {
    if (audio.duration) wave?.style.setProperty('--played', `${(audio.currentTime / audio.duration) * 100}%`);
  };
  const from = held(audio);
  if (from) audio.preload = 'metadata';
  audio.addEventListener('loadedmetadata', () => {
    if (from && from < audio.duration) audio.currentTime = from;
    draw();
  }, { once: true });
  let last = 0;
  audio.addEventListener('timeupdate', () => {
    draw();
    if (Math.abs(audio.currentTime - last) < 1) return;
    last = audio.currentTime;
    keep(audio);
  });
  for (const name of ['pause', 'ended']) audio.addEventListener(name, () => keep(audio));
  addEventListener('pagehide', () => {
    if (audio.readyState > 0) keep(audio);
  });
  audio.addEventListener('play', () => {
    for (const other of players) if (other !== audio) other.pause();
  });
  if (wave) {
    const played = wave.firstElementChild.cloneNode(true);
    played.classList.add('played');
    wave.append(played);
    wave.classList.add('live');
    wave.addEventListener('click', (event) => {
      const share = event.offsetX / wave.clientWidth;
      const go = () => { audio.currentTime = share * audio.duration; };
      if (audio.readyState > 0) {
        go();
      } else {
        audio.addEventListener('loadedmetadata', go, { once: true });
        audio.load();
      }
    });
  }
}

// The key for play and pause; says whether there is anything to play.
export const playPause = () => {
  const audio = players.find((player) => !player.paused) ?? players[0];
  if (!audio) return false;
  if (audio.paused) audio.play().catch(() => { /* the browser's own controls say why */ });
  else audio.pause();
  return true;
};
