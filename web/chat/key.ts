// SPDX-License-Identifier: Apache-2.0
// The personal key on this device. A set-up link hands it over in the fragment (`#key=…`), which
// never reaches a server; it is taken out of the address bar at once.

const storedAs = 'anban.key';

export function takeKey(): string | null {
  const match = /^#(?:.*&)?key=([^&]+)/.exec(location.hash);
  if (match?.[1]) {
    localStorage.setItem(storedAs, decodeURIComponent(match[1]));
    history.replaceState(null, '', location.pathname + location.search);
  }
  return localStorage.getItem(storedAs);
}

export const keepKey = (key: string): void => localStorage.setItem(storedAs, key);
export const forgetKey = (): void => localStorage.removeItem(storedAs);
