// SPDX-License-Identifier: Apache-2.0
// Accounts: everybody changes their own password here; an administrator sees who has an account,
// invites, resets and removes. A link for somebody is shown once, to be handed over by a way that
// both trust.
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Dialog } from '../common/dialog.tsx';
import { call, ServerError } from '../common/server.ts';
import { InviteForm } from './invite_form.tsx';
import { OwnPassword } from './own_password.tsx';
import { useSession } from './session.ts';
import type { ConsoleKey } from './texts_zh.ts';
import { named, useWords } from './words.ts';

export interface Account {
  id: string;
  name: string;
  role: string;
  state: 'invited' | 'enrolling' | 'active';
  login?: string;
  last_sign_in?: string | null;
}
export interface Invited extends Account {
  path: string;
}

const path = '/anban/v1/staff';

export function StaffPage() {
  const t = useWords();
  const { role, id } = useSession();
  return (
    <main className="desk-plain">
      <h1>{t('staff.title')}</h1>
      {role === 'admin' && <Accounts />}
      {id.startsWith('stf_') ? <OwnPassword /> : <p className="note">{t('staff.own.key')}</p>}
    </main>
  );
}

type Doing = { what: 'reset' | 'remove'; account: Account };

function Accounts() {
  const t = useWords();
  const { key, signOut } = useSession();
  const [all, setAll] = useState<Account[] | null>(null);
  const [fault, setFault] = useState<ConsoleKey | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const hear = useCallback(
    (refused: unknown) => {
      const status = refused instanceof ServerError ? refused.status : 0;
      if (status === 401) return signOut('sign_in.refused');
      return setFault(status === 403 ? 'staff.fault.may_not' : 'staff.fault.failed');
    },
    [signOut],
  );
  const load = useCallback(() => {
    call<{ data: Account[] }>('GET', path, { key }).then((answer) => setAll(answer.data), hear);
  }, [key, hear]);
  useEffect(load, [load]);
  const act = async ({ what, account }: Doing) => {
    setDoing(null);
    setFault(null);
    const where = `${path}/${encodeURIComponent(account.id)}`;
    try {
      if (what === 'remove') await call('DELETE', where, { key });
      else setInvited(await call<Invited>('POST', `${where}/reset`, { key, body: {} }));
    } catch (refused) {
      hear(refused);
    }
    load();
  };
  return (
    <section className="staff-accounts" aria-labelledby="staff-accounts">
      <h2 id="staff-accounts">{t('staff.accounts')}</h2>
      {fault !== null && (
        <p className="fault" role="alert">
          {t(fault)}
        </p>
      )}
      {all === null && fault === null && <p aria-busy="true">{t('app.loading')}</p>}
      <AccountList all={all ?? []} onDo={setDoing} />
      {invited !== null && <Link invited={invited} onDone={() => setInvited(null)} />}
      <InviteForm
        onInvited={(made) => {
          setInvited(made);
          load();
        }}
      />
      {doing !== null && (
        <Dialog
          title={t(`staff.${doing.what}.title`, { name: doing.account.name })}
          tone="care"
          onClose={() => setDoing(null)}
        >
          <p>{t(`staff.${doing.what}.body`)}</p>
          <div className="row">
            <Button onClick={() => void act(doing)}>{t(`staff.${doing.what}.do`)}</Button>
            <Button variant="default" onClick={() => setDoing(null)}>
              {t('app.cancel')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

interface AccountListProps {
  all: readonly Account[];
  onDo: (doing: Doing) => void;
}

function AccountList({ all, onDo }: AccountListProps) {
  const t = useWords();
  const { id } = useSession();
  return (
    <ul className="rows staff-rows">
      {all.map((each) => (
        <li key={each.id}>
          <div>
            <strong>{each.name}</strong> <span className="state">{named(t, 'role', each.role)}</span>
            <p className="why">
              {each.login} · {t(`staff.state.${each.state}`)}
              {each.id === id && ` · ${t('staff.you')}`}
            </p>
          </div>
          {each.id !== id && (
            <div className="row">
              {(['reset', 'remove'] as const).map((what) => (
                <Button
                  key={what}
                  variant="default"
                  aria-label={`${t(`staff.${what}`)}: ${each.name}`}
                  onClick={() => onDo({ what, account: each })}
                >
                  {t(`staff.${what}`)}
                </Button>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Link({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  const t = useWords();
  const address = location.origin + invited.path;
  return (
    <div className="note staff-link" role="status">
      <p>{t('staff.link', { name: invited.name })}</p>
      <p className="hash">{address}</p>
      <div className="row">
        <Button variant="default" onClick={() => void navigator.clipboard?.writeText(address)}>
          {t('staff.link.copy')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('staff.link.done')}
        </Button>
      </div>
    </div>
  );
}
