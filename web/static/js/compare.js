// Works beside each other: paintings are looked at closely together, songs play one at a time.
import './player.js';
import { viewers } from './zoom.js';

const control = document.querySelector('[data-together]');
const together = control?.querySelector('input');
if (control && viewers.length > 1) control.hidden = false;

// The same part of the other picture, as far as its own shape allows.
const follow = (lead, other) => {
  if (!other.near) other.open(true);
  const scale = other.whole * (lead.scale / lead.whole);
  const middle = (side, at, n) => (lead.frame[side] / 2 - lead[at]) / (lead.size[n] * lead.scale);
  const [x, y] = [middle('clientWidth', 'left', 0), middle('clientHeight', 'top', 1)];
  other.go(
    scale,
    other.frame.clientWidth / 2 - x * other.size[0] * scale,
    other.frame.clientHeight / 2 - y * other.size[1] * scale,
    true,
  );
};
for (const viewer of viewers) {
  const others = viewers.filter((other) => other !== viewer);
  viewer.changed = () => {
    if (together?.checked) for (const other of others) follow(viewer, other);
  };
  viewer.closed = () => {
    if (together?.checked) for (const other of others) if (other.near) other.close(true);
  };
}
