// SPDX-License-Identifier: Apache-2.0
// What was sent to the guardian, without any transcript, and the log of changes that child and
// guardians read alike (O-122).
import { useCallback } from 'react';
import type { Alert, Change } from './contract.ts';
import { useLoaded, type Door } from './door.ts';
import { Card, Loading } from './parts.tsx';
import { fieldWords, valueWords } from './values.ts';
import { instantWords, nameOf, useWords, type Words } from './words.ts';

interface List<T> {
  data: T[];
  has_more?: boolean;
}

export function Record({ door }: { door: Door }) {
  const read = useCallback(
    () =>
      Promise.all([
        door.ask<List<Alert>>('GET', 'alerts'),
        door.ask<List<Change>>('GET', 'changes'),
      ]),
    [door],
  );
  const [loaded, again] = useLoaded(read);
  return (
    <Loading loaded={loaded} again={again}>
      {([alerts, changes]) => (
        <div className="cards">
          <Alerts alerts={alerts.data} />
          <Changes door={door} changes={changes} />
        </div>
      )}
    </Loading>
  );
}

function Alerts({ alerts }: { alerts: Alert[] }) {
  const t = useWords();
  return (
    <Card title={t('record.alerts')}>
      <p className="soft">{t('record.alerts.why')}</p>
      {alerts.length === 0 && <p>{t('record.alerts.none')}</p>}
      <ul className="log">
        {alerts.map((each) => (
          <li key={each.id} className={each.event === 'crisis.contact' ? 'care' : undefined}>
            <strong>{nameOf(t, 'event', each.event, 'event.other')}</strong>
            <span className="soft">
              {instantWords(each.created)} · {nameOf(t, 'channel', each.channel, 'channel.other')} ·{' '}
              {nameOf(t, 'state', each.state, 'state.other')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function byWhom(by: string, door: Door, t: Words): string {
  if (by === door.session.guardian) return t('change.you');
  if (by === 'operator' || by === 'person' || by === 'app') return t(`change.${by}`);
  return t('change.guardian');
}

function stateOf(change: Change, t: Words): string {
  return change.state === 'waiting'
    ? t('change.waiting', { when: instantWords(change.in_force_from) })
    : t(`change.${change.state}`);
}

function Changes({ door, changes }: { door: Door; changes: List<Change> }) {
  const t = useWords();
  const value = (change: Change, side: 'from' | 'to') =>
    valueWords(change.field, change[side], door.service, t);
  return (
    <Card title={t('record.changes')}>
      <p className="soft">{t('record.changes.why')}</p>
      {changes.data.length === 0 && <p>{t('record.changes.none')}</p>}
      <ul className="log">
        {changes.data.map((each) => (
          <li key={each.id}>
            <strong>
              {t('change.line', {
                field: fieldWords(each.field, t),
                from: value(each, 'from'),
                to: value(each, 'to'),
              })}
            </strong>
            <span className="soft">
              {instantWords(each.at)} · {byWhom(each.by, door, t)} · {stateOf(each, t)}
            </span>
          </li>
        ))}
      </ul>
      {changes.has_more === true && <p>{t('record.more')}</p>}
    </Card>
  );
}
