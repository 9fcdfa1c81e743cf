// SPDX-License-Identifier: Apache-2.0
// The rows of a queue as buttons. Up, Down, Home and End move; Tab leaves the list, because only one
// of them is in the tab order.
import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { Row } from './contract.ts';
import { DueTime, StateBadge } from './due_time.tsx';
import { titleOf, useWords } from './words.ts';

export interface QueueListProps {
  list: RefObject<HTMLUListElement | null>;
  rows: readonly Row[];
  chosen: string | null;
  onChoose: (row: Row) => void;
}

export function QueueList({ list, rows, chosen, onChoose }: QueueListProps) {
  const t = useWords();
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, rows.length - 1));
  const onKey = (event: KeyboardEvent<HTMLUListElement>) => {
    const last = rows.length - 1;
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: last }[event.key];
    if (to === undefined || to < 0 || to > last) return;
    event.preventDefault();
    setAt(to);
    list.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <>
      {rows.length > 1 && <p className="why keys-hint">{t('queue.keys')}</p>}
      <ul ref={list} className="rows" onKeyDown={onKey}>
        {rows.map((row, place) => (
          <li key={row.id}>
            <button
              type="button"
              className="case-row"
              data-row={row.id}
              tabIndex={place === current ? 0 : -1}
              aria-current={row.id === chosen ? 'true' : undefined}
              onFocus={() => setAt(place)}
              onClick={() => onChoose(row)}
            >
              <strong>{titleOf(row, t)}</strong>
              {row.state === 'open' ? <DueTime row={row} /> : <StateBadge row={row} />}
              <span className="why">{row.person}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
