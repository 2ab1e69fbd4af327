// Numbers that keep themselves fresh: every 30 s, only while somebody looks.
for (const box of document.querySelectorAll('[data-poll]')) {
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(box.dataset.poll, { headers: { accept: 'text/html' } });
      if (answer.ok) box.innerHTML = await answer.text();
    } catch { /* the old numbers stay */ }
  }, 30000);
}
