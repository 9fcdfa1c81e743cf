// SPDX-License-Identifier: Apache-2.0
// One's own new password, with the old one and a code. Other sessions of the account end.
import { useState } from 'react';
import { call } from '../common/server.ts';
import { code, newPassword } from './enrol.tsx';
import { EntryForm, type Entered, type Entry } from './entry_form.tsx';
import { useSession } from './session.ts';
import { signInFault } from './sign_in.tsx';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

const entries: readonly Entry[] = [
  {
    name: 'old',
    label: 'account.old_password',
    kind: 'password',
    autoComplete: 'current-password',
    fault: 'account.fault.password',
  },
  newPassword('new'),
  code,
];

const faultOf = (status: number): ConsoleKey =>
  status === 403 ? 'staff.own.fault' : signInFault(status);

export function OwnPassword() {
  const t = useWords();
  const { key } = useSession();
  const [done, setDone] = useState(false);
  const change = async (entered: Entered) => {
    setDone(false);
    const body = { ...entered, code: entered['code']?.trim() };
    await call('POST', '/anban/v1/staff/password', { key, body });
    setDone(true);
  };
  return (
    <section aria-labelledby="own-password">
      <h2 id="own-password">{t('staff.own')}</h2>
      {done && (
        <p className="done" role="status">
          {t('staff.own.done')}
        </p>
      )}
      <EntryForm entries={entries} submit={t('staff.own.do')} faultOf={faultOf} run={change} />
    </section>
  );
}
