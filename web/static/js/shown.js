// The browser may draw the next sheet before it is looked at. What reads this device's memory waits for this: until then marks that
// wait, the step to take back and the works chosen to be compared are the business of the sheet in front.
if (document.prerendering) {
  await new Promise((shown) => { document.addEventListener('prerenderingchange', shown, { once: true }); });
}
