// SPDX-License-Identifier: Apache-2.0
// Confirming anew that one is the guardian, after a year (O-126) or to stay signed in: a code to
// the guardian's own address. The answer is a fresh session as well.
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { instantWords, useWords } from './words.ts';
import { faultText, type Door } from './door.ts';
import { accept, codeFault } from './invitation.tsx';
import { tidyCode } from './sessions.ts';
import { Card } from './parts.tsx';

export interface VerifyProps {
  door: Door;
  onDone: () => void;
}

export function Verify({ door, onDone }: VerifyProps) {
  const t = useWords();
  return (
    <Card title={t('set.verify')}>
      <p>{t('set.verify.why')}</p>
      <NewCode door={door} onDone={onDone} />
    </Card>
  );
}

/** The same for whoever wants to stay signed in. */
export function Renew({ door, onDone }: VerifyProps) {
  const t = useWords();
  const [done, setDone] = useState(false);
  return (
    <Card title={t('renew.title')}>
      {done && (
        <p className="done" role="status">
          {t('renew.done')}
        </p>
      )}
      <p>{t('renew.why', { when: instantWords(door.session.expires) })}</p>
      {!done && (
        <NewCode
          door={door}
          onDone={() => {
            setDone(true);
            onDone();
          }}
        />
      )}
    </Card>
  );
}

/** Sends a code to this guardian and takes it. */
function NewCode({ door, onDone }: VerifyProps) {
  const t = useWords();
  const [sent, setSent] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [fault, setFault] = useState('');
  const send = () => {
    setFault('');
    door.ask<{ address: string }>('POST', 'verification').then(
      (answer) => setSent(answer.address),
      (refused: unknown) => setFault(faultText(refused, t)),
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept(tidyCode(code)).then(onDone, (refused: unknown) => setFault(t(codeFault(refused))));
  };
  if (sent === null) {
    return (
      <>
        {fault !== '' && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <Button onClick={send}>{t('set.verify.send')}</Button>
      </>
    );
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <p role="status">{t('set.verify.sent', { address: sent })}</p>
      <TextInput
        className="code"
        name="verify-code"
        label={t('code.label')}
        autoCapitalize="characters"
        autoComplete="one-time-code"
        maxLength={16}
        value={code}
        error={fault === '' ? undefined : fault}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit">{t('code.send')}</Button>
    </form>
  );
}

