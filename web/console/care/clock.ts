// SPDX-License-Identifier: Apache-2.0
// The server's clock as this page knows it: each answer that says `now` sets it, between answers it
// runs with the browser's monotonic clock. A computer whose clock is wrong shows no wrong deadline.
import { useSyncExternalStore } from 'react';

let serverAt = Date.now();
let heardAt = performance.now();
const tickMilliseconds = 1000;

/** Takes the `now` of an answer; one without it changes nothing. */
export function hearClock(now: string | undefined): void {
  const at = Date.parse(now ?? '');
  if (Number.isNaN(at)) return;
  serverAt = at;
  heardAt = performance.now();
}

/** Milliseconds since the epoch by the server's clock. */
export const serverNow = (): number => serverAt + (performance.now() - heardAt);

const toSeconds = () => Math.floor(serverNow() / tickMilliseconds) * tickMilliseconds;

function everySecond(tell: () => void): () => void {
  const timer = setInterval(tell, tickMilliseconds);
  return () => clearInterval(timer);
}

/** The server's time in whole seconds; the component renders again with each. */
export const useServerNow = (): number => useSyncExternalStore(everySecond, toSeconds);

/** "4:05" below an hour, "1:04:05" from there, without a sign. */
export function clockSpan(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
