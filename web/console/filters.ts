// SPDX-License-Identifier: Apache-2.0
// Which rows of a queue are shown. Pure: the server's order, the soonest due first, stays.
import type { Row } from './contract.ts';

export interface Filters {
  state: 'open' | 'decided';
  /** A decision, or a method; '' for all. */
  about: string;
  /** 'overdue', 'second' or ''. */
  only: string;
  /** Part of a number or of a person. */
  words: string;
}

export const noFilters: Filters = { state: 'open', about: '', only: '', words: '' };

const aboutOf = (row: Row): string => row.decision ?? row.method ?? '';

export function shown(rows: readonly Row[], filters: Filters): Row[] {
  const words = filters.words.trim().toLowerCase();
  return rows.filter((row) => {
    if (filters.about !== '' && aboutOf(row) !== filters.about) return false;
    if (filters.only === 'overdue' && !row.overdue) return false;
    if (filters.only === 'second' && (row.round ?? 1) < 2) return false;
    return words === '' || `${row.id} ${row.person}`.toLowerCase().includes(words);
  });
}

/** What the rows are about, each once: the choices of the filter. */
export const abouts = (rows: readonly Row[]): string[] =>
  [...new Set(rows.map(aboutOf))].filter((each) => each !== '').sort();
