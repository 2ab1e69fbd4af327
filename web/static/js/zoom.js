// Looks at a picture closely, in its place: wheel, pinch, drag, keys, buttons. Tiles come as far as they are seen.
const NEAR = 2;

// One picture in one frame. `changed` is told of every movement that the person makes, `closed` when the person closes it.
class Viewer {
  constructor(frame) {
    this.frame = frame;
    this.image = frame.querySelector('img');
    this.link = frame.querySelector('a');
    this.bar = frame.querySelector('[data-zoom-bar]');
    this.changed = () => {};
    this.closed = () => {};
    const { tiles, width, height, side } = frame.dataset;
    this.tiles = tiles ? { base: tiles, side: Number(side) } : null;
    this.size = this.tiles ? [Number(width), Number(height)] : null;
    this.shown = new Map();
    this.fingers = new Map();
    this.moved = false;
    this.image.draggable = false;
    this.link.draggable = false;
    for (const link of frame.querySelectorAll('a')) link.addEventListener('click', (event) => this.pressed(event));
    frame.addEventListener('pointerdown', (event) => this.down(event));
    frame.addEventListener('pointermove', (event) => this.move(event));
    for (const name of ['pointerup', 'pointercancel']) frame.addEventListener(name, (event) => this.up(event));
    frame.addEventListener('wheel', (event) => {
      if (!this.near) return;
      event.preventDefault();
      this.zoom(2 ** (-event.deltaY / 300), this.at(event));
    }, { passive: false });
    frame.addEventListener('dblclick', (event) => {
      if (this.near && !event.target.closest('button')) this.zoom(NEAR, this.at(event));
    });
    this.bar?.addEventListener('click', (event) => {
      const act = event.target.closest('button')?.dataset.zoomAct;
      if (act) this.act(act);
    });
    new ResizeObserver(() => {
      if (this.near) this.go(this.scale, this.left, this.top, true);
    }).observe(frame);
  }

  get near() { return this.frame.classList.contains('near'); }

  // Pixels of the screen for one pixel of the picture, when all of it is seen.
  get whole() { return Math.min(this.frame.clientWidth / this.size[0], this.frame.clientHeight / this.size[1]); }

  get most() { return Math.max(this.whole * 4, 2); }

  at(event) {
    const box = this.frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  pressed(event) {
    event.preventDefault();
    if (this.moved || this.near) return;
    const box = this.image.getBoundingClientRect();
    const inside = event.target === this.image && event.detail > 0;
    const part = inside ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0.5];
    this.open();
    this.zoom(2.5, [this.left + part[0] * this.size[0] * this.scale, this.top + part[1] * this.size[1] * this.scale]);
  }

  // `quietly` where another picture leads: nothing scrolls, nobody is told.
  open(quietly = false) {
    if (this.near) return;
    this.size ??= [this.image.naturalWidth || 1, this.image.naturalHeight || 1];
    this.frame.classList.add('near');
    if (this.bar) this.bar.hidden = false;
    this.layer = this.link.appendChild(document.createElement('span'));
    this.layer.className = 'tiles';
    this.layer.setAttribute('aria-hidden', 'true');
    if (!quietly) this.frame.scrollIntoView({ block: 'nearest' });
    this.go(this.whole, 0, 0, quietly);
    if (!this.tiles && this.image.src !== this.link.href) {
      const large = new Image();
      large.onload = () => { this.image.src = large.src; };
      large.src = this.link.href;
    }
  }

  close(quietly = false) {
    this.frame.classList.remove('near');
    if (this.bar) this.bar.hidden = true;
    this.layer.remove();
    this.shown.clear();
    this.fingers.clear();
    this.image.style.transform = '';
    this.image.style.width = '';
    this.image.style.height = '';
    if (quietly) return;
    this.link.focus({ preventScroll: true });
    this.closed(this);
  }

  act(name) {
    const middle = [this.frame.clientWidth / 2, this.frame.clientHeight / 2];
    if (name === 'in') this.zoom(NEAR, middle);
    else if (name === 'out') this.zoom(1 / NEAR, middle);
    else if (name === 'whole') this.go(this.whole, 0, 0);
    else this.close();
  }

  key(name) {
    const step = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[name];
    const act = { '+': 'in', '=': 'in', '-': 'out', Escape: 'close' }[name];
    if (step) this.go(this.scale, this.left + step[0], this.top + step[1]);
    else if (act) this.act(act);
    return Boolean(step ?? act);
  }

