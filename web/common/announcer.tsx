// SPDX-License-Identifier: Apache-2.0
// What a screen reader hears: two hidden live regions. A streamed reply is spoken sentence by
// sentence (SentenceFeeder), never token by token; urgent matters interrupt.
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

/** Cuts a growing text into whole sentences, each given out once. */
export class SentenceFeeder {
  private spoken = 0;

  /** The whole sentences that `text` gained since the last call; at `end` also the rest. */
  feed(text: string, end: boolean): string {
    const fresh = text.slice(this.spoken);
    const last = end ? fresh.length : lastSentenceEnd(fresh);
    this.spoken += last;
    return fresh.slice(0, last).trim();
  }
}

function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[。！？!?\n]|[.](?=\s)/g)) end = match.index + 1;
  return end;
}
