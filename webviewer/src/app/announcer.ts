/** Returns a function that says things to screen readers through a live region. */
export function createAnnouncer(region: HTMLElement): (message: string) => void {
  return (message) => {
    // The same words twice would be no change, and no change is not read out.
    region.textContent = region.textContent === message ? `${message}\u00a0` : message;
  };
}
