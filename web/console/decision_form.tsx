// SPDX-License-Identifier: Apache-2.0
// Deciding a case: an outcome, none chosen beforehand, with what it does, and a reason. What a
// colleague decided a moment ago stays decided; a second appeal is somebody else's.
import { Button, Radio, Textarea } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { call, ServerError } from '../common/server.ts';
import type { Queue, Row } from './contract.ts';
import type { ConsoleKey } from './texts_zh.ts';
import { named, useWords } from './words.ts';

/** What the server takes, in code points. */
const reasonMost = 1000;

export interface DecisionFormProps {
  queue: Queue;
  row: Row;
  staffKey: string;
  onDecided: (row: Row) => void;
  onGone: () => void;
}

interface Faults {
  outcome?: ConsoleKey;
  reason?: ConsoleKey;
  form?: ConsoleKey;
}

function refusal(fault: unknown, row: Row): ConsoleKey {
  const status = fault instanceof ServerError ? fault.status : 0;
  if (status === 404) return 'decision.gone';
  if (status === 403) return (row.round ?? 1) > 1 ? 'decision.other' : 'decision.reader';
  return 'decision.failed';
}

export function DecisionForm({ queue, row, staffKey, onDecided, onGone }: DecisionFormProps) {
  const t = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [sending, setSending] = useState(false);
  const show = (found: Faults) => {
    flushSync(() => setFaults(found));
    const wrong = found.outcome ? 'input[type="radio"]' : '[aria-invalid="true"], [data-fault]';
    form.current?.querySelector<HTMLElement>(wrong)?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found: Faults = {};
    if (outcome === null) found.outcome = 'decision.fault.outcome';
    if (reason.trim() === '') found.reason = 'decision.fault.reason';
    if (Object.keys(found).length > 0) return show(found);
    setSending(true);
    try {
      const path = `${queue.path}/${encodeURIComponent(row.id)}/decision`;
      const body = { outcome, reason: reason.trim() };
      const after = await call<Row>('POST', path, { key: staffKey, body });
      return onDecided({ ...row, ...after });
    } catch (fault) {
      setSending(false);
      return show({ form: refusal(fault, row) });
    }
  };
  const about = row.decision ?? 'identity_review';
  return (
    <form
      ref={form}
      className="form-pair decision"
      noValidate
      aria-labelledby="decide"
      onSubmit={(event) => void submit(event)}
    >
      <h3 id="decide">{t('decision.title')}</h3>
      {(row.round ?? 1) > 1 && <p className="note">{t('decision.second')}</p>}
      {faults.form !== undefined && (
        <p className="fault" role="alert" data-fault="" tabIndex={-1}>
          {t(faults.form)}
        </p>
      )}
      <Radio.Group
        label={t('decision.outcome')}
        required
        value={outcome}
        error={faults.outcome === undefined ? undefined : t(faults.outcome)}
        onChange={setOutcome}
      >
        {queue.outcomes.map((each) => (
          <Radio
            key={each}
            value={each}
            label={named(t, 'outcome', each)}
            description={named(t, 'effect', `${about}.${each}`)}
          />
        ))}
      </Radio.Group>
      <Textarea
        label={t('decision.reason')}
        description={t(
          row.object === 'appeal' ? 'decision.reason.seen' : 'decision.reason.recorded',
        )}
        required
        rows={3}
        maxLength={reasonMost}
        value={reason}
        error={faults.reason === undefined ? undefined : t(faults.reason)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="row">
        {faults.form === 'decision.gone' ? (
          <Button onClick={onGone}>{t('case.back')}</Button>
        ) : (
          <Button type="submit" aria-disabled={sending}>
            {t('decision.submit')}
          </Button>
        )}
      </div>
    </form>
  );
}
