// SPDX-License-Identifier: Apache-2.0
// The filters above a queue.
import { NativeSelect, TextInput } from '@mantine/core';
import { abouts, type Filters } from './filters.ts';
import type { Loaded } from './use_queue.ts';
import { named, useWords } from './words.ts';

export interface FilterBarProps {
  filters: Filters;
  loaded: Loaded | null;
  onChange: (filters: Filters) => void;
}

export function FilterBar({ filters, loaded, onChange }: FilterBarProps) {
  const t = useWords();
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const rows = [...(loaded?.open ?? []), ...(loaded?.decided ?? [])];
  const rounds = rows.some((row) => row.round !== undefined);
  const label = (name: string) => {
    const words = named(t, 'decision', name);
    return words === name ? named(t, 'method', name) : words;
  };
  return (
    <search className="filters">
      <NativeSelect
        label={t('filter.state')}
        value={filters.state}
        data={[
          { value: 'open', label: t('filter.state.open') },
          { value: 'decided', label: t('filter.state.decided') },
        ]}
        onChange={(event) => set({ state: event.currentTarget.value as Filters['state'] })}
      />
      <NativeSelect
        label={t('filter.about')}
        value={filters.about}
        data={[
          { value: '', label: t('filter.all') },
          ...abouts(rows).map((each) => ({ value: each, label: label(each) })),
        ]}
        onChange={(event) => set({ about: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('filter.only')}
        value={filters.only}
        data={[
          { value: '', label: t('filter.all') },
          { value: 'overdue', label: t('filter.only.overdue') },
          ...(rounds ? [{ value: 'second', label: t('filter.only.second') }] : []),
        ]}
        onChange={(event) => set({ only: event.currentTarget.value })}
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
