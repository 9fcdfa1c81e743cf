// SPDX-License-Identifier: Apache-2.0
// One case with its timeline, asked again while it is open, and the acts upon it. After a conflict
// the case is asked anew, so that who holds it now is shown.
import { useCallback } from 'react';
import { casePath, type CareCase, type TimelineRow } from './contract.ts';
import { statusOf } from './problem.ts';
import { useStaff, worksOnCases } from './staff.ts';
import { usePolled, type Polled } from './use_polled.ts';

/** Every reading of a minor's case is recorded (O-134), so what changes seldom is asked seldom. */
const caseMilliseconds = 10000;
const timelineMilliseconds = 15000;

export interface OpenCase {
  row: Polled<CareCase>;
  timeline: Polled<{ data: TimelineRow[] }>;
  /** POST cases/{id}/{part}; throws what the server refuses. */
  act: (part: string, body?: unknown) => Promise<void>;
}

export function useCase(id: string, onChanged: () => void): OpenCase {
  const { me, ask } = useStaff();
  const row = usePolled<CareCase>(casePath(id), caseMilliseconds);
  const timeline = usePolled<{ data: TimelineRow[] }>(
    worksOnCases(me) ? casePath(id, 'timeline') : null,
    timelineMilliseconds,
  );
  const reloadRow = row.reload;
  const reloadTimeline = timeline.reload;
  const act = useCallback(
    async (part: string, body: unknown = {}) => {
      try {
        await ask('POST', casePath(id, part), body);
      } catch (fault) {
        if ([404, 409].includes(statusOf(fault))) reloadRow();
        throw fault;
      }
      reloadRow();
      reloadTimeline();
      onChanged();
    },
    [ask, id, reloadRow, reloadTimeline, onChanged],
  );
  return { row, timeline, act };
}
