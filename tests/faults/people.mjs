// People who enter works while the program is hurt: every step is repeated word for word until it is answered.
export const contest = 'sonla-2024';
export const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export const form = (fields) => ({ method: 'POST', body: new URLSearchParams(fields) });
export const hidden = (text, name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)[1];
export const poemOf = (person) => `Mùa ban thứ ${person}\nnở trắng đồi`;

// The seed is printed, so that a failing run can be played again as far as timing allows.
export const seeded = (at) => {
  let seed = Number(process.env.HOABAN_FAULT_SEED ?? Date.now() % 2147483647) || 1;
  at.diagnostic(`seed ${seed}`);
  return () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
};

// `base` tells where the program is now: the address changes with every restart, and nobody depends on it. Everybody has
// a network of their own.
export const crowd = (base) => {
  const ask = (person, path, options = {}) => fetch(new URL(path, base()), {
    redirect: 'manual',
    ...options,
    headers: { 'x-forwarded-for': `10.0.${person >> 8}.${person & 255}`, ...options.headers },
  });
  const surely = async (person, path, options) => {
    for (;;) {
      try {
        const answer = await ask(person, path, options);
        const text = await answer.text();
        if (answer.status < 500) return { status: answer.status, place: answer.headers.get('location'), text };
      } catch { /* gone: again when it is back */ }
      await later(30);
    }
  };
  const moved = (step, reply) => {
    if (reply.status !== 303) throw new Error(`${step}: ${reply.status}\n${reply.text}`);
    return reply.place;
  };
  // One person begins a poem; the link is private.
  const begin = async (person) => {
    const first = `/vi/${contest}/enter/tho`;
    const blank = await surely(person, first);
    const fields = new FormData();
    for (const key of ['csrf', 'once']) fields.set(key, hidden(blank.text, key));
    fields.set('title', `Người ${person}`);
    fields.set('text', poemOf(person));
    const place = moved('begun', await surely(person, first, { method: 'POST', body: fields }));
    const page = await surely(person, place);
    const phone = `09${String(10000000 + person)}`;
    moved('credited', await surely(person, place, form({ csrf: hidden(page.text, 'csrf'), name: `Người ${person}`, birth_year: '1980', phone })));
    return place.replace(/\/author$/, '');
  };
  // What the last page of a draft posts.
  const last = async (person, link) => {
    const review = await surely(person, `${link}/review`);
    const answers = Object.fromEntries([...review.text.matchAll(/type="checkbox"[^>]*name="([^"]+)"/g)].map(([, key]) => [key, 'yes']));
    return form({ csrf: hidden(review.text, 'csrf'), once: hidden(review.text, 'once'), ...answers, ai: 'none', takes_part: 'yes', named: 'no' });
  };
  const receiptOf = async (person, link) => {
    const receipt = JSON.parse((await surely(person, `${link}/receipt.json`)).text);
    return { person, link, receipt, statement: JSON.parse(receipt.statement) };
  };
  // One person enters one poem. Returns what the receipt said.
  const send = async (person) => {
    const link = await begin(person);
    moved('sent', await surely(person, `${link}/review`, await last(person, link)));
    return receiptOf(person, link);
  };
  return { ask, surely, begin, last, receiptOf, send };
};

// Somebody who keeps cookies, as a browser does; each request may go to another server. The first is the link of a demo's
// organiser, who stays signed in.
export const organiser = async (said, base) => {
  const jar = new Map();
  const ask = async (path, options = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, base()), {
      redirect: 'manual', ...options, headers: { ...options.headers, cookie, 'sec-fetch-site': 'same-origin' },
    });
    for (const kept of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(kept);
      jar.set(name, value);
    }
    return { status: answer.status, place: answer.headers.get('location'), text: await answer.text() };
  };
  const link = new URL(/(http\S+)/.exec(said.split('\n').find((line) => /organiser/i.test(line) && line.includes('http')))[1]);
  let step = await ask(link.pathname + link.search);
  for (let hops = 0; step.status === 303 && hops < 5; hops += 1) step = await ask(step.place);
  return ask;
};
