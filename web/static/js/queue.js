// Marks on their way to the server. Each waits on this device until it is answered, so that none is lost without a network,
// and is sent with what the window had seen, so that none takes the place of another window's unasked.
import './shown.js';

const store = 'marks-waiting';
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(store) ?? '{}');
  } catch {
    return {};
  }
};
const memory = read();
// only what changed: another tab's marks wait in the same place
const write = (key) => {
  try {
    const all = read();
    if (memory[key]) all[key] = memory[key];
    else delete all[key];
    localStorage.setItem(store, JSON.stringify(all));
  } catch { /* without storage marks wait in this page only */ }
};

// What became of marks that could not be sent at once, until the juror has read it.
const told = 'marks-report';
export const report = () => {
  try {
    return JSON.parse(localStorage.getItem(told)) ?? { sent: 0, refused: [] };
  } catch {
    return { sent: 0, refused: [] };
  }
};
const note = (change) => {
  const now = report();
  change(now);
  try {
    localStorage.setItem(told, JSON.stringify(now));
  } catch { /* without storage nothing outlives the page */ }
};
export const forget = () => {
  try {
    localStorage.removeItem(told);
  } catch { /* there is nothing */ }
};

let csrf = '';
let tell = () => {};
let sending = false;
let again = false;

export const waiting = () => Object.values(memory);

// One waiting value for each address and field: the newest wins, so sending again changes nothing.
export const put = (item) => {
  const key = `${item.address} ${item.field}`;
  const before = memory[key];
  // what an earlier value saw still counts; one that may have arrived is remembered, so that it is not taken for somebody else's
  const base = before ? { seen: before.seen, tried: [...before.tried ?? [], before.value], stands: before.stands, late: before.late } : { tried: [] };
  memory[key] = { ...item, ...base, client: crypto.randomUUID() };
  write(key);
  flush();
};

// The juror's choice between the mark of another window and the one that waits here.
export const choose = (item, mine) => {
  const key = `${item.address} ${item.field}`;
  const { stands } = item;
  if (mine && memory[key]) {
    memory[key] = { ...memory[key], seen: stands.seen, stands: undefined, tried: [], client: crypto.randomUUID() };
  } else {
    delete memory[key];
  }
  write(key);
  flush();
};

const settle = (key, item, { clock, seen }) => {
  if (item.late) note((now) => { now.sent += 1; });
  const newer = memory[key];
  if (newer?.client === item.client) delete memory[key];
  else if (newer) Object.assign(newer, { seen, tried: [] });
  write(key);
  tell('saved', item, { clock, seen });
};

const refused = (key, item, answer) => {
  const newer = memory[key];
  if (answer.seen !== undefined && newer) {
    const theirs = answer.mark === '' ? 'none' : answer.mark;
    // an answer of ours was lost on its way: what stands is what this device sent
    if (item.tried?.includes(theirs)) {
      Object.assign(newer, { seen: answer.seen, tried: [] });
      again = true;
    } else {
      newer.stands = { mark: answer.mark, seen: answer.seen };
      tell('differs', newer);
    }
  } else {
    // locked, recused or refused: the server's word stands
    delete memory[key];
    if (item.late) note((now) => now.refused.push({ address: item.address, code: item.code, label: item.label, value: item.value }));
    tell('refused', item, answer);
  }
  write(key);
};

const send = (item) => {
  const body = new URLSearchParams({ csrf, client: item.client, field: item.field, value: item.value });
  if (item.seen !== undefined) body.set('seen', item.seen);
  return fetch(item.address, { method: 'POST', body, headers: { accept: 'application/json' }, signal: AbortSignal.timeout(15000) });
};

// what waits now will be told of when it arrives
const late = () => {
  for (const [key, item] of Object.entries(memory)) {
    if (!item.late) {
      item.late = true;
      write(key);
    }
  }
};

export async function flush() {
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  do {
    again = false;
    for (const [key, item] of Object.entries(memory)) {
      if (item.stands) continue;
      let answer;
      try {
        answer = await send(item);
      } catch {
        item.tried = [...item.tried ?? [], item.value];
        write(key);
        late();
        tell('waiting', item);
        again = false;
        break;
      }
      if (answer.ok) {
        settle(key, item, await answer.json());
      } else if (answer.status === 401 || answer.status === 403) {
        late();
        tell('signed-out', item);
        again = false;
        break;
      } else if (answer.status >= 500 || answer.status === 429) {
        late();
        tell('waiting', item);
        again = false;
        break;
      } else {
        refused(key, item, await answer.json().catch(() => ({})));
      }
    }
  } while (again);
  sending = false;
}

// Starts sending with the page's token; `listener` is told `saved`, `differs`, `refused`, `waiting` and `signed-out`.
export const start = (token, listener) => {
  csrf = token;
  tell = listener;
  addEventListener('online', flush);
  // what another tab has settled does not wait here any longer
  addEventListener('storage', ({ key }) => {
    if (key !== store) return;
    const all = read();
    for (const held of Object.keys(memory)) if (!all[held]) delete memory[held];
  });
  setInterval(() => {
    if (Object.keys(memory).length) flush();
  }, 10000);
  for (const item of waiting()) if (item.stands) tell('differs', item);
  if (Object.keys(memory).length) flush();
};
