// SPDX-License-Identifier: Apache-2.0
// The words of one reply as the server sent them, and what was withdrawn from them. Offsets of
// output.retract count code points of the whole content, so the content is kept unchanged and the
// withdrawn ranges beside it.

export interface Withdrawn {
  from: number;
  to: number;
  replacement: string;
  /** Not withdrawn, but shown already as a message of its own. */
  shown?: boolean;
}

export interface Piece {
  kind: 'said' | 'withdrawn';
  text: string;
}

/** The content cut at the withdrawn ranges; overlapping ranges count from where the last ended. */
export function pieces(content: string, withdrawn: readonly Withdrawn[]): Piece[] {
  if (withdrawn.length === 0) return content === '' ? [] : [{ kind: 'said', text: content }];
  const points = Array.from(content);
  const inOrder = [...withdrawn].sort((a, b) => a.from - b.from);
  const result: Piece[] = [];
  let at = 0;
  const say = (text: string) => {
    if (text !== '') result.push({ kind: 'said', text });
  };
  for (const range of inOrder) {
    const from = Math.max(at, range.from);
    if (range.to <= from) continue;
    say(points.slice(at, from).join(''));
    if (!range.shown) result.push({ kind: 'withdrawn', text: range.replacement });
    at = Math.min(range.to, points.length);
  }
  say(points.slice(at).join(''));
  return result;
}

/** Whether a reply says something that does not stand in the conversation already. */
export function saysSomething(content: string, withdrawn: readonly Withdrawn[]): boolean {
  return pieces(content, withdrawn).some(
    (piece) => piece.kind === 'withdrawn' || piece.text.trim() !== '',
  );
}

/** What remains to be read: withdrawn ranges give way to their replacement. */
export function readable(content: string, withdrawn: readonly Withdrawn[]): string {
  return pieces(content, withdrawn)
    .map((piece) => piece.text)
    .join('');
}
