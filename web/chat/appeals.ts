// SPDX-License-Identifier: Apache-2.0
// The appeals of this person (O-129): which decision stands against them, how far an appeal
// against it has come, and whether another may be brought.
import { useCallback, useEffect, useState } from 'react';
import { call } from '../common/server.ts';
import type { Appeal, ContestedDecision, Me } from './contract.ts';

/** A decision is appealed at most twice (the server has the last word). */
const roundsMost = 2;

/** What stands against this person now and can be contested. */
export function contestable(me: Me): ContestedDecision | null {
  if (me.status === 'suspended') return 'suspension';
  return me.suspected_minor === true ? 'suspected_minor' : null;
}

export type Progress =
  | { is: 'none' }
  | { is: 'open'; appeal: Appeal }
  | { is: 'again'; appeal: Appeal }
  | { is: 'final'; appeal: Appeal };

/** How far the appeals against that decision have come; one that was upheld ended the matter. */
export function progressOf(appeals: readonly Appeal[], decision: ContestedDecision): Progress {
  const newest = [...appeals]
    .filter((each) => each.decision === decision)
    .sort((a, b) => a.filed.localeCompare(b.filed) || a.round - b.round)
    .at(-1);
  if (!newest || newest.state === 'upheld') return { is: 'none' };
  if (newest.state === 'open') return { is: 'open', appeal: newest };
  return { is: newest.round >= roundsMost ? 'final' : 'again', appeal: newest };
}

export interface Appeals {
  list: Appeal[];
  reload: () => void;
}

/** Asked again with every change of the person's standing, so that a decision shows by itself. */
export function useAppeals(key: string, me: Me): Appeals {
  const [list, setList] = useState<Appeal[]>([]);
  const reload = useCallback(() => {
    call<{ data: Appeal[] }>('GET', '/anban/v1/me/appeals', { key }).then(
      (answer) => setList(answer.data),
      () => undefined,
    );
  }, [key]);
  const concerned = contestable(me) !== null;
  useEffect(() => {
    if (concerned) reload();
  }, [concerned, reload, me]);
  return { list, reload };
}
