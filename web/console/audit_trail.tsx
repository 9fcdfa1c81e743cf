// SPDX-License-Identifier: Apache-2.0
// The records of the evidence log about a case, each with the place and hash under which it can be
// proved, and the proof itself to take along (`anban audit verify` checks it).
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { send } from '../common/server.ts';
import { dayAndTime } from '../common/when.ts';
import { lookBack, type Record, type Trail } from './audit.ts';
import type { Row } from './contract.ts';
import { named, useWords } from './words.ts';

export function AuditTrail({ row, staffKey }: { row: Row; staffKey: string }) {
  const t = useWords();
  const [trail, setTrail] = useState<Trail | null>(null);
  const [failed, setFailed] = useState(false);
  const look = (before: Trail | null) => {
    setFailed(false);
    lookBack(row, staffKey, before).then(setTrail, () => setFailed(true));
  };
  useEffect(() => look(null), [row.id, staffKey]);
  return (
    <section aria-labelledby="audit">
      <h3 id="audit">{t('audit.title')}</h3>
      {trail !== null && trail.records.length === 0 && <p>{t('audit.none')}</p>}
      {trail !== null && trail.records.length > 0 && (
        <ol className="evidence">
          {trail.records.map((each) => (
            <RecordView key={each.index} record={each} staffKey={staffKey} />
          ))}
        </ol>
      )}
      {failed && <p className="fault">{t('audit.failed')}</p>}
      {(failed || (trail !== null && trail.before > 0)) && (
        <div className="row">
          <Button variant="default" onClick={() => look(trail)}>
            {t(failed ? 'app.retry' : 'audit.further')}
          </Button>
        </div>
      )}
    </section>
  );
}

async function download(index: number, key: string): Promise<void> {
  const answer = await send('GET', `/anban/v1/audit/proof?leaf=${index}`, { key });
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `anban-proof-${index}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function RecordView({ record, staffKey }: { record: Record; staffKey: string }) {
  const t = useWords();
  const [failed, setFailed] = useState(false);
  const { act, index, hash } = record;
  const outcome = act.facts?.['outcome'];
  return (
    <li>
      <strong>
        {named(t, 'act', act.kind)}
        {outcome !== undefined && `：${named(t, 'state', outcome)}`}
      </strong>
      <p>
        {dayAndTime(act.at)} · {named(t, 'actor', act.actor ?? '')}
        {act.facts?.['by'] !== undefined && ` · ${act.facts['by']}`}
      </p>
      <p className="why">
        {t('audit.place', { index })} · <span className="hash">{hash.slice(0, 16)}…</span>
      </p>
      <div className="row">
        <Button
          variant="default"
          aria-label={t('audit.proof.of', { index })}
          onClick={() => void download(index, staffKey).catch(() => setFailed(true))}
        >
          {t('audit.proof')}
        </Button>
      </div>
      {failed && <p className="fault">{t('audit.failed')}</p>}
    </li>
  );
}
