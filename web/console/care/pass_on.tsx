// SPDX-License-Identifier: Apache-2.0
// Passing a case on: to a colleague, to the next on the roster, or into another case of the same
// person.
import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ConsoleKey } from '../texts_zh.ts';
import { named, useWords } from '../words.ts';
import type { CareCase, CaseList } from './contract.ts';
import { When } from './marks.tsx';
import { SmallForm } from './small_form.tsx';
import { useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 30000;
const noteMost = 1000;

interface PassOnProps {
  run: (body: unknown) => Promise<void>;
  onCancel: () => void;
}

interface Colleague {
  id: string;
  name: string;
  role: string;
  available?: boolean;
}

function NoteField(props: { value: string; onChange: (value: string) => void }) {
  const t = useWords();
  return (
    <Textarea
      label={t('care.pass.note')}
      description={t('care.pass.note.why')}
      rows={3}
      maxLength={noteMost}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function HandOverForm({ run, onCancel }: PassOnProps) {
  const t = useWords();
  const { me } = useStaff();
  const { value, fault: failed } = usePolled<{ data: Colleague[] }>(
    '/anban/v1/staff',
    refreshMilliseconds,
  );
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const able = ['operator', 'lead', 'officer'];
  const colleagues = (value?.data ?? []).filter(
    (each) => each.id !== me.id && able.includes(each.role),
  );
  const present = (each: Colleague) => (each.available ? ` · ${t('care.pass.present')}` : '');
  return (
    <SmallForm
      title={t('care.form.hand_over')}
      submit={t('care.pass.hand_over')}
      check={() => (to === '' ? { to: 'care.pass.nobody' } : ({} as Record<string, ConsoleKey>))}
      run={() => run({ to, note: note.trim() })}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          <NativeSelect
            label={t('care.pass.to')}
            required
            value={to}
            error={fault('to')}
            data={[
              { value: '', label: t(failed === null ? 'open.choose' : 'care.pass.unknown') },
              ...colleagues.map((each) => ({
                value: each.id,
                label: `${each.name} · ${named(t, 'actor', each.role)}${present(each)}`,
              })),
            ]}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <NoteField value={note} onChange={setNote} />
        </>
      )}
    </SmallForm>
  );
}

export function EscalateForm({ run, onCancel }: PassOnProps) {
  const t = useWords();
  const [note, setNote] = useState('');
  return (
    <SmallForm
      title={t('care.form.escalate')}
      submit={t('care.pass.escalate')}
      run={() => run({ note: note.trim() })}
      onCancel={onCancel}
    >
      {() => (
        <>
          <p>{t('care.pass.escalate.what')}</p>
          <NoteField value={note} onChange={setNote} />
        </>
      )}
    </SmallForm>
  );
}

export function MergeForm({ row, run, onCancel }: PassOnProps & { row: CareCase }) {
  const t = useWords();
  const person = encodeURIComponent(row.person ?? '');
  const path = row.person ? `/anban/v1/cases?state=all&limit=200&person=${person}` : null;
  const { value } = usePolled<CaseList>(path, refreshMilliseconds);
  const [into, setInto] = useState('');
  const others = (value?.data ?? []).filter(
    (each) => each.person === row.person && each.id !== row.id && each.state !== 'closed',
  );
  if (others.length === 0) {
    return <p className="note">{t('care.pass.merge.none')}</p>;
  }
  const chosen = others.find((each) => each.id === into);
  return (
    <SmallForm
      title={t('care.form.merge')}
      submit={t('care.pass.merge')}
      check={() => (into === '' ? { into: 'care.pass.no_case' } : ({} as Record<string, ConsoleKey>))}
      run={() => run({ into })}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          <NativeSelect
            label={t('care.pass.into')}
            required
            value={into}
            error={fault('into')}
            data={[
              { value: '', label: t('open.choose') },
              ...others.map((each) => ({
                value: each.id,
                label: `${named(t, 'care.kind', each.kind)} · ${each.priority} · ${each.id}`,
              })),
            ]}
            onChange={(event) => setInto(event.currentTarget.value)}
          />
          {chosen && (
            <p className="why">
              {t('care.opened')} <When at={chosen.opened} />
            </p>
          )}
        </>
      )}
    </SmallForm>
  );
}
