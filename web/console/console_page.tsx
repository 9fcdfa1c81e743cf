// SPDX-License-Identifier: Apache-2.0
// The page for staff: signing in, then the queues of appeals and of identity reviews.
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { DisplayChoices } from '../common/top_bar.tsx';
import { queues, type QueueName } from './contract.ts';
import { Desk } from './desk.tsx';
import { dropKey, storedKey, storeKey, useIdleSignOut } from './session.ts';
import { SignIn } from './sign_in.tsx';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

export function ConsolePage() {
  const t = useWords();
  const [key, setKey] = useState(storedKey);
  const [why, setWhy] = useState<ConsoleKey | null>(null);
  const signOut = useCallback((reason: ConsoleKey | null) => {
    dropKey();
    setKey(null);
    setWhy(reason);
  }, []);
  useEffect(() => {
    document.title = `${t('app.name')} · ${t('console.title')}`;
  }, [t]);
  return (
    <>
      <header className="top-bar console-bar">
        <span className="brand">
          {t('app.name')} · {t('console.title')}
        </span>
        <div className="choices">
          <DisplayChoices />
          {key !== null && (
            <Button variant="default" onClick={() => signOut('sign_in.left')}>
              {t('console.sign_out')}
            </Button>
          )}
        </div>
      </header>
      {key === null ? (
        <SignIn
          why={why}
          onSignedIn={(next) => {
            storeKey(next);
            setKey(next);
          }}
        />
      ) : (
        <SignedIn staffKey={key} onSignOut={signOut} />
      )}
    </>
  );
}

interface SignedInProps {
  staffKey: string;
  onSignOut: (why: ConsoleKey) => void;
}

function SignedIn({ staffKey, onSignOut }: SignedInProps) {
  const t = useWords();
  const [name, setName] = useState<QueueName>('appeals');
  const idle = useCallback(() => onSignOut('sign_in.idle'), [onSignOut]);
  useIdleSignOut(idle);
  return (
    <>
      <nav className="console-nav" aria-label={t('console.queues')}>
        {(Object.keys(queues) as QueueName[]).map((each) => (
          <Button
            key={each}
            variant={each === name ? 'filled' : 'default'}
            aria-current={each === name ? 'page' : undefined}
            onClick={() => setName(each)}
          >
            {t(`queue.${each}`)}
          </Button>
        ))}
      </nav>
      <Desk
        key={name}
        queue={queues[name]}
        staffKey={staffKey}
        onRefused={() => onSignOut('sign_in.refused')}
      />
    </>
  );
}
