// SPDX-License-Identifier: Apache-2.0
// The invitation: what it means to be a guardian here, then the code that only this person got.
// Accepting and signing in are one step (O-126); declining does nothing, and says so. Nothing is
// ticked beforehand, and both answers are one press.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { call, ServerError } from '../common/server.ts';
import { TopBar } from '../common/top_bar.tsx';
import type { Accepted } from './contract.ts';
import { keepSession, tidyCode } from './sessions.ts';
import type { GuardianKey } from './texts_zh.ts';
import { useWords } from './words.ts';

const meaning = ['see', 'not_see', 'set', 'known', 'danger', 'end'] as const;

export interface InvitationProps {
  code: string;
  /** The session has run out: the page says so first. */
  expired: boolean;
  onAccepted: () => void;
  onDeclined: () => void;
  onBack?: () => void;
}

export async function accept(code: string): Promise<void> {
  const path = `/anban/v1/guardian_invitations/${encodeURIComponent(code)}/accept`;
  keepSession(await call<Accepted>('POST', path, { body: {} }));
}

/** Why a code was not taken. */
export function codeFault(fault: unknown): GuardianKey | 'app.unreachable.title' {
  const status = fault instanceof ServerError ? fault.status : -1;
  if (status === 0) return 'app.unreachable.title';
  if (status === 429) return 'invite.too_many';
  return [400, 403, 404, 422].includes(status) ? 'invite.wrong' : 'g.not_done';
}

export function Invitation(props: InvitationProps) {
  const t = useWords();
  const { expired } = props;
  return (
    <div className="page">
      <TopBar />
      <main className="plain">
        <h1>{t(expired ? 'invite.expired.title' : 'invite.title')}</h1>
        <p>{t(expired ? 'invite.expired.body' : 'invite.lead')}</p>
        {!expired && (
          <>
            <dl className="meaning">
              {meaning.map((each) => (
                <div key={each}>
                  <dt>{t(`invite.${each}`)}</dt>
                  <dd>{t(`invite.${each}.body`)}</dd>
                </div>
              ))}
            </dl>
            <p className="note">{t('invite.separate')}</p>
          </>
        )}
        <CodeForm {...props} />
      </main>
    </div>
  );
}

function CodeForm({ code: given, onAccepted, onDeclined, onBack }: InvitationProps) {
  const t = useWords();
  const [code, setCode] = useState(given);
  const [am, setAm] = useState(false);
  const [faults, setFaults] = useState<{ code?: string; am?: string }>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const wrong = {
      ...(tidyCode(code).length === 8 ? {} : { code: t('invite.fault.code') }),
      ...(am ? {} : { am: t('invite.fault.am') }),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) {
      form.querySelector<HTMLInputElement>(`[name=${'code' in wrong ? 'code' : 'am'}]`)?.focus();
      return;
    }
    setBusy(true);
    try {
      await accept(tidyCode(code));
      onAccepted();
    } catch (fault) {
      setFaults({ code: t(codeFault(fault)) });
      setBusy(false);
      form.querySelector<HTMLInputElement>('[name=code]')?.focus();
    }
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      <TextInput
        className="code"
        name="code"
        label={t('invite.code')}
        description={t('invite.code.why')}
        autoCapitalize="characters"
        autoComplete="one-time-code"
        spellCheck={false}
        maxLength={16}
        value={code}
        error={faults.code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Checkbox
        name="am"
        label={t('invite.am')}
        checked={am}
        error={faults.am}
        onChange={(event) => setAm(event.currentTarget.checked)}
      />
      <div className="row">
        <Button type="submit" disabled={busy}>
          {t('invite.accept')}
        </Button>
        <Button variant="default" onClick={onBack ?? onDeclined}>
          {t(onBack && given === '' ? 'invite.back' : 'invite.decline')}
        </Button>
      </div>
    </form>
  );
}
