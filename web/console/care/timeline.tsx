// SPDX-License-Identifier: Apache-2.0
// What happened, oldest first: turns in masked words, what was told to whom, what staff did. Words
// are uncovered one turn at a time, by the holder, with a reason that is recorded and that the
// person's side can see; they are kept in memory only while the case is open here.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { named, useWords } from '../words.ts';
import { casePath, type CareCase, type TimelineRow, type Unmasked } from './contract.ts';
import { findingWords, rawFinding } from './finding_words.ts';
import { Words } from './hidden_words.tsx';
import { When } from './marks.tsx';
import { SmallForm, type FieldFaults } from './small_form.tsx';
import { useStaff, worksOnCases } from './staff.ts';
import type { Polled } from './use_polled.ts';

interface TimelineProps {
  row: CareCase;
  mine: boolean;
  timeline: Polled<{ data: TimelineRow[] }>;
}

export function Timeline({ row, mine, timeline }: TimelineProps) {
  const t = useWords();
  const { me } = useStaff();
  const [seen, setSeen] = useState<Record<string, Unmasked>>({});
  const [asking, setAsking] = useState<string | null>(null);
  const rows = timeline.value?.data ?? null;
  return (
    <section aria-labelledby="timeline">
      <h3 id="timeline">{t('care.timeline')}</h3>
      <p className="why">{t(explanation(worksOnCases(me), mine))}</p>
      {timeline.fault !== null && <p className="fault">{t('care.timeline.failed')}</p>}
      {rows !== null && rows.length === 0 && <p>{t('care.timeline.none')}</p>}
      <ol className="timeline">
        {(rows ?? []).map((each, at) => (
          <li key={`${each.turn ?? each.at}-${at}`} className={`event event-${each.type}`}>
            <p className="why">
              <When at={each.at} /> · {titleOf(each, t)}
            </p>
            {each.type === 'turn' ? (
              <>
                <TurnWords entry={each} seen={seen[each.turn ?? '']} />
                {mine && each.turn && seen[each.turn] === undefined && asking !== each.turn && (
                  <div>
                    <Button variant="default" onClick={() => setAsking(each.turn ?? null)}>
                      {t('care.unmask')}
                    </Button>
                  </div>
                )}
                {asking !== null && asking === each.turn && (
                  <UnmaskForm
                    id={row.id}
                    turn={asking}
                    onSeen={(words) => {
                      setSeen((was) => ({ ...was, [asking]: words }));
                      setAsking(null);
                      timeline.reload();
                    }}
                    onCancel={() => setAsking(null)}
                  />
                )}
              </>
            ) : (
              each.note && <p className="said">{each.note}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function explanation(works: boolean, mine: boolean) {
  if (!works) return 'care.timeline.not_for_readers' as const;
  return mine ? ('care.timeline.masked' as const) : ('care.timeline.masked_other' as const);
}

function titleOf(each: TimelineRow, t: ReturnType<typeof useWords>): string {
  const parts = [named(t, 'care.event', each.type)];
  if (each.type === 'turn') parts.push(t('care.characters', { count: each.characters ?? 0 }));
  if (each.act) parts.push(actWords(each.act, each.what ?? '', t));
  if (each.recipient) parts.push(named(t, 'care.recipient', each.recipient));
  if (each.channel) parts.push(named(t, 'care.channel', each.channel));
  if (each.state) parts.push(named(t, 'care.timeline_state', each.state));
  const by = each.by?.name || each.by?.key;
  if (by) parts.push(by);
  return parts.join(' · ');
}

/** What is named beside an act, and from which list of names. */
const saidFrom: Record<string, string> = {
  act: 'care.act',
  closed: 'care.outcome',
  contact: 'care.recipient',
};

function actWords(act: string, what: string, t: ReturnType<typeof useWords>): string {
  const from = saidFrom[act];
  if (act === 'act' && what !== '') return named(t, 'care.act', what);
  const words = named(t, 'care.act', act);
  return from === undefined || what === '' ? words : `${words}：${named(t, from, what)}`;
}

function TurnWords({ entry, seen }: { entry: TimelineRow; seen: Unmasked | undefined }) {
  const t = useWords();
  const said = seen?.said ?? entry.masked;
  const replied = seen?.replied ?? entry.reply_masked;
  return (
    <>
      {(entry.findings ?? []).length > 0 && (
        <p className="marks">
          {(entry.findings ?? []).map((each, at) => (
            <span key={at} className="mark" title={rawFinding(each)}>
              {findingWords(each, t)}
            </span>
          ))}
        </p>
      )}
      {said && <Speech who={t('care.said')} text={said} />}
      {replied && <Speech who={t('care.replied')} text={replied} />}
      {entry.unmasked && seen === undefined && <p className="why">{t('care.unmasked.before')}</p>}
    </>
  );
}

function Speech({ who, text }: { who: string; text: string }) {
  return (
    <div className="speech">
      <span className="why">{who}</span>
      <Words text={text} />
    </div>
  );
}

interface UnmaskFormProps {
  id: string;
  turn: string;
  onSeen: (words: Unmasked) => void;
  onCancel: () => void;
}

function UnmaskForm({ id, turn, onSeen, onCancel }: UnmaskFormProps) {
  const t = useWords();
  const { ask } = useStaff();
  const [reason, setReason] = useState('');
  return (
    <SmallForm
      title={t('care.unmask')}
      submit={t('care.unmask.show')}
      check={() => {
        const found: FieldFaults = {};
        if (reason.trim() === '') found['reason'] = 'care.unmask.no_reason';
        return found;
      }}
      run={async () => {
        const body = { turn, reason: reason.trim() };
        onSeen(await ask<Unmasked>('POST', casePath(id, 'unmask'), body));
      }}
      onCancel={onCancel}
    >
      {(fault) => (
        <Textarea
          label={t('care.unmask.reason')}
          description={t('care.unmask.why')}
          required
          autoFocus
          rows={2}
          maxLength={500}
          value={reason}
          error={fault('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </SmallForm>
  );
}
