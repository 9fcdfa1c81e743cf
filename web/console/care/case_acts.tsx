// SPDX-License-Identifier: Apache-2.0
// What one may do with a case: take it, say that it was seen, write down what one did, hand it on,
// ask the next on the roster, merge it, close it. One form is open at a time.
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../common/announcer.tsx';
import type { ConsoleKey } from '../texts_zh.ts';
import { useWords } from '../words.ts';
import { countGrave } from './break_reminder.tsx';
import { grave } from './case_words.ts';
import { CloseForm } from './close_form.tsx';
import { acts, type CareCase } from './contract.ts';
import { EscalateForm, HandOverForm, MergeForm } from './pass_on.tsx';
import { problemKey } from './problem.ts';
import { SmallForm } from './small_form.tsx';

export type Act = (part: string, body?: unknown) => Promise<void>;

export interface CaseActsProps {
  row: CareCase;
  mine: boolean;
  act: Act;
}

const forms = ['note', 'hand_over', 'escalate', 'merge', 'close'] as const;
type FormName = (typeof forms)[number];
/** A line for the holder may be left by everybody who works on cases. */
const formsOfOthers: readonly FormName[] = ['note'];

export function CaseActs({ row, mine, act }: CaseActsProps) {
  const t = useWords();
  const say = useSay();
  const [form, setForm] = useState<FormName | null>(null);
  const [fault, setFault] = useState<ConsoleKey | null>(null);
  const [done, setDone] = useState<ConsoleKey | null>(null);
  const finish = (words: ConsoleKey) => {
    setForm(null);
    setFault(null);
    setDone(words);
    say(t(words));
    document.getElementById('case-title')?.focus();
  };
  const now = (part: string, words: ConsoleKey) => {
    act(part).then(
      () => finish(words),
      (refused: unknown) => {
        setDone(null);
        setFault(problemKey(refused));
      },
    );
  };
  const send = (part: string, words: ConsoleKey) => async (body: unknown) => {
    // What was left empty was not said.
    const said = Object.entries(body as object).filter(([, value]) => value !== '');
    await act(part, Object.fromEntries(said));
    finish(words);
  };
  return (
    <section className="acts" aria-labelledby="acts">
      <h3 id="acts">{t('care.acts')}</h3>
      <div className="row">
        {!mine && <Button onClick={() => now('claim', 'care.done.claimed')}>{t('care.claim')}</Button>}
        {!row.acknowledged && !mine && (
          <Button variant="default" onClick={() => now('acknowledge', 'care.done.acknowledged')}>
            {t('care.acknowledge')}
          </Button>
        )}
        {mine && (
          <Button variant="default" onClick={() => now('claim', 'care.done.renewed')}>
            {t('care.renew')}
          </Button>
        )}
        {(mine ? forms : formsOfOthers).map((each) => (
          <Button
            key={each}
            variant={each === form ? 'filled' : 'default'}
            aria-expanded={each === form}
            onClick={() => setForm(each === form ? null : each)}
          >
            {t(`care.form.${each}`)}
          </Button>
        ))}
        {mine && (
          <Button variant="default" onClick={() => now('release', 'care.done.released')}>
            {t('care.release')}
          </Button>
        )}
      </div>
      {fault !== null && (
        <p className="fault" role="alert">
          {t(fault)}
        </p>
      )}
      {done !== null && <p className="done">{t(done)}</p>}
      {form === 'note' && (
        <ActForm mine={mine} act={act} onDone={finish} onCancel={() => setForm(null)} />
      )}
      {mine && form === 'hand_over' && (
        <HandOverForm
          run={send('hand_over', 'care.done.handed_over')}
          onCancel={() => setForm(null)}
        />
      )}
      {mine && form === 'escalate' && (
        <EscalateForm run={send('escalate', 'care.done.escalated')} onCancel={() => setForm(null)} />
      )}
      {mine && form === 'merge' && (
        <MergeForm row={row} run={send('merge', 'care.done.merged')} onCancel={() => setForm(null)} />
      )}
      {mine && form === 'close' && (
        <CloseForm
          run={async (body) => {
            await send('close', 'care.done.closed')(body);
            if (grave(row)) countGrave();
          }}
          onCancel={() => setForm(null)}
        />
      )}
    </section>
  );
}

interface ActFormProps {
  mine: boolean;
  act: Act;
  onDone: (words: ConsoleKey) => void;
  onCancel: () => void;
}

/** An act that somebody did outside this page, or a note only. */
function ActForm({ mine, act, onDone, onCancel }: ActFormProps) {
  const t = useWords();
  const [what, setWhat] = useState('comment');
  const [note, setNote] = useState('');
  return (
    <SmallForm
      title={t('care.note.title')}
      submit={t('care.note.save')}
      check={() =>
        note.trim() === '' && ['comment', 'other'].includes(what)
          ? { note: 'care.note.missing' }
          : ({} as Record<string, ConsoleKey>)
      }
      run={async () => {
        const text = note.trim();
        if (what === 'comment') await act('comments', { text });
        else await act('acts', { act: what, note: text });
        onDone('care.done.noted');
      }}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          <NativeSelect
            label={t('care.note.what')}
            value={what}
            data={[
              { value: 'comment', label: t('care.note.only') },
              ...(mine ? acts : []).map((value) => ({ value, label: t(`care.act.${value}`) })),
            ]}
            onChange={(event) => setWhat(event.currentTarget.value)}
          />
          <Textarea
            label={t('care.note.text')}
            description={t('care.note.why')}
            rows={3}
            maxLength={1000}
            value={note}
            error={fault('note')}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </SmallForm>
  );
}
