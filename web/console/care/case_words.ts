// SPDX-License-Identifier: Apache-2.0
// Which deadline counts for a case, which cases are shown in which order, and which are new. Pure.
import type { CareCase } from './contract.ts';

export interface Deadline {
  at: number;
  /** To acknowledge, or to be dealt with. */
  of: 'acknowledge' | 'due';
}

export function deadlineOf(row: CareCase): Deadline | null {
  if (row.state === 'closed') return null;
  if (!row.acknowledged && row.acknowledge_by) {
    return { at: Date.parse(row.acknowledge_by), of: 'acknowledge' };
  }
  return row.due ? { at: Date.parse(row.due), of: 'due' } : null;
}

export const grave = (row: CareCase): boolean => row.priority !== 'P2';

/** The gravest first, then the soonest due; closed ones newest first, behind all others. */
export function inOrder(rows: readonly CareCase[]): CareCase[] {
  const rank = (row: CareCase) => (row.state === 'closed' ? 'z' : row.priority);
  const time = (row: CareCase) =>
    row.state === 'closed'
      ? -Date.parse(row.closed ?? row.opened)
      : (deadlineOf(row)?.at ?? Date.parse(row.opened));
  return [...rows].sort((a, b) => rank(a).localeCompare(rank(b)) || time(a) - time(b));
}

export interface CaseFilters {
  state: 'waiting' | 'mine' | 'closed';
  /** '' for all. */
  priority: string;
  kind: string;
  only: '' | 'overdue' | 'unclaimed' | 'undelivered';
  words: string;
}

export const noCaseFilters: CaseFilters = {
  state: 'waiting',
  priority: '',
  kind: '',
  only: '',
  words: '',
};

const fits: Record<CaseFilters['only'], (row: CareCase) => boolean> = {
  '': () => true,
  overdue: (row) => row.overdue,
  unclaimed: (row) => row.holder === null,
  undelivered: (row) => row.contact?.state !== 'delivered',
};

export function shownCases(
  rows: readonly CareCase[],
  filters: CaseFilters,
  mine: string | undefined,
): CareCase[] {
  const words = filters.words.trim().toLowerCase();
  return inOrder(rows).filter((row) => {
    if ((filters.state === 'closed') !== (row.state === 'closed')) return false;
    if (filters.state === 'mine' && row.holder?.key !== mine) return false;
    if (filters.priority !== '' && row.priority !== filters.priority) return false;
    if (filters.kind !== '' && row.kind !== filters.kind) return false;
    if (!fits[filters.only](row)) return false;
    return words === '' || `${row.id} ${row.person ?? ''}`.toLowerCase().includes(words);
  });
}

/** The gravest that nobody holds and that were not there before. */
export const newlyGrave = (before: ReadonlySet<string>, rows: readonly CareCase[]): CareCase[] =>
  rows.filter((row) => row.priority === 'P0' && row.state === 'open' && !before.has(row.id));
