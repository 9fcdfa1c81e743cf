// SPDX-License-Identifier: Apache-2.0
// Until when a case is to be decided, and what came of one that is decided. Whether it is late is
// the server's word; how long is left is counted here only where both clocks agree.
import type { Translate } from '../common/language.ts';
import { dayAndTime, span } from '../common/when.ts';
import type { Row } from './contract.ts';
import { named, useWords } from './words.ts';

const farthest = 14 * 24 * 3600 * 1000;

export function DueTime({ row }: { row: Row }) {
  const t = useWords();
  const left = Date.parse(row.due) - Date.now();
  const agrees = left < 0 === row.overdue && Math.abs(left) < farthest;
  const time = dayAndTime(row.due);
  const words = agrees ? span(left, t as Translate) : '';
  return (
    <span className={`due${row.overdue ? ' due-over' : ''}`}>
      {t(row.overdue ? 'due.over' : 'due.by', { time })}
      {words !== '' && ` · ${t(row.overdue ? 'due.late' : 'due.left', { span: words })}`}
    </span>
  );
}

export function StateBadge({ row }: { row: Row }) {
  const t = useWords();
  const kind = row.state === 'upheld' || row.state === 'accepted' ? 'yes' : 'no';
  return (
    <span className={`state state-${row.state === 'open' ? 'open' : kind}`}>
      {named(t, 'state', row.state)}
    </span>
  );
}
