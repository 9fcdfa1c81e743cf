// SPDX-License-Identifier: Apache-2.0
// Something of the server that is asked again and again while a page shows it. A failed attempt
// keeps what was there and says so; an answer that comes after a newer one is dropped.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ServerError } from '../../common/server.ts';
import { useStaff } from './staff.ts';

export interface Polled<T> {
  value: T | null;
  /** What the newest attempt failed with: what is shown may be old. */
  fault: ServerError | null;
  reload: () => void;
  /** Takes what another call answered, so that nobody waits for the next round. */
  put: (value: T) => void;
}

const asFault = (fault: unknown) =>
  fault instanceof ServerError ? fault : new ServerError(0, 'unreachable', '');

/** Asks `path` at once and then every `milliseconds`; a null path asks nothing. */
export function usePolled<T>(path: string | null, milliseconds: number): Polled<T> {
  const { ask } = useStaff();
  const [state, setState] = useState<{ of: string; value: T } | null>(null);
  const [fault, setFault] = useState<ServerError | null>(null);
  const round = useRef(0);
  const reload = useCallback(() => {
    if (path === null) return;
    round.current += 1;
    const mine = round.current;
    ask<T>('GET', path).then(
      (value) => {
        if (mine !== round.current) return;
        setState({ of: path, value });
        setFault(null);
      },
      (failed: unknown) => {
        if (mine === round.current) setFault(asFault(failed));
      },
    );
  }, [ask, path]);
  useEffect(() => {
    setFault(null);
    reload();
    const timer = setInterval(reload, milliseconds);
    addEventListener('online', reload);
    return () => {
      round.current += 1;
      clearInterval(timer);
      removeEventListener('online', reload);
    };
  }, [reload, milliseconds]);
  const put = useCallback(
    (value: T) => {
      if (path === null) return;
      round.current += 1;
      setState({ of: path, value });
    },
    [path],
  );
  const value = state !== null && state.of === path ? state.value : null;
  return { value, fault, reload, put };
}
