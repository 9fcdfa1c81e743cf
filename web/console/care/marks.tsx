// SPDX-License-Identifier: Apache-2.0
// Small marks of a case: how grave, until when by the server's clock, who holds it and for how long,
// and whether somebody was truly told.
import { dayAndTime, span } from '../../common/when.ts';
import type { Translate } from '../../common/language.ts';
import { named, useWords } from '../words.ts';
import { deadlineOf } from './case_words.ts';
import { clockSpan, useServerNow } from './clock.ts';
import { contactWords, isReached } from './contact_words.ts';
import type { CareCase } from './contract.ts';
import { useStaff } from './staff.ts';

const hour = 3600 * 1000;

export function PriorityMark({ row }: { row: CareCase }) {
  const t = useWords();
  return (
    <span className={`mark mark-${row.priority.toLowerCase()}`}>
      {row.priority} {named(t, 'care.priority', row.priority)}
    </span>
  );
}

/** "3:20" below an hour, in words beyond. */
export function timeLeft(milliseconds: number, t: Translate): string {
  return Math.abs(milliseconds) < hour ? clockSpan(milliseconds) : span(milliseconds, t);
}

export function Deadline({ row }: { row: CareCase }) {
  const t = useWords();
  const now = useServerNow();
  const deadline = deadlineOf(row);
  if (deadline === null) return null;
  const left = deadline.at - now;
  const late = row.overdue || left <= 0;
  const words = timeLeft(left, t as Translate);
  return (
    <span className={`due${late ? ' due-over' : ''}`}>
      {t(`care.deadline.${deadline.of}${left <= 0 ? '.late' : ''}`, { time: words })}
      {row.overdue && left > 0 && ` · ${t('care.overdue')}`}
    </span>
  );
}

export function HolderMark({ row }: { row: CareCase }) {
  const t = useWords();
  const now = useServerNow();
  const { me } = useStaff();
  if (row.state === 'closed') {
    return <span className="mark">{named(t, 'care.outcome', row.outcome ?? 'closed')}</span>;
  }
  if (row.holder === null) return <span className="mark mark-free">{t('care.holder.none')}</span>;
  const left = Date.parse(row.holder.until) - now;
  const who = row.holder.key === me.id ? 'care.holder.you' : 'care.holder.other';
  const name = row.holder.name || row.holder.key;
  return (
    <span className={`mark${who === 'care.holder.you' ? ' mark-mine' : ''}`}>
      {t(who, { name, time: clockSpan(Math.max(0, left)) })}
    </span>
  );
}

export function ContactMark({ row }: { row: CareCase }) {
  const t = useWords();
  if (!row.contact || (row.contact.state === 'none' && !row.contact.withheld)) return null;
  const good = isReached(row.contact) ? ' mark-good' : '';
  const also = row.contact.withheld && row.contact.state !== 'none';
  return (
    <>
      <span className={`mark${good}`}>{contactWords(row.contact, t)}</span>
      {also && <span className="mark">{t('care.contact.one_withheld')}</span>}
    </>
  );
}

export function When({ at }: { at: string | null | undefined }) {
  return at ? <time dateTime={at}>{dayAndTime(at)}</time> : <>—</>;
}
