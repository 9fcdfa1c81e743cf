// SPDX-License-Identifier: Apache-2.0
// Whether somebody sits before the page. A page that asks by itself while nobody does says so: that
// does not keep a session open (the server ends one after half an hour without use).

const awayAfterMilliseconds = 60_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let lastSign = Date.now();
for (const sign of signs) {
  addEventListener(sign, () => (lastSign = Date.now()), { passive: true, capture: true });
}

/** The headers of a call of the console. */
export const attention = (): Record<string, string> =>
  Date.now() - lastSign > awayAfterMilliseconds ? { 'Anban-Background': 'true' } : {};
