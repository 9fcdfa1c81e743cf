// SPDX-License-Identifier: Apache-2.0
// Who is on call now and who is next, and for those who lead the roster itself.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { named, useWords } from '../words.ts';
import { When } from './marks.tsx';
import type { Roster, RosterMember, RosterNow } from './roster_contract.ts';
import { RosterForm } from './roster_form.tsx';
import { leads, useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 30000;

export function RosterPage() {
  const t = useWords();
  const { me } = useStaff();
  const now = usePolled<RosterNow>('/anban/v1/roster/now', refreshMilliseconds);
  const roster = usePolled<Roster>('/anban/v1/roster', refreshMilliseconds * 10);
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  return (
    <main className="page plain wide-page">
      <h1>{t('care.roster')}</h1>
      <p>{t('care.roster.what')}</p>
      <OnCallNow now={now.value} failed={now.fault !== null} />
      {roster.fault !== null && <p className="fault">{t('care.roster.failed')}</p>}
      {roster.value !== null && !editing && (
        <>
          {saved && <p className="done">{t('care.roster.saved')}</p>}
          <RosterView roster={roster.value} />
          {leads(me) && <Button onClick={() => setEditing(true)}>{t('care.roster.edit')}</Button>}
        </>
      )}
      {roster.value !== null && editing && (
        <RosterForm
          roster={roster.value}
          onDone={() => {
            setEditing(false);
            setSaved(true);
            roster.reload();
            now.reload();
          }}
          onCancel={() => setEditing(false)}
        />
      )}
    </main>
  );
}

function OnCallNow({ now, failed }: { now: RosterNow | null; failed: boolean }) {
  const t = useWords();
  return (
    <section className="step" aria-labelledby="on-call">
      <h2 id="on-call">{t('care.roster.now')}</h2>
      {failed && <p className="fault">{t('care.roster.failed')}</p>}
      {now !== null && <OnDuty now={now} />}
    </section>
  );
}

function OnDuty({ now }: { now: RosterNow }) {
  const t = useWords();
  const line = (each: RosterMember) => `${each.name} · ${named(t, 'care.channel', each.channel)}`;
  const [first, ...others] = now.on_duty;
  if (now.source === 'configuration') return <p>{t('care.roster.configured')}</p>;
  if (first === undefined) return <p className="due due-over">{t('care.roster.nobody')}</p>;
  return (
    <>
      <p>
        <strong>{line(first)}</strong>
      </p>
      {others.length > 0 && (
        <p className="why">
          {t('care.roster.then')} {others.map(line).join(' → ')}
        </p>
      )}
      {!now.in_shift && <p className="note">{t('care.roster.no_shift_now')}</p>}
      {now.changes !== null && (
        <p className="why">
          {t('care.roster.until_then')} <When at={now.changes} />
        </p>
      )}
    </>
  );
}

function RosterView({ roster }: { roster: Roster }) {
  const t = useWords();
  const name = (place: number) => roster.members[place]?.name ?? '—';
  return (
    <>
      <section aria-labelledby="members">
        <h2 id="members">{t('care.roster.members')}</h2>
        <ul className="evidence">
          {roster.members.map((each, at) => (
            <li key={at}>
              <strong>{each.name}</strong>
              <p className="why">
                {named(t, 'care.channel', each.channel)} · {each.address}
                {each.key ? ` · ${each.key}` : ''}
              </p>
            </li>
          ))}
        </ul>
        {roster.members.length === 0 && <p>{t('care.roster.no_members')}</p>}
      </section>
      <section aria-labelledby="shifts">
        <h2 id="shifts">{t('care.roster.shifts')}</h2>
        <ul className="evidence">
          {roster.shifts.map((each, at) => (
            <li key={at}>
              <strong>
                <When at={each.from} /> – <When at={each.until} />
              </strong>
              <p className="why">{[each.first, ...each.then].map(name).join(' → ')}</p>
            </li>
          ))}
        </ul>
        {roster.shifts.length === 0 && <p>{t('care.roster.no_shifts')}</p>}
      </section>
    </>
  );
}