  zoom(by, [x, y]) {
    const scale = Math.min(this.most, Math.max(this.whole, this.scale * by));
    const factor = scale / this.scale;
    this.go(scale, x - (x - this.left) * factor, y - (y - this.top) * factor);
  }

  // Where the picture stands: never smaller than whole, never out of sight.
  go(scale, left, top, quietly = false) {
    const inside = (at, room, length) => (length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at)));
    this.scale = Math.min(this.most, Math.max(this.whole, scale));
    this.left = inside(left, this.frame.clientWidth, this.size[0] * this.scale);
    this.top = inside(top, this.frame.clientHeight, this.size[1] * this.scale);
    this.image.style.width = `${this.size[0] * this.scale}px`;
    this.image.style.height = `${this.size[1] * this.scale}px`;
    this.image.style.transform = `translate(${this.left}px,${this.top}px)`;
    this.layer.style.transform = `translate(${this.left}px,${this.top}px) scale(${this.scale})`;
    if (!this.asked) {
      this.asked = requestAnimationFrame(() => {
        this.asked = 0;
        if (this.near) this.draw();
      });
    }
    if (!quietly) this.changed(this);
  }

  // The tiles of the level that is as sharp as the screen, where the picture itself is not.
  draw() {
    if (!this.tiles) return;
    const [width, height] = this.size;
    const sharp = Math.max(1, 2 ** Math.floor(Math.log2(1 / (this.scale * devicePixelRatio))));
    const wanted = new Set();
    if (width / sharp > this.image.naturalWidth) {
      const span = this.tiles.side * sharp;
      const first = (offset) => Math.max(0, Math.floor(-offset / this.scale / span));
      const last = (offset, room, length) => Math.min(Math.ceil(length / span) - 1, Math.floor((room - offset) / this.scale / span));
      for (let row = first(this.top); row <= last(this.top, this.frame.clientHeight, height); row += 1) {
        for (let column = first(this.left); column <= last(this.left, this.frame.clientWidth, width); column += 1) {
          wanted.add(`${sharp}-${column}-${row}`);
        }
      }
      for (const name of wanted) if (!this.shown.has(name)) this.place(name, span);
    }
    const whole = [...wanted].every((name) => this.shown.get(name)?.complete);
    for (const [name, tile] of this.shown) {
      if (wanted.has(name) || !(whole || this.shown.size > 120)) continue;
      tile.remove();
      this.shown.delete(name);
    }
  }

  place(name, span) {
    const [, column, row] = name.split('-').map(Number);
    const tile = new Image();
    tile.alt = '';
    tile.style.left = `${column * span}px`;
    tile.style.top = `${row * span}px`;
    tile.style.width = `${Math.min(span, this.size[0] - column * span)}px`;
    tile.style.height = `${Math.min(span, this.size[1] - row * span)}px`;
    // What is not cut yet is seen as the picture shows it.
    tile.onerror = () => tile.remove();
    tile.src = `${this.tiles.base}-${name}`;
    this.shown.set(name, tile);
    this.layer.append(tile);
  }

  down(event) {
    this.moved = false;
    if (!this.near || event.target.closest('button')) return;
    this.fingers.set(event.pointerId, this.at(event));
    this.frame.setPointerCapture(event.pointerId);
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = this.at(event);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, now);
    if (Math.hypot(now[0] - before[0], now[1] - before[1]) > 3) this.moved = true;
    if (other) {
      const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
      const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
      this.zoom(apart(now) / apart(before), middle);
      this.go(this.scale, this.left + (now[0] - before[0]) / 2, this.top + (now[1] - before[1]) / 2);
    } else {
      this.go(this.scale, this.left + now[0] - before[0], this.top + now[1] - before[1]);
    }
  }

  up(event) { this.fingers.delete(event.pointerId); }
}

export const viewers = [...document.querySelectorAll('[data-zoom]')].map((frame) => new Viewer(frame));
export const toggle = () => {
  const [first] = viewers;
  if (!first) return;
  if (first.near) first.close();
  else first.pressed(new Event('click', { cancelable: true }));
};
// Before the keys of the page: while a picture is near, arrows move it.
addEventListener('keydown', (event) => {
  const near = viewers.find((viewer) => viewer.near && viewer.frame.contains(event.target)) ?? viewers.find((viewer) => viewer.near);
  const typing = event.target.matches?.('textarea, input, select');
  if (!near || event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) return;
  if (near.key(event.key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, { capture: true });
