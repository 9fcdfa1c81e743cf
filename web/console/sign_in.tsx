// SPDX-License-Identifier: Apache-2.0
// Signing in with login, password and the code of an authenticator app, or with a key. Taking up an
// invitation stands in its place where the address brings one.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { call } from '../common/server.ts';
import { Enrol, takeInvitation } from './enrol.tsx';
import { EntryForm, type Entered, type Entry } from './entry_form.tsx';
import { whose, type SignedIn } from './session.ts';
import { KeyForm } from './sign_in_key.tsx';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

export interface SignInProps {
  /** Why one has to sign in again. */
  why: ConsoleKey | null;
  onSignedIn: (who: SignedIn) => void;
}

const entries: readonly Entry[] = [
  {
    name: 'login',
    label: 'account.login',
    kind: 'text',
    autoComplete: 'username',
    fault: 'account.fault.login',
  },
  {
    name: 'password',
    label: 'account.password',
    kind: 'password',
    autoComplete: 'current-password',
    fault: 'account.fault.password',
  },
  {
    name: 'code',
    label: 'account.code',
    description: 'account.code.where',
    kind: 'code',
    autoComplete: 'one-time-code',
    fault: 'account.fault.code',
  },
];

export const signInFault = (status: number): ConsoleKey => {
  if (status === 403) return 'account.fault.not_let_in';
  if (status === 429) return 'account.fault.wait';
  return 'sign_in.unreachable';
};

export function SignIn({ why, onSignedIn }: SignInProps) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [token, setToken] = useState(takeInvitation);
  const [way, setWay] = useState<'password' | 'key'>('password');
  useEffect(() => {
    if (why !== null) heading.current?.focus();
  }, [why, way]);
  if (token !== null) {
    return <Enrol token={token} onSignedIn={onSignedIn} onLeave={() => setToken(null)} />;
  }
  const signIn = async ({ login, password, code }: Entered) => {
    const body = { login: login?.trim(), password, code: code?.trim() };
    const opened = await call<SignedIn>('POST', '/anban/v1/staff/sign_in', { body });
    onSignedIn({ key: opened.key, id: opened.id, name: opened.name, role: opened.role });
  };
  return (
    <main className="page plain sign-in">
      <h1 ref={heading} tabIndex={-1}>
        {t('sign_in.title')}
      </h1>
      {why !== null && (
        <p className="done" role="status">
          {t(why)}
        </p>
      )}
      {way === 'password' ? (
        <>
          <p>{t('account.sign_in.body')}</p>
          <EntryForm entries={entries} submit={t('sign_in.go')} faultOf={signInFault} run={signIn}>
            <Button variant="default" onClick={() => setWay('key')}>
              {t('account.use_key')}
            </Button>
          </EntryForm>
        </>
      ) : (
        <KeyForm
          onKey={async (key) => onSignedIn(await whose(key))}
          onOther={() => setWay('password')}
        />
      )}
    </main>
  );
}
