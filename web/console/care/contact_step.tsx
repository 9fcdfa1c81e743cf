// SPDX-License-Identifier: Apache-2.0
// Telling the guardian, the emergency contact or whoever is on call: each attempt with what truly
// came of it. "Reached" stands only where the channel said that it was delivered; whoever is feared
// is never told, whoever asks.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../common/announcer.tsx';
import type { ConsoleKey } from '../texts_zh.ts';
import { named, useWords } from '../words.ts';
import type { Act } from './case_acts.tsx';
import { contactWords } from './contact_words.ts';
import type { CareCase, Contact } from './contract.ts';
import { When } from './marks.tsx';
import { problemKey, statusOf } from './problem.ts';

/** Why somebody is not told again. */
const refusals: Record<number, ConsoleKey> = {
  403: 'care.contact.never',
  409: 'care.contact.under_way',
  422: 'care.contact.nobody',
};

const recipients = ['guardian', 'emergency_contact', 'on_call'] as const;

interface ContactStepProps {
  row: CareCase;
  mine: boolean;
  act: Act;
}

export function ContactStep({ row, mine, act }: ContactStepProps) {
  const t = useWords();
  const tried = row.contacts ?? (row.contact && row.contact.state !== 'none' ? [row.contact] : []);
  return (
    <section aria-labelledby="contact">
      <h3 id="contact">{t('care.contact')}</h3>
      {row.contact?.withheld && <p className="note">{t('care.contact.withheld.why')}</p>}
      {tried.length === 0 && <p>{t('care.contact.none_tried')}</p>}
      {tried.length > 0 && (
        <ol className="evidence">
          {tried.map((each, at) => (
            <Attempt key={at} contact={each} />
          ))}
        </ol>
      )}
      {mine && <TellAgain act={act} />}
    </section>
  );
}

function Attempt({ contact }: { contact: Contact }) {
  const t = useWords();
  return (
    <li className={`attempt attempt-${contact.state}`}>
      <strong>{contactWords(contact, t)}</strong>
      <p className="why">
        {[
          contact.channel ? named(t, 'care.channel', contact.channel) : '',
          contact.attempts ? t('care.contact.attempts', { count: contact.attempts }) : '',
        ]
          .filter((each) => each !== '')
          .join(' · ')}
        {contact.changed && (
          <>
            {' · '}
            <When at={contact.changed} />
          </>
        )}
      </p>
    </li>
  );
}

/** Which of them is feared is not said here; the server refuses to tell that one. */
function TellAgain({ act }: { act: Act }) {
  const t = useWords();
  const say = useSay();
  const [words, setWords] = useState<ConsoleKey | null>(null);
  const [refused, setRefused] = useState(false);
  const tell = (which: string) => {
    act('contact', { which }).then(
      () => {
        setRefused(false);
        setWords('care.contact.asked');
        say(t('care.contact.asked'));
      },
      (fault: unknown) => {
        setRefused(true);
        setWords(refusals[statusOf(fault)] ?? problemKey(fault));
      },
    );
  };
  return (
    <>
      <div className="row">
        {recipients.map((each) => (
          <Button key={each} variant="default" onClick={() => tell(each)}>
            {t(`care.tell.${each}`)}
          </Button>
        ))}
      </div>
      {words !== null && (
        <p className={refused ? 'fault' : 'done'} role={refused ? 'alert' : undefined}>
          {t(words)}
        </p>
      )}
    </>
  );
}
