// Copy buttons and the print link: hidden without scripts, because they cannot work then.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const input = document.getElementById(button.dataset.copy);
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      document.execCommand('copy');
    }
    button.textContent = button.dataset.done;
  });
}
for (const link of document.querySelectorAll('[data-print]')) {
  link.hidden = false;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    print();
  });
}
