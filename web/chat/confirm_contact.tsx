// SPDX-License-Identifier: Apache-2.0
// The code that the guardian or emergency contact received (O-75, O-76).
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTexts } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import type { ContactRole } from './contract.ts';

export interface ConfirmContactProps {
  role: ContactRole;
  /** Where the code went, masked by the server. */
  address: string;
  personalKey: string;
  onConfirmed: () => void;
}

export function ConfirmContact({ role, address, personalKey, onConfirmed }: ConfirmContactProps) {
  const t = useTexts();
  const [code, setCode] = useState('');
  const [fault, setFault] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await call('POST', `/anban/v1/me/contacts/${role}/confirm`, {
        key: personalKey,
        body: { code: code.trim().toUpperCase() },
      });
      onConfirmed();
    } catch (refused) {
      const unreachable = refused instanceof ServerError && refused.status === 0;
      setFault(unreachable ? t('app.unreachable.title') : t('code.wrong'));
    }
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t(role === 'guardian' ? 'waiting.guardian' : 'waiting.emergency_contact')}</p>
      {address !== '' && <p>{t('code.sent_to', { address })}</p>}
      <TextInput
        name="code"
        label={t('code.label')}
        autoCapitalize="characters"
        autoComplete="one-time-code"
        maxLength={12}
        value={code}
        error={fault === '' ? undefined : fault}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit">{t('code.send')}</Button>
    </form>
  );
}
