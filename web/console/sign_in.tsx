// SPDX-License-Identifier: Apache-2.0
// Signing in with the key of an operator, lead, officer or reader. The key is asked of the server
// before it is kept in the tab; a browser is not asked to remember it.
import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { ServerError } from '../common/server.ts';
import { whose, type SignedIn } from './session.ts';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

export interface SignInProps {
  /** Why one has to sign in again. */
  why: ConsoleKey | null;
  onSignedIn: (who: SignedIn) => void;
}

function faultOf(fault: unknown): ConsoleKey {
  const status = fault instanceof ServerError ? fault.status : 0;
  if (status === 401) return 'sign_in.wrong';
  if (status === 403) return 'sign_in.not_staff';
  return 'sign_in.unreachable';
}

export function SignIn({ why, onSignedIn }: SignInProps) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<ConsoleKey | null>(null);
  useEffect(() => {
    if (why !== null) heading.current?.focus();
  }, [why]);
  const refuse = (words: ConsoleKey) => {
    setFault(words);
    field.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = key.trim();
    if (typed === '') return refuse('sign_in.empty');
    if (!/^[\x21-\x7e]+$/.test(typed)) return refuse('sign_in.wrong');
    try {
      return onSignedIn(await whose(typed));
    } catch (refused) {
      return refuse(faultOf(refused));
    }
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
      <p>{t('sign_in.body')}</p>
      <form className="form-pair" noValidate onSubmit={(event) => void submit(event)}>
        <PasswordInput
          ref={field}
          label={t('sign_in.key')}
          description={t('sign_in.key.kept')}
          autoComplete="off"
          spellCheck={false}
          required
          visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show'), 'tabIndex': 0 }}
          value={key}
          error={fault === null ? undefined : t(fault)}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit">{t('sign_in.go')}</Button>
      </form>
    </main>
  );
}
