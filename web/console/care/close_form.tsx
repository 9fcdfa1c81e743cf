// SPDX-License-Identifier: Apache-2.0
// Closing a case: an outcome, none chosen beforehand; a note where the outcome says nothing by
// itself. And what came of a case that is closed.
import { Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { named, useWords } from '../words.ts';
import { outcomes, outcomesWithNote, type CareCase } from './contract.ts';
import { When } from './marks.tsx';
import { SmallForm, type FieldFaults } from './small_form.tsx';

interface CloseFormProps {
  run: (body: unknown) => Promise<void>;
  onCancel: () => void;
}

export function CloseForm({ run, onCancel }: CloseFormProps) {
  const t = useWords();
  const [outcome, setOutcome] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const check = () => {
    const found: FieldFaults = {};
    if (outcome === null) found['outcome'] = 'care.close.no_outcome';
    if (outcome !== null && outcomesWithNote.includes(outcome) && note.trim() === '') {
      found['note'] = 'care.close.no_note';
    }
    return found;
  };
  return (
    <SmallForm
      title={t('care.form.close')}
      submit={t('care.close.submit')}
      check={check}
      run={() => run({ outcome, note: note.trim() })}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          <Radio.Group
            label={t('care.close.outcome')}
            required
            value={outcome}
            error={fault('outcome')}
            onChange={setOutcome}
          >
            {outcomes.map((each) => (
              <Radio key={each} value={each} label={t(`care.outcome.${each}`)} />
            ))}
          </Radio.Group>
          <Textarea
            label={t('care.close.note')}
            description={t('care.close.note.why')}
            required={outcome !== null && outcomesWithNote.includes(outcome)}
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

export function CloseResult({ row }: { row: CareCase }) {
  const t = useWords();
  return (
    <section aria-labelledby="result">
      <h3 id="result">{t('care.result')}</h3>
      <p className="done">
        <strong>{named(t, 'care.outcome', row.outcome ?? 'closed')}</strong>
        {row.outcome_note ? `：${row.outcome_note}` : ''}
      </p>
      <p className="why">
        {t('care.closed')} <When at={row.closed} />
      </p>
    </section>
  );
}
