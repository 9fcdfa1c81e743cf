// SPDX-License-Identifier: Apache-2.0
// The minutes a minor may still use today (O-118). The server counts; between its answers the page
// counts down by itself while a conversation goes on, so that the figure does not stand still.
import { useEffect, useState } from 'react';
import type { Me } from './contract.ts';

/** Seconds without a word after which use no longer counts (semantics: the idle gap). */
const idleSeconds = 900;
const tickSeconds = 15;

/** Seconds left, or null where no quota holds. */
export function useTimeLeft(me: Me, writing: boolean): number | null {
  const served = me.limits?.left_s ?? null;
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => setElapsed(0), [me]);
  useEffect(() => {
    if (served === null) return undefined;
    const timer = setInterval(
      () => setElapsed((before) => Math.min(before + tickSeconds, idleSeconds)),
      tickSeconds * 1000,
    );
    return () => clearInterval(timer);
  }, [served, writing]);
  const inUse = (me.use?.continuous_s ?? 0) > 0;
  return served === null ? null : Math.max(0, served - (inUse ? elapsed : 0));
}
