// SPDX-License-Identifier: Apache-2.0
// Somebody new: name, login and role. No password: whoever takes up the link chooses one.
import { call } from '../common/server.ts';
import { EntryForm, type Entered, type Entry } from './entry_form.tsx';
import { useSession } from './session.ts';
import type { Invited } from './staff_page.tsx';
import type { ConsoleKey } from './texts_zh.ts';
import { named, useWords, type Words } from './words.ts';

const roles = ['operator', 'lead', 'officer', 'admin', 'auditor', 'inspector'] as const;

const entriesIn = (t: Words): Entry[] => [
  { name: 'name', label: 'staff.name', kind: 'text', fault: 'staff.fault.name' },
  {
    name: 'login',
    label: 'account.login',
    description: 'staff.login.rule',
    kind: 'text',
    fault: 'staff.fault.login',
  },
  {
    name: 'role',
    label: 'staff.role',
    kind: 'choice',
    choices: roles.map((each) => ({ value: each, label: named(t, 'role', each) })),
    fault: 'staff.fault.name',
  },
];

const faultOf = (status: number): ConsoleKey =>
  status === 409 ? 'staff.fault.taken' : 'staff.fault.failed';

export function InviteForm({ onInvited }: { onInvited: (made: Invited) => void }) {
  const t = useWords();
  const { key } = useSession();
  const invite = async ({ name, login, role }: Entered) => {
    const body = { name: name?.trim(), login: login?.trim(), role };
    onInvited(await call<Invited>('POST', '/anban/v1/staff', { key, body }));
  };
  return (
    <section aria-labelledby="staff-invite">
      <h2 id="staff-invite">{t('staff.invite')}</h2>
      <EntryForm entries={entriesIn(t)} submit={t('staff.invite.do')} faultOf={faultOf} run={invite} />
    </section>
  );
}
