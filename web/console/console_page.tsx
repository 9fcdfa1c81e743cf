// SPDX-License-Identifier: Apache-2.0
// The page for staff: signing in, then the pages that the role has.
import { Button } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { DisplayChoices } from '../common/top_bar.tsx';
import { HiddenWords } from './care/hidden_words.tsx';
import { Pages } from './pages.tsx';
import {
  dropSession,
  endAtServer,
  SessionProvider,
  storedSession,
  storeSession,
  useIdleSignOut,
  useSession,
} from './session.ts';
import { SignIn } from './sign_in.tsx';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

export function ConsolePage() {
  const t = useWords();
  const [who, setWho] = useState(storedSession);
  const [why, setWhy] = useState<ConsoleKey | null>(null);
  const signOut = useCallback((reason: ConsoleKey | null) => {
    const ends = storedSession();
    if (ends !== null && reason !== 'sign_in.refused') endAtServer(ends);
    dropSession();
    setWho(null);
    setWhy(reason);
  }, []);
  const session = useMemo(() => (who === null ? null : { ...who, signOut }), [who, signOut]);
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
          {session !== null && (
            <Button variant="default" onClick={() => signOut('sign_in.left')}>
              {t('console.sign_out')}
            </Button>
          )}
        </div>
      </header>
      {session === null ? (
        <SignIn
          why={why}
          onSignedIn={(next) => {
            storeSession(next);
            setWho(next);
          }}
        />
      ) : (
        <SessionProvider value={session}>
          <AtWork />
        </SessionProvider>
      )}
    </>
  );
}

function AtWork() {
  const { signOut } = useSession();
  const idle = useCallback(() => signOut('sign_in.idle'), [signOut]);
  useIdleSignOut(idle);
  return (
    <HiddenWords>
      <Pages />
    </HiddenWords>
  );
}
