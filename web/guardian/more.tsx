// SPDX-License-Identifier: Apache-2.0
// The rest of what a guardian may do: a second guardian, unlinking, the child's data, signing out.
import { Button } from '@mantine/core';
import { useCallback, useState, type ReactNode } from 'react';
import { useSay } from '../common/announcer.tsx';
import { ServerError } from '../common/server.ts';
import type { BoundGuardian, Change, Erased } from './contract.ts';
import { faultText, useLoaded, type Door } from './door.ts';
import { Card, Loading, Sure } from './parts.tsx';
import { Nickname } from './nickname.tsx';
import { SecondGuardian } from './second_guardian.tsx';
import { Renew } from './verify.tsx';
import { instantWords, useWords } from './words.ts';

export interface MoreProps {
  door: Door;
  onAdd: () => void;
  onChanged: () => void;
  onSignOut: () => void;
}

export function More({ door, onAdd, onChanged, onSignOut }: MoreProps) {
  const t = useWords();
  const read = useCallback(
    () => door.askPerson<{ data: BoundGuardian[] }>('GET', 'guardians'),
    [door],
  );
  const [loaded, again] = useLoaded(read);
  return (
    <div className="cards">
      <Loading loaded={loaded} again={again}>
        {(list) => (
          <>
            <Guardians door={door} guardians={list.data} />
            {list.data.length < 2 || list.data.some((each) => each.state !== 'confirmed') ? (
              <SecondGuardian door={door} onInvited={again} />
            ) : null}
            <Unlink door={door} guardians={list.data} onDone={again} />
          </>
        )}
      </Loading>
      <Wipe door={door} />
      <Renew door={door} onDone={onChanged} />
      <Nickname child={door.child.id} onChanged={onChanged} />
      <Card title={t('child.add')}>
        <Button variant="default" onClick={onAdd}>
          {t('empty.code')}
        </Button>
      </Card>
      <Card title={t('out.title')}>
        <p>{t('out.body')}</p>
        <Button variant="default" onClick={onSignOut}>
          {t('out.now')}
        </Button>
      </Card>
    </div>
  );
}

interface GuardiansProps {
  door: Door;
  guardians: BoundGuardian[];
}

function Guardians({ door, guardians }: GuardiansProps) {
  const t = useWords();
  return (
    <Card title={t('more.guardians')}>
      <ul className="log">
        {guardians.map((each) => (
          <li key={each.id}>
            <strong>
              {each.name}
              {each.id === door.session.guardian && t('more.you')}
            </strong>
            <span className="soft">
              {each.address} · {t(each.state === 'confirmed' ? 'more.confirmed' : 'more.unconfirmed')}
              {each.ends !== null && ` · ${t('more.ends', { when: instantWords(each.ends) })}`}
            </span>
          </li>
        ))}
      </ul>
      {guardians.length > 1 && <p className="soft">{t('more.two')}</p>}
    </Card>
  );
}

interface UnlinkProps extends GuardiansProps {
  onDone: () => void;
}

function Unlink({ door, guardians, onDone }: UnlinkProps) {
  const t = useWords();
  const mine = guardians.find((each) => each.id === door.session.guardian);
  const alone = guardians.filter((each) => each.state === 'confirmed').length < 2;
  const unlink = async () => {
    const change = await door.ask<Change>('DELETE', 'link');
    onDone();
    return t('unlink.done', { when: instantWords(change.in_force_from) });
  };
  const stay = async () => {
    const changes = await door.ask<{ data: Change[] }>('GET', 'changes');
    const isMine = (each: Change) =>
      each.field === 'link' &&
      each.state === 'waiting' &&
      (each.to as { guardian?: string } | null)?.guardian === door.session.guardian;
    for (const each of changes.data.filter(isMine)) {
      await door.ask('DELETE', `changes/${encodeURIComponent(each.id)}`).catch((fault: unknown) => {
        if (!(fault instanceof ServerError) || fault.status !== 403) throw fault;
      });
    }
    onDone();
    return t('set.taken_back');
  };
  if (mine?.ends) {
    return (
      <Card title={t('unlink.title')}>
        <p>{t('child.ends', { when: instantWords(mine.ends) })}</p>
        <Act label={t('unlink.stay')} act={stay} />
      </Card>
    );
  }
  return (
    <Card title={t('unlink.title')}>
      <p>{t('unlink.body')}</p>
      {alone && <p>{t('unlink.alone')}</p>}
      <Act
        label={t('unlink.open')}
        act={unlink}
        sure={{
          title: t('unlink.sure'),
          yes: t('unlink.yes'),
          body: (
            <>
              <p>{t('unlink.body')}</p>
              {alone && <p>{t('unlink.alone')}</p>}
            </>
          ),
        }}
      />
    </Card>
  );
}

function Wipe({ door }: { door: Door }) {
  const t = useWords();
  const wipe = async () => {
    const gone = await door.ask<Erased>('DELETE', 'interactions');
    return t('wipe.done', { count: gone.erased_turns, receipt: gone.receipt });
  };
  return (
    <Card title={t('wipe.title')}>
      <p>{t('wipe.body')}</p>
      <Act
        label={t('wipe.open')}
        act={wipe}
        sure={{ title: t('wipe.sure'), yes: t('wipe.yes'), body: <p>{t('wipe.body')}</p> }}
      />
    </Card>
  );
}

interface ActProps {
  label: string;
  /** Does it; the words of what was done. */
  act: () => Promise<string>;
  /** What is asked first. */
  sure?: { title: string; body: ReactNode; yes: string };
}

/** A button that does something once it was asked about, and says what became of it. */
function Act({ label, act, sure }: ActProps) {
  const t = useWords();
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [done, setDone] = useState('');
  const run = async () => {
    setBusy(true);
    setFault('');
    try {
      const words = await act();
      setAsking(false);
      setDone(words);
      say(words);
    } catch (refused) {
      setFault(faultText(refused, t));
    }
    setBusy(false);
  };
  return (
    <>
      {done !== '' && <p className="done">{done}</p>}
      {fault !== '' && !asking && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <Button
        variant={sure ? 'outline' : 'default'}
        {...(sure ? { color: 'red' } : {})}
        disabled={busy}
        onClick={() => (sure ? setAsking(true) : void run())}
      >
        {label}
      </Button>
      {asking && sure && (
        <Sure
          {...sure}
          fault={fault}
          busy={busy}
          onYes={() => void run()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
