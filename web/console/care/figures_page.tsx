// SPDX-License-Identifier: Apache-2.0
// Figures about cases: counts as bars with a table beside each, and how fast people were helped.
// The first days are the last thirty by the server's clock, which the first answer tells.
import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Translate } from '../../common/language.ts';
import { named, useWords } from '../words.ts';
import { BarChart, type Bar } from './bar_chart.tsx';
import { timeLeft } from './marks.tsx';
import type { Figures, Spread } from './roster_contract.ts';
import { localTime } from './roster_draft.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 60000;
const thirtyDays = 30 * 24 * 3600 * 1000;

const statistics = '/anban/v1/cases/statistics';
const dayOf = (at: number) => localTime(at).slice(0, 10);
const begins = (day: string) => encodeURIComponent(new Date(`${day}T00:00`).toISOString());

function pathOf(from: string, to: string): string {
  const after = new Date(`${to}T00:00`);
  after.setDate(after.getDate() + 1);
  const until = encodeURIComponent(after.toISOString());
  return `${statistics}?from=${begins(from)}&to=${until}`;
}

export function FiguresPage() {
  const t = useWords();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [asked, setAsked] = useState(statistics);
  const { value, fault } = usePolled<Figures>(asked, refreshMilliseconds);
  const serverTime = asked === statistics ? value?.to : undefined;
  useEffect(() => {
    if (serverTime === undefined) return;
    const today = dayOf(Date.parse(serverTime));
    const first = dayOf(Date.parse(serverTime) - thirtyDays);
    setFrom((typed) => typed || first);
    setTo((typed) => typed || today);
    setAsked(pathOf(first, today));
  }, [serverTime]);
  return (
    <main className="page plain wide-page">
      <h1>{t('care.figures')}</h1>
      <p>{t('care.figures.what')}</p>
      <form
        className="row figures-range"
        onSubmit={(event) => {
          event.preventDefault();
          if (from !== '' && to !== '') setAsked(pathOf(from, to));
        }}
      >
        <TextInput
          label={t('care.figures.from')}
          type="date"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label={t('care.figures.to')}
          type="date"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit">{t('care.figures.show')}</Button>
      </form>
      {fault !== null && <p className="fault">{t('care.figures.failed')}</p>}
      {value !== null && asked !== statistics && <FiguresView figures={value} />}
    </main>
  );
}

function FiguresView({ figures }: { figures: Figures }) {
  const t = useWords();
  const bars = (counts: Record<string, number> | undefined, prefix: string): Bar[] =>
    Object.entries(counts ?? {})
      .map(([name, count]) => ({ name: prefix === '' ? name : named(t, prefix, name), count }))
      .sort((a, b) => (prefix === '' ? a.name.localeCompare(b.name) : b.count - a.count));
  return (
    <>
      {figures.complete === false && <p className="note">{t('care.figures.incomplete')}</p>}
      <dl className="tiles">
        <Tile name={t('care.figures.open_now')} value={String(figures.open_now ?? 0)} />
        <Tile name={t('care.figures.overdue_now')} value={String(figures.overdue_now ?? 0)} />
        <Tile name={t('care.figures.delivered')} value={share(figures.delivered_share)} />
        <Tile name={t('care.figures.merged')} value={String(figures.merged ?? 0)} />
      </dl>
      <div className="charts">
        <BarChart title={t('care.figures.by_kind')} bars={bars(figures.by_kind, 'care.kind')} />
        <BarChart
          title={t('care.figures.by_outcome')}
          bars={bars(figures.by_outcome, 'care.outcome')}
        />
        <BarChart title={t('care.figures.by_level')} bars={bars(figures.by_level, '')} />
        <BarChart title={t('care.figures.by_age')} bars={bars(figures.by_age_band, '')} />
      </div>
      <Times
        rows={[
          [t('care.figures.acknowledged'), figures.acknowledge_s],
          [t('care.figures.contacted'), figures.first_contact_s],
        ]}
      />
    </>
  );
}

const share = (value: number | null | undefined) =>
  value === null || value === undefined ? '—' : `${Math.round(value * 1000) / 10} %`;

function Tile({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Times({ rows }: { rows: [string, Spread | null | undefined][] }) {
  const t = useWords();
  const time = (seconds: number | null | undefined) => {
    if (seconds === null || seconds === undefined) return '—';
    if (seconds < 60) return t('care.figures.seconds', { count: Math.round(seconds * 10) / 10 });
    return timeLeft(seconds * 1000, t as Translate);
  };
  return (
    <section aria-labelledby="times" className="times">
      <h2 id="times">{t('care.figures.times')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('care.figures.what_time')}</th>
            <th scope="col">{t('care.figures.p50')}</th>
            <th scope="col">{t('care.figures.p90')}</th>
            <th scope="col">{t('care.figures.max')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, spread]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{time(spread?.p50)}</td>
              <td>{time(spread?.p90)}</td>
              <td>{time(spread?.max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
