// SPDX-License-Identifier: Apache-2.0
// Both halves of one queue, asked again every half minute so that what a colleague decided goes.
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, ServerError } from '../common/server.ts';
import { attention } from './attention.ts';
import type { Answer, Queue, Row } from './contract.ts';

const refreshMilliseconds = 30000;

export interface Loaded {
  open: Row[];
  decided: Row[];
  hasMore: boolean;
}

export interface QueueState {
  loaded: Loaded | null;
  /** The newest attempt failed: what is shown may be old. */
  failed: boolean;
  reload: () => void;
}

const newestFirst = (a: Row, b: Row) => (b.decided ?? b.due).localeCompare(a.decided ?? a.due);

async function ask(queue: Queue, key: string): Promise<Loaded> {
  const [open, decided] = await Promise.all(
    ['open', 'decided'].map((state) =>
      call<Answer>('GET', `${queue.path}?state=${state}`, { key, headers: attention() }),
    ),
  );
  return {
    open: open?.data ?? [],
    decided: [...(decided?.data ?? [])].sort(newestFirst),
    hasMore: open?.has_more === true,
  };
}

/** `onRefused`: the key is good no more. */
export function useQueue(queue: Queue, key: string, onRefused: () => void): QueueState {
  const [state, setState] = useState<{ of: string; loaded: Loaded } | null>(null);
  const [failed, setFailed] = useState(false);
  const refused = useRef(onRefused);
  refused.current = onRefused;
  const reload = useCallback(() => {
    ask(queue, key).then(
      (loaded) => {
        setState({ of: queue.name, loaded });
        setFailed(false);
      },
      (fault: unknown) => {
        const isRefused = fault instanceof ServerError && [401, 403].includes(fault.status);
        if (isRefused) refused.current();
        else setFailed(true);
      },
    );
  }, [queue, key]);
  useEffect(() => {
    reload();
    const timer = setInterval(reload, refreshMilliseconds);
    addEventListener('online', reload);
    return () => {
      clearInterval(timer);
      removeEventListener('online', reload);
    };
  }, [reload]);
  return { loaded: state?.of === queue.name ? state.loaded : null, failed, reload };
}
