// SPDX-License-Identifier: Apache-2.0
// Consents for a child (O-114, O-130, O-155): one by one, default no. Withdrawing says first what
// happens then; giving is one press on a button that names nothing else.
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useSay } from '../common/announcer.tsx';
import { ServerError } from '../common/server.ts';
import type { ChildSettings, Consent } from './contract.ts';
import { faultText, useLoaded, type Door } from './door.ts';
import { Card, Loading, Sure } from './parts.tsx';
import { instantWords, useWords, type Words } from './words.ts';

const purposes = [
  'minor_service',
  'minor_personal_information',
  'emotional_companionship',
  'personalisation',
  'training',
  'training_sensitive',
  'third_party',
] as const;
type Purpose = (typeof purposes)[number];

/** Asked only where they are needed or were given: the law asks them for the youngest. */
const onlyWhereNeeded: readonly string[] = [
  'minor_service',
  'minor_personal_information',
  'emotional_companionship',
];
const neededUnder14: readonly string[] = ['minor_service', 'minor_personal_information'];
const under14: readonly string[] = ['0-2', '3-7', '8-11', '12-13'];

export interface ConsentsProps {
  door: Door;
  onChanged: () => void;
}

export function Consents({ door, onChanged }: ConsentsProps) {
  const t = useWords();
  const say = useSay();
  const read = useCallback(
    () =>
      Promise.all([
        door.ask<{ data: Consent[] }>('GET', 'consents'),
        door.ask<ChildSettings>('GET', 'settings'),
      ]),
    [door],
  );
  const [loaded, again] = useLoaded(read);
  const [words, setWords] = useState('');
  const decided = (text: string) => {
    setWords(text);
    say(text);
    again();
    onChanged();
  };
  return (
    <>
      <p className="soft">{t('consent.lead')}</p>
      {words !== '' && <p className="done">{words}</p>}
      <Loading loaded={loaded} again={again}>
        {([list, settings]) => (
          <div className="cards">
            {purposes.map((purpose) => {
              const given = list.data.find((each) => each.purpose === purpose && !each.recipient);
              const needed =
                neededUnder14.includes(purpose) && under14.includes(door.child.age_band);
              if (onlyWhereNeeded.includes(purpose) && !needed && !given) return null;
              return (
                <One
                  key={purpose}
                  door={door}
                  purpose={purpose}
                  given={given}
                  needed={needed}
                  isOff={isOff(purpose, settings)}
                  onDecided={decided}
                />
              );
            })}
          </div>
        )}
      </Loading>
    </>
  );
}

const isOff = (purpose: Purpose, settings: ChildSettings): boolean =>
  (purpose === 'personalisation' && !settings.in_force.memory) ||
  (purpose.startsWith('training') && !settings.in_force.training);

function stateWords(given: Consent | undefined, t: Words): string {
  if (given === undefined) return t('consent.not');
  const when = instantWords(given.at);
  if (!given.granted) return t('consent.withdrawn', { when });
  return t(given.by === 'person' ? 'consent.granted_by_child' : 'consent.granted', { when });
}

interface OneProps {
  door: Door;
  purpose: Purpose;
  given: Consent | undefined;
  needed: boolean;
  isOff: boolean;
  onDecided: (words: string) => void;
}

function One({ door, purpose, given, needed, isOff: off, onDecided }: OneProps) {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const granted = given?.granted === true;
  const decide = async (yes: boolean) => {
    setBusy(true);
    setFault('');
    try {
      await door.ask('POST', 'consents', { purpose, version: '1', granted: yes });
      setAsking(false);
      onDecided(t(yes ? 'consent.given' : 'consent.taken'));
    } catch (refused) {
      const others = refused instanceof ServerError && refused.status === 403 && yes;
      setFault(others ? t('consent.others') : faultText(refused, t));
    }
    setBusy(false);
  };
  const title = t(`consent.${purpose}`);
  return (
    <Card title={title}>
      {needed && !granted && <p className="tag">{t('consent.needed')}</p>}
      <p>{t(`consent.${purpose}.why`)}</p>
      <p className={granted ? 'state state-yes' : 'state'}>{stateWords(given, t)}</p>
      {off && !granted && <p className="soft">{t('consent.off')}</p>}
      {fault !== '' && !asking && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {granted ? (
        <Button
          variant="default"
          aria-label={`${t('consent.withdraw')} ${title}`}
          onClick={() => setAsking(true)}
        >
          {t('consent.withdraw')}
        </Button>
      ) : (
        !off && (
          <Button
            variant="default"
            disabled={busy}
            aria-label={`${t('consent.give')} ${title}`}
            onClick={() => void decide(true)}
          >
            {t('consent.give')}
          </Button>
        )
      )}
      {asking && (
        <Sure
          title={t('consent.sure')}
          body={
            <>
              <p>
                <strong>{title}</strong>
              </p>
              <p>{t(`consent.${purpose}.then`)}</p>
            </>
          }
          yes={t('consent.withdraw')}
          fault={fault}
          busy={busy}
          onYes={() => void decide(false)}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
