// SPDX-License-Identifier: Apache-2.0
// One case: how grave and until when, who holds it, what was told to whom and truly arrived, the
// help words the person saw, a live takeover, what happened in masked words, and the acts of staff.
// Beside it: the person's bare facts, the policy that applied, and earlier cases.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../../common/announcer.tsx';
import { named, useWords } from '../words.ts';
import { CaseActs } from './case_acts.tsx';
import { CaseBeside } from './case_beside.tsx';
import { CloseResult } from './close_form.tsx';
import { ContactStep } from './contact_step.tsx';
import type { CareCase } from './contract.ts';
import { HideButton } from './hidden_words.tsx';
import { Deadline, HolderMark, PriorityMark } from './marks.tsx';
import { worksOnCases, useStaff } from './staff.ts';
import { TakeoverPanel } from './takeover.tsx';
import { Timeline } from './timeline.tsx';
import { useCase } from './use_case.ts';

export interface CareCaseProps {
  id: string;
  onClose: () => void;
  onChanged: () => void;
  onOpen: (id: string) => void;
}

export function CareCasePage({ id, onClose, onChanged, onOpen }: CareCaseProps) {
  const t = useWords();
  const { row, timeline, act } = useCase(id, onChanged);
  const heading = useRef<HTMLHeadingElement>(null);
  const known = row.value;
  useEffect(() => heading.current?.focus(), [known === null]);
  return (
    <section
      className="case"
      aria-labelledby="case-title"
      onKeyDown={(event) => {
        const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea');
        if (event.key === 'Escape' && !event.nativeEvent.isComposing && !typing) onClose();
      }}
    >
      <div className="row case-head">
        <h2 id="case-title" ref={heading} tabIndex={-1}>
          {known === null ? t('care.case') : named(t, 'care.kind', known.kind)}
        </h2>
        <div className="row">
          <HideButton />
          <Button variant="default" onClick={onClose}>
            {t('case.back')}
          </Button>
        </div>
      </div>
      {row.fault !== null && (
        <div className="desk-fault" role="alert">
          <p>{t(row.fault.status === 404 ? 'care.fault.gone' : 'care.case.failed')}</p>
          <Button variant="default" onClick={row.reload}>
            {t('app.retry')}
          </Button>
        </div>
      )}
      {known === null && row.fault === null && <p aria-busy="true">{t('app.loading')}</p>}
      {known !== null && (
        <CaseBody row={known} timeline={timeline} act={act} onOpen={onOpen} onChanged={row.reload} />
      )}
    </section>
  );
}

interface CaseBodyProps {
  row: CareCase;
  timeline: ReturnType<typeof useCase>['timeline'];
  act: ReturnType<typeof useCase>['act'];
  onOpen: (id: string) => void;
  onChanged: () => void;
}

function CaseBody({ row, timeline, act, onOpen, onChanged }: CaseBodyProps) {
  const t = useWords();
  const { me } = useStaff();
  const isMine = row.holder !== null && row.holder.key === me.id && row.state !== 'closed';
  return (
    <div className="case-columns">
      <div className="case-main">
        <p className="marks">
          <PriorityMark row={row} />
          <span className="mark">{t('care.level', { level: row.level })}</span>
          <Deadline row={row} />
          <HolderMark row={row} />
        </p>
        {row.detector_failed && <p className="note">{t('care.detector_failed')}</p>}
        {row.merged_into && (
          <p className="note">
            {t('care.merged_into')}{' '}
            <Button variant="default" onClick={() => onOpen(row.merged_into ?? '')}>
              {row.merged_into}
            </Button>
          </p>
        )}
        <HeldByOther row={row} mine={isMine} />
        {row.state === 'closed' ? (
          <CloseResult row={row} />
        ) : (
          worksOnCases(me) && <CaseActs row={row} mine={isMine} act={act} />
        )}
        <TakeoverPanel row={row} mine={isMine} onChanged={onChanged} />
        <ContactStep row={row} mine={isMine} act={act} />
        {row.card && <SeenWords card={row.card} />}
        <Timeline row={row} mine={isMine} timeline={timeline} />
      </div>
      <CaseBeside row={row} onOpen={onOpen} />
    </div>
  );
}

/** Kindly: somebody is already there. Said aloud when it becomes so while one reads. */
function HeldByOther({ row, mine }: { row: CareCase; mine: boolean }) {
  const t = useWords();
  const say = useSay();
  const [first] = useState(row.holder?.key);
  const other = row.holder !== null && !mine && row.state === 'claimed' ? row.holder : null;
  const words =
    other === null ? '' : t('care.held_by', { name: other.name || other.key });
  useEffect(() => {
    if (words !== '' && other?.key !== first) say(words);
  }, [words]);
  return words === '' ? null : <p className="note">{words}</p>;
}

function SeenWords({ card }: { card: NonNullable<CareCase['card']> }) {
  const t = useWords();
  return (
    <section aria-labelledby="seen">
      <h3 id="seen">{t('care.seen')}</h3>
      <blockquote className="seen">
        <p>
          <strong>{card.title}</strong>
        </p>
        <p className="said">{card.body}</p>
        <p className="marks">
          {card.lines.map((line) => (
            <span key={line.number} className="mark">
              {line.name} {line.number}
            </span>
          ))}
        </p>
      </blockquote>
    </section>
  );
}
