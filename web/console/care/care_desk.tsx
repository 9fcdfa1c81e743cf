// SPDX-License-Identifier: Apache-2.0
// The cases that wait for a person: the list, refreshed every few seconds without moving what one
// is at, and beside it (on a phone in its place) the case that is open. A new case of the gravest
// kind is said aloud and counted in the title of the tab.
import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSay } from '../../common/announcer.tsx';
import { named, useWords } from '../words.ts';
import { CareCasePage } from './care_case.tsx';
import { CaseFilterBar } from './case_filters.tsx';
import { CaseRows } from './case_rows.tsx';
import { newlyGrave, noCaseFilters, shownCases } from './case_words.ts';
import type { CareCase, CaseList } from './contract.ts';
import { useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 5000;
/** The server's most in one answer. */
const most = 200;
const nothing: CareCase[] = [];

/** All that are not closed. */
const livePath = `/anban/v1/cases?limit=${most}`;
const closedPath = `/anban/v1/cases?state=closed&limit=${most}`;

export interface CareDeskProps {
  open: string;
  onOpen: (id: string) => void;
}

/** Says each new case of the gravest kind once; those of the first answer are all in the list. */
function useAlarm(rows: readonly CareCase[] | null) {
  const t = useWords();
  const say = useSay();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (rows === null) return;
    const fresh = newlyGrave(known.current ?? new Set(rows.map((row) => row.id)), rows);
    known.current = new Set([...(known.current ?? []), ...rows.map((row) => row.id)]);
    for (const row of fresh) {
      say(t('care.new_grave', { kind: named(t, 'care.kind', row.kind) }), 'assertive');
    }
  }, [rows, say, t]);
  const waiting = rows?.filter((row) => row.priority === 'P0' && row.state === 'open').length ?? 0;
  useEffect(() => {
    const title = `${t('app.name')} · ${t('console.title')}`;
    document.title = waiting > 0 ? `(${waiting} P0) ${title}` : title;
    return () => {
      document.title = title;
    };
  }, [waiting, t]);
}

export function CareDesk({ open, onOpen }: CareDeskProps) {
  const t = useWords();
  const { me } = useStaff();
  const [filters, setFilters] = useState(noCaseFilters);
  const live = usePolled<CaseList>(livePath, refreshMilliseconds);
  const ofClosed = filters.state === 'closed' ? closedPath : null;
  const closed = usePolled<CaseList>(ofClosed, refreshMilliseconds);
  const list = useRef<HTMLUListElement>(null);
  const back = useRef<string | null>(null);
  useAlarm(live.value?.data ?? null);
  const listed = filters.state === 'closed' ? closed : live;
  const loaded = listed.value?.data ?? null;
  const rows = shownCases(loaded ?? nothing, filters, me.id);
  const fault = live.fault ?? listed.fault;
  const more = listed.value?.has_more === true;
  const reloadLive = live.reload;
  const reloadClosed = closed.reload;
  const reload = useCallback(() => {
    reloadLive();
    reloadClosed();
  }, [reloadLive, reloadClosed]);
  const close = () => {
    back.current = open;
    onOpen('');
  };
  useEffect(() => {
    if (open !== '' || back.current === null) return;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const same = buttons.find((each) => each.dataset['row'] === back.current);
    (same ?? buttons[0])?.focus();
    back.current = null;
  }, [open]);
  return (
    <main className={`desk desk-care${open === '' ? '' : ' desk-open'}`}>
      <h1 id="queue-title">{t('care.cases')}</h1>
      <section className="desk-list" aria-labelledby="queue-title">
        <CaseFilterBar filters={filters} rows={loaded ?? nothing} onChange={setFilters} />
        {fault !== null && (
          <div className="desk-fault" role="alert">
            <p>{t(loaded === null ? faultKey(fault.status) : 'queue.old')}</p>
            <Button variant="default" onClick={reload}>
              {t('app.retry')}
            </Button>
          </div>
        )}
        {loaded === null && fault === null && <p aria-busy="true">{t('app.loading')}</p>}
        {loaded !== null && (
          <>
            <p className="why" role="status">
              {t(rows.length === 0 ? emptyKey(filters) : 'queue.count', { count: rows.length })}
            </p>
            <CaseRows list={list} rows={rows} chosen={open} onChoose={onOpen} />
            {more && <p>{t('queue.more')}</p>}
          </>
        )}
      </section>
      {open === '' ? (
        <p className="desk-none why">{t('case.none')}</p>
      ) : (
        <CareCasePage key={open} id={open} onClose={close} onChanged={reload} onOpen={onOpen} />
      )}
    </main>
  );
}

const faultKey = (status: number) =>
  status === 403 ? ('care.fault.may_not' as const) : ('queue.failed' as const);

function emptyKey(filters: typeof noCaseFilters) {
  const { state, ...others } = filters;
  if (Object.values(others).some((each) => each.trim() !== '')) return 'queue.none_fit' as const;
  if (state === 'closed') return 'queue.none_decided' as const;
  return state === 'mine' ? ('care.none_mine' as const) : ('queue.empty' as const);
}
