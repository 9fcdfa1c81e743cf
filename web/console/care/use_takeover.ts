// SPDX-License-Identifier: Apache-2.0
// One takeover and its messages. The event stream only says that there is something new; what is
// shown is always what the messages' list says, so a broken stream loses nothing.
import { useCallback, useEffect, useRef } from 'react';
import { readData } from '../../common/sse.ts';
import type { Takeover, TakeoverMessage } from './contract.ts';
import { useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 5000;
const stateMilliseconds = 15000;
const reopenMilliseconds = 3000;

export interface LiveTakeover {
  takeover: Takeover | null;
  mine: boolean;
  messages: TakeoverMessage[];
  /** The newest attempt to read failed. */
  fault: boolean;
  write: (text: string) => Promise<void>;
  handBack: (note: string) => Promise<void>;
}

const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Words are read by whoever took over only, while it lasts; what was read stays until one leaves. */
export function useTakeover(id: string): LiveTakeover {
  const { me, ask, stream } = useStaff();
  const path = `/anban/v1/takeovers/${encodeURIComponent(id)}`;
  const state = usePolled<Takeover>(path, stateMilliseconds);
  const live = state.value?.state === 'active';
  const mine = state.value?.by?.key === me.id;
  const words = usePolled<{ data: TakeoverMessage[] }>(
    mine && live ? `${path}/messages` : null,
    refreshMilliseconds,
  );
  const read = useRef<TakeoverMessage[]>([]);
  if (words.value !== null) read.current = words.value.data;
  const reloadState = state.reload;
  const reloadWords = words.reload;
  const reload = useCallback(() => {
    reloadState();
    reloadWords();
  }, [reloadState, reloadWords]);
  useEffect(() => {
    if (!mine || !live) return undefined;
    const ended = new AbortController();
    const listen = async () => {
      while (!ended.signal.aborted) {
        try {
          const answer = await stream(`${path}/events`, ended.signal);
          if (answer.body !== null) for await (const _ of readData(answer.body)) reload();
        } catch {
          // Broken or refused: the list is asked every few seconds all the same.
        }
        await pause(reopenMilliseconds);
      }
    };
    void listen();
    return () => ended.abort();
  }, [mine, live, path, stream, reload]);
  const write = useCallback(
    async (text: string) => {
      await ask('POST', `${path}/messages`, { text }).finally(reload);
    },
    [ask, path, reload],
  );
  const handBack = useCallback(
    async (note: string) => {
      await ask('POST', `${path}/hand_back`, note === '' ? {} : { note }).finally(reload);
    },
    [ask, path, reload],
  );
  return {
    takeover: state.value,
    mine,
    messages: read.current,
    fault: state.fault !== null || (live && words.fault !== null),
    write,
    handBack,
  };
}
