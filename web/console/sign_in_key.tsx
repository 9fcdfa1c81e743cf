// SPDX-License-Identifier: Apache-2.0
// The second way in, with a key that an administrator made. The key is asked of the server before
// it is kept in the tab; a browser is not asked to remember it.
import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { ServerError } from '../common/server.ts';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

export interface KeyFormProps {
  onKey: (key: string) => Promise<void>;
  onOther: () => void;
}

function faultOf(fault: unknown): ConsoleKey {
  const status = fault instanceof ServerError ? fault.status : 0;
  if (status === 401) return 'sign_in.wrong';
  if (status === 403) return 'sign_in.not_staff';
  return 'sign_in.unreachable';
}

export function KeyForm({ onKey, onOther }: KeyFormProps) {
  const t = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<ConsoleKey | null>(null);
  useEffect(() => field.current?.focus(), []);
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
      return await onKey(typed);
    } catch (refused) {
      return refuse(faultOf(refused));
    }
  };
  return (
    <>
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
        <div className="row">
          <Button type="submit">{t('sign_in.go')}</Button>
          <Button variant="default" onClick={onOther}>
            {t('account.use_password')}
          </Button>
        </div>
      </form>
    </>
  );
}
