// SPDX-License-Identifier: Apache-2.0
// What a screen reader hears: two hidden live regions. A streamed reply is spoken sentence by
// sentence (sentences.ts), never token by token; urgent matters interrupt.
import { createContext, useCallback, useContext, useRef, type ReactNode } from 'react';

export type Say = (text: string, urgency?: 'polite' | 'assertive') => void;

const SayContext = createContext<Say>(() => undefined);
export const useSay = (): Say => useContext(SayContext);

/** Most sentences kept in a live region; older ones were spoken long ago. */
const keptSentences = 12;

function append(region: HTMLElement | null, text: string): void {
  if (!region || text.trim() === '') return;
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  while (region.childElementCount > keptSentences) region.firstElementChild?.remove();
}

export function Announcer({ children }: { children: ReactNode }) {
  const polite = useRef<HTMLDivElement>(null);
  const assertive = useRef<HTMLDivElement>(null);
  const say = useCallback<Say>((text, urgency = 'polite') => {
    append(urgency === 'assertive' ? assertive.current : polite.current, text);
  }, []);
  return (
    <SayContext.Provider value={say}>
      {children}
      <div ref={polite} className="unseen" aria-live="polite" />
      <div ref={assertive} className="unseen" aria-live="assertive" />
    </SayContext.Provider>
  );
}
