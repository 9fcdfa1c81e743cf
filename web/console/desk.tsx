// SPDX-License-Identifier: Apache-2.0
// One queue: the list with its filters, and beside it (on a phone in its place) the case that is
// open. Arrow keys walk the list, Enter opens, Escape goes back to where one was.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { CaseDetail } from './case_detail.tsx';
import type { Queue, Row } from './contract.ts';
import { FilterBar } from './filter_bar.tsx';
import { noFilters, shown } from './filters.ts';
import { QueueList } from './queue_list.tsx';
import { useQueue } from './use_queue.ts';
import { useWords } from './words.ts';

export interface DeskProps {
  queue: Queue;
  staffKey: string;
  onRefused: () => void;
}

export function Desk({ queue, staffKey, onRefused }: DeskProps) {
  const t = useWords();
  const { loaded, failed, reload } = useQueue(queue, staffKey, onRefused);
  const [filters, setFilters] = useState(noFilters);
  const [chosen, setChosen] = useState<Row | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const back = useRef<string | null>(null);
  const rows = loaded === null ? [] : shown(loaded[filters.state], filters);

  const close = () => {
    back.current = chosen?.id ?? null;
    setChosen(null);
  };
  useEffect(() => {
    if (chosen !== null || back.current === null) return;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const same = buttons.find((each) => each.dataset['row'] === back.current);
    (same ?? buttons[0])?.focus();
    back.current = null;
  }, [chosen]);

  const next = rows.find((row) => row.state === 'open' && row.id !== chosen?.id) ?? null;
  return (
    <main className={`desk${chosen === null ? '' : ' desk-open'}`}>
      <h1 id="queue-title">{t(`queue.${queue.name}`)}</h1>
      <section className="desk-list" aria-labelledby="queue-title">
        <FilterBar filters={filters} loaded={loaded} onChange={setFilters} />
        {failed && (
          <div className="desk-fault" role="alert">
            <p>{t(loaded === null ? 'queue.failed' : 'queue.old')}</p>
            <Button variant="default" onClick={reload}>
              {t('app.retry')}
            </Button>
          </div>
        )}
        {loaded === null && !failed && <p aria-busy="true">{t('app.loading')}</p>}
        {loaded !== null && (
          <>
            <p className="why" role="status">
              {t(rows.length === 0 ? emptyKey(filters) : 'queue.count', { count: rows.length })}
            </p>
            <QueueList list={list} rows={rows} chosen={chosen?.id ?? null} onChoose={setChosen} />
            {loaded.hasMore && <p>{t('queue.more')}</p>}
          </>
        )}
      </section>
      {chosen === null ? (
        <p className="desk-none why">{t('case.none')}</p>
      ) : (
        <CaseDetail
          key={chosen.id}
          queue={queue}
          row={chosen}
          siblings={[...(loaded?.decided ?? []), ...(loaded?.open ?? [])]}
          staffKey={staffKey}
          next={next}
          onNext={setChosen}
          onChanged={(row) => {
            setChosen(row);
            reload();
          }}
          onClose={close}
        />
      )}
    </main>
  );
}

function emptyKey(filters: typeof noFilters) {
  const filtered = filters.about !== '' || filters.only !== '' || filters.words.trim() !== '';
  if (filtered) return 'queue.none_fit' as const;
  return filters.state === 'open' ? ('queue.empty' as const) : ('queue.none_decided' as const);
}
