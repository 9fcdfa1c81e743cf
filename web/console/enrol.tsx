// SPDX-License-Identifier: Apache-2.0
// Taking up an invitation: a password of one's own, then an authenticator app, which shows with a
// code that it works. The token of the link stands in the fragment, which no server sees, and is
// taken out of the address at once. The QR code is drawn here.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { QrCode } from '../common/qr_code.tsx';
import { call } from '../common/server.ts';
import { EntryForm, type Entered, type Entry } from './entry_form.tsx';
import type { SignedIn } from './session.ts';
import type { ConsoleKey } from './texts_zh.ts';
import { named, useWords } from './words.ts';

export interface EnrolProps {
  token: string;
  onSignedIn: (who: SignedIn) => void;
  onLeave: () => void;
}

interface Enrolment {
  login: string;
  name: string;
  role: string;
  secret: string;
  otpauth: string;
}

export function takeInvitation(): string | null {
  const match = /^#(?:.*&)?invitation=([^&]+)/.exec(location.hash);
  if (!match?.[1]) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return decodeURIComponent(match[1]);
}

export const newPassword = (name: string): Entry => ({
  name,
  label: 'account.new_password',
  description: 'account.new_password.rule',
  kind: 'password',
  autoComplete: 'new-password',
  fault: 'account.fault.new_password',
});

export const code: Entry = {
  name: 'code',
  label: 'account.code',
  description: 'account.code.where',
  kind: 'code',
  autoComplete: 'one-time-code',
  fault: 'account.fault.code',
};

const passwordEntries = [newPassword('password')];
const codeEntries = [code];

const linkFault = (status: number): ConsoleKey => {
  if (status === 403) return 'enrol.fault.link';
  return status === 429 ? 'account.fault.wait' : 'sign_in.unreachable';
};
const codeFault = (status: number): ConsoleKey =>
  status === 403 ? 'enrol.fault.code' : linkFault(status);

export function Enrol({ token, onSignedIn, onLeave }: EnrolProps) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [made, setMade] = useState<Enrolment | null>(null);
  useEffect(() => heading.current?.focus(), [made]);
  const accept = async ({ password }: Entered) => {
    const body = { token, password };
    setMade(await call<Enrolment>('POST', '/anban/v1/staff/accept', { body }));
  };
  const confirm = async ({ code: typed }: Entered) => {
    const body = { token, code: typed?.trim() };
    const { key, id, name, role } = await call<SignedIn>('POST', '/anban/v1/staff/confirm', { body });
    onSignedIn({ key, id, name, role });
  };
  return (
    <main className="page plain sign-in">
      <h1 ref={heading} tabIndex={-1}>
        {t(made === null ? 'enrol.title' : 'enrol.app.title')}
      </h1>
      {made === null ? (
        <>
          <p>{t('enrol.body')}</p>
          <EntryForm entries={passwordEntries} submit={t('enrol.next')} faultOf={linkFault} run={accept}>
            <Button variant="default" onClick={onLeave}>
              {t('enrol.leave')}
            </Button>
          </EntryForm>
        </>
      ) : (
        <>
          <p>{t('enrol.who', { name: made.name, role: named(t, 'role', made.role) })}</p>
          <p>
            {t('account.login')}: <strong>{made.login}</strong>
          </p>
          <p>{t('enrol.app.body')}</p>
          <QrCode text={made.otpauth} label={t('enrol.qr')} />
          <details>
            <summary>{t('enrol.by_hand')}</summary>
            <p className="hash">{made.secret.replace(/(.{4})/g, '$1 ').trim()}</p>
          </details>
          <EntryForm entries={codeEntries} submit={t('enrol.finish')} faultOf={codeFault} run={confirm} />
        </>
      )}
    </main>
  );
}
