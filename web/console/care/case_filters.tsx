// SPDX-License-Identifier: Apache-2.0
// The filters above the cases.
import { NativeSelect, TextInput } from '@mantine/core';
import { named, useWords } from '../words.ts';
import type { CaseFilters } from './case_words.ts';
import type { CareCase } from './contract.ts';

export interface CaseFiltersProps {
  filters: CaseFilters;
  rows: readonly CareCase[];
  onChange: (filters: CaseFilters) => void;
}

const states = ['waiting', 'mine', 'closed'] as const;
const onlys = ['overdue', 'unclaimed', 'undelivered'] as const;

export function CaseFilterBar({ filters, rows, onChange }: CaseFiltersProps) {
  const t = useWords();
  const set = (part: Partial<CaseFilters>) => onChange({ ...filters, ...part });
  const all = { value: '', label: t('filter.all') };
  const kinds = [...new Set([...rows.map((row) => row.kind), filters.kind])];
  return (
    <search className="filters">
      <NativeSelect
        label={t('filter.state')}
        value={filters.state}
        data={states.map((value) => ({ value, label: t(`care.filter.${value}`) }))}
        onChange={(event) => set({ state: event.currentTarget.value as CaseFilters['state'] })}
      />
      <NativeSelect
        label={t('care.filter.priority')}
        value={filters.priority}
        data={[all, ...['P0', 'P1', 'P2'].map((value) => ({ value, label: value }))]}
        onChange={(event) => set({ priority: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('filter.about')}
        value={filters.kind}
        data={[
          all,
          ...kinds
            .filter((each) => each !== '')
            .sort()
            .map((value) => ({ value, label: named(t, 'care.kind', value) })),
        ]}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('filter.only')}
        value={filters.only}
        data={[all, ...onlys.map((value) => ({ value, label: t(`care.only.${value}`) }))]}
        onChange={(event) => set({ only: event.currentTarget.value as CaseFilters['only'] })}
      />
      <TextInput
        label={t('filter.words')}
        type="search"
        value={filters.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
    </search>
  );
}
