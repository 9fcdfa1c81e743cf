// SPDX-License-Identifier: Apache-2.0
// The cases as a list of buttons. Up, Down, Home and End move; one row is in the tab order. Rows
// keep their identity when the list is refreshed, so the focus and one's place stay.
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { named, useWords } from '../words.ts';
import type { CareCase } from './contract.ts';
import { ContactMark, Deadline, HolderMark, PriorityMark } from './marks.tsx';

export interface CaseRowsProps {
  list: RefObject<HTMLUListElement | null>;
  rows: readonly CareCase[];
  chosen: string;
  onChoose: (id: string) => void;
}

export function CaseRows({ list, rows, chosen, onChoose }: CaseRowsProps) {
  const t = useWords();
  const [at, setAt] = useState<string | null>(null);
  const current = Math.max(0, rows.findIndex((row) => row.id === at));
  const onKey = (event: KeyboardEvent<HTMLUListElement>) => {
    const last = rows.length - 1;
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: last }[event.key];
    if (to === undefined || to < 0 || to > last) return;
    event.preventDefault();
    list.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <>
      {rows.length > 1 && <p className="why keys-hint">{t('care.keys')}</p>}
      <ul ref={list} className="rows" onKeyDown={onKey} aria-labelledby="queue-title">
        {rows.map((row, place) => (
          <li key={row.id}>
            <button
              type="button"
              className={`case-row row-${row.priority.toLowerCase()}`}
              data-row={row.id}
              tabIndex={place === current ? 0 : -1}
              aria-current={row.id === chosen ? 'true' : undefined}
              onFocus={() => setAt(row.id)}
              onClick={() => onChoose(row.id)}
            >
              <span className="marks">
                <PriorityMark row={row} />
                <strong>{named(t, 'care.kind', row.kind)}</strong>
              </span>
              <span className="marks">
                <Deadline row={row} />
                <HolderMark row={row} />
                <ContactMark row={row} />
              </span>
              <span className="why">{row.person ?? t('care.person.unnamed')}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
