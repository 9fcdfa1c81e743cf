// SPDX-License-Identifier: Apache-2.0
// Beside a case: the bare facts about the person, the policy that applied when it was opened, and
// the other cases of the same person.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { named, useWords } from '../words.ts';
import type { CareCase, CaseList } from './contract.ts';
import { durationWords } from './duration_words.ts';
import { When } from './marks.tsx';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 60000;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function CaseBeside({ row, onOpen }: { row: CareCase; onOpen: (id: string) => void }) {
  const t = useWords();
  return (
    <aside className="case-beside" aria-label={t('care.beside')}>
      <dl className="case-facts">
        <Fact name={t('case.person')}>{row.person ?? t('care.person.unnamed')}</Fact>
        <Fact name={t('care.age_band')}>{row.age_band ?? t('care.unknown')}</Fact>
        {row.mode && <Fact name={t('care.mode')}>{named(t, 'care.mode', row.mode)}</Fact>}
        <Fact name={t('care.locale')}>{row.locale ?? t('care.unknown')}</Fact>
        <Fact name={t('care.opened')}>
          <When at={row.opened} />
        </Fact>
        {row.due && (
          <Fact name={t('care.due')}>
            <When at={row.due} />
          </Fact>
        )}
        <Fact name={t('care.acknowledged')}>
          {row.acknowledged ? <When at={row.acknowledged} /> : t('care.not_yet')}
        </Fact>
        <Fact name={t('case.id')}>{row.id}</Fact>
      </dl>
      <Policy row={row} />
      {row.person && <History row={row} person={row.person} onOpen={onOpen} />}
    </aside>
  );
}

function Policy({ row }: { row: CareCase }) {
  const t = useWords();
  const parameters = Object.entries(row.policy?.parameters ?? {});
  if (!row.policy && !row.obligation) return null;
  return (
    <section aria-labelledby="policy">
      <h3 id="policy">{t('care.policy')}</h3>
      <p>
        {[row.policy?.pack, row.obligation].filter(Boolean).join(' · ')}
      </p>
      {parameters.length > 0 && (
        <dl className="parameters">
          {parameters.map(([name, value]) => (
            <Fact key={name} name={named(t, 'care.parameter', name)}>
              {typeof value === 'string' ? durationWords(value, t) : JSON.stringify(value)}
            </Fact>
          ))}
        </dl>
      )}
    </section>
  );
}

interface HistoryProps {
  row: CareCase;
  person: string;
  onOpen: (id: string) => void;
}

function History({ row, person, onOpen }: HistoryProps) {
  const t = useWords();
  const path = `/anban/v1/cases?state=all&limit=200&person=${encodeURIComponent(person)}`;
  const { value } = usePolled<CaseList>(path, refreshMilliseconds);
  const others = (value?.data ?? []).filter((each) => each.person === person && each.id !== row.id);
  return (
    <section aria-labelledby="history">
      <h3 id="history">{t('care.history')}</h3>
      {others.length === 0 && <p className="why">{t('care.history.none')}</p>}
      <ul className="evidence">
        {others.map((each) => (
          <li key={each.id}>
            <strong>{named(t, 'care.kind', each.kind)}</strong>
            <p className="why">
              <When at={each.opened} /> · {each.priority} ·{' '}
              {each.state === 'closed'
                ? named(t, 'care.outcome', each.outcome ?? 'closed')
                : t(`care.state.${each.state}`)}
            </p>
            <Button
              variant="default"
              aria-label={t('care.history.open', { id: each.id })}
              onClick={() => onOpen(each.id)}
            >
              {t('care.open')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
