// The camera reads stickers where the browser can; a keyboard scanner needs nothing of this.
const form = document.querySelector('[data-scan]');

const watch = async (button) => {
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null);
  if (!stream) return;
  button.hidden = true;
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  form.after(video);
  await video.play();
  const look = async () => {
    const [found] = await detector.detect(video).catch(() => []);
    if (!found) {
      requestAnimationFrame(look);
      return;
    }
    for (const track of stream.getTracks()) track.stop();
    form.elements.q.value = found.rawValue;
    form.submit();
  };
  look();
};

if (form && 'BarcodeDetector' in window && navigator.mediaDevices) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button quiet';
  button.textContent = form.dataset.wordsCamera;
  button.addEventListener('click', () => watch(button));
  form.append(button);
}
