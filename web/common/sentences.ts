// SPDX-License-Identifier: Apache-2.0
// A streamed reply for a screen reader: whole sentences, each once.

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
