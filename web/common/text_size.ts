// SPDX-License-Identifier: Apache-2.0
// Ordinary or large text (the elder mode: text of at least 18 pt, targets of at least 60 px).
// The person's own choice is kept on the device and goes before the mode the server names.
import { useSyncExternalStore } from 'react';

export type TextSize = 'ordinary' | 'large';

const storedAs = 'anban.text_size';
const listeners = new Set<() => void>();

function chosen(): TextSize | null {
  const stored = localStorage.getItem(storedAs);
  return stored === 'ordinary' || stored === 'large' ? stored : null;
}

let current: TextSize = 'ordinary';

function apply(size: TextSize): void {
  current = size;
  document.documentElement.dataset['textSize'] = size;
  for (const tell of listeners) tell();
}

export const startTextSize = (): void => apply(chosen() ?? 'ordinary');

export function chooseTextSize(size: TextSize): void {
  localStorage.setItem(storedAs, size);
  apply(size);
}

/** Large for an elder who has chosen nothing. */
export function suggestTextSize(mode: string): void {
  if (chosen() === null) apply(mode === 'elder' ? 'large' : 'ordinary');
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useTextSize = (): TextSize => useSyncExternalStore(subscribe, () => current);
