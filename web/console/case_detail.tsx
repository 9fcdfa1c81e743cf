// SPDX-License-Identifier: Apache-2.0
// One case: who, until when, what was given as evidence, what was decided before, the decision with
// its reason, and what the evidence log says. Never a word of a conversation.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../common/announcer.tsx';
import { dayAndTime } from '../common/when.ts';
import { AuditTrail } from './audit_trail.tsx';
import type { Queue, Row } from './contract.ts';
import { DecisionForm } from './decision_form.tsx';
import { DueTime, StateBadge } from './due_time.tsx';
import { named, titleOf, useWords } from './words.ts';

export interface CaseDetailProps {
  queue: Queue;
  row: Row;
  /** Every row that is loaded: the person's earlier ones are among them. */
  siblings: readonly Row[];
  staffKey: string;
  next: Row | null;
  onNext: (row: Row) => void;
  onChanged: (row: Row) => void;
  onClose: () => void;
}

export function CaseDetail(props: CaseDetailProps) {
  const { queue, row, siblings, staffKey, next, onNext, onChanged, onClose } = props;
  const t = useWords();
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  const [decided, setDecided] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const earlier = siblings.filter(
    (each) => each.person === row.person && each.id !== row.id && each.state !== 'open',
  );
  return (
    <section
      className="case"
      aria-labelledby="case-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
      }}
    >
      <div className="row case-head">
        <h2 id="case-title" ref={heading} tabIndex={-1}>
          {titleOf(row, t)}
        </h2>
        <Button variant="default" onClick={onClose}>
          {t('case.back')}
        </Button>
      </div>
      <Facts row={row} />
      <p className="note">{t('case.no_transcript')}</p>
      <EvidenceList row={row} />
      {earlier.length > 0 && <Earlier rows={earlier} />}
      {row.state === 'open' ? (
        <DecisionForm
          queue={queue}
          row={row}
          staffKey={staffKey}
          onDecided={(after) => {
            setDecided(true);
            say(t(`decision.done.${row.object}`));
            onChanged(after);
            heading.current?.focus();
          }}
          onGone={onClose}
        />
      ) : (
        <Result row={row} fresh={decided} />
      )}
      {decided && (
        <div className="row">
          {next !== null && <Button onClick={() => onNext(next)}>{t('case.next')}</Button>}
        </div>
      )}
      <AuditTrail key={row.state} row={row} staffKey={staffKey} />
    </section>
  );
}

function Facts({ row }: { row: Row }) {
  const t = useWords();
  return (
    <dl className="case-facts">
      <div>
        <dt>{t('case.person')}</dt>
        <dd>{row.person}</dd>
      </div>
      <div>
        <dt>{t('case.id')}</dt>
        <dd>{row.id}</dd>
      </div>
      <div>
        <dt>{t('case.filed')}</dt>
        <dd>{dayAndTime(row.filed)}</dd>
      </div>
      <div>
        <dt>{t(row.state === 'open' ? 'case.due' : 'case.state')}</dt>
        <dd>{row.state === 'open' ? <DueTime row={row} /> : <StateBadge row={row} />}</dd>
      </div>
    </dl>
  );
}

function EvidenceList({ row }: { row: Row }) {
  const t = useWords();
  return (
    <section aria-labelledby="evidence">
      <h3 id="evidence">{t('case.evidence')}</h3>
      {row.object === 'identity_review' ? (
        <p>{t('case.review_why', { method: named(t, 'method', row.method ?? '') })}</p>
      ) : (
        <ol className="evidence">
          {(row.evidence ?? []).map((each, at) => (
            <li key={at}>
              <strong>{named(t, 'evidence', each.kind)}</strong>
              <p>{each.reference}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Earlier({ rows }: { rows: readonly Row[] }) {
  const t = useWords();
  return (
    <section aria-labelledby="earlier">
      <h3 id="earlier">{t('case.earlier')}</h3>
      <ol className="evidence">
        {rows.map((row) => (
          <li key={row.id}>
            <strong>{titleOf(row, t)}</strong> <StateBadge row={row} />
            <p>{row.reason}</p>
            <p className="why">{t('case.by', { by: row.decided_by ?? '—' })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Result({ row, fresh }: { row: Row; fresh: boolean }) {
  const t = useWords();
  return (
    <section aria-labelledby="result">
      <h3 id="result">{t('decision.title')}</h3>
      {fresh && <p className="done">{t(`decision.done.${row.object}`)}</p>}
      <p>
        <StateBadge row={row} /> {row.reason}
      </p>
      <p className="why">
        {row.decided ? `${dayAndTime(row.decided)} · ` : ''}
        {row.decided_by === null ? t('case.by_you') : t('case.by', { by: row.decided_by })}
      </p>
    </section>
  );
}
