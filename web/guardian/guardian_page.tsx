// SPDX-License-Identifier: Apache-2.0
// Which of its faces the guardians' page shows: opening, the invitation, declined, signed in with
// children or without one, signed out by time, a child that is no longer theirs.
import { useCallback, useEffect, useState } from 'react';
import { Plain } from '../common/plain.tsx';
import { call, ServerError } from '../common/server.ts';
import { Children, type Kept } from './children.tsx';
import type { Child, Service, Session } from './contract.ts';
import type { Lost } from './door.ts';
import { Invitation } from './invitation.tsx';
import { forgetAll, forgetSession, sessions, takeCode } from './sessions.ts';
import { useWords } from './words.ts';

type Face =
  | { is: 'opening' }
  | { is: 'unreachable' }
  | { is: 'invitation'; code: string; expired: boolean }
  | { is: 'declined'; code: string }
  | { is: 'empty' }
  | { is: 'gone' }
  | { is: 'children'; kept: Kept[]; service: Service };

/** The children of one session; null where it has run out (it is forgotten then). */
async function childrenOf(session: Session): Promise<Kept[] | null> {
  const path = `/anban/v1/guardians/${encodeURIComponent(session.guardian)}/children`;
  try {
    const list = await call<{ data: Child[] }>('GET', path, { key: session.token });
    return list.data.map((child) => ({ session, child }));
  } catch (fault) {
    if (!(fault instanceof ServerError) || ![401, 403, 404].includes(fault.status)) throw fault;
    forgetSession(session.token);
    return null;
  }
}

async function lookUp(): Promise<Face> {
  const code = takeCode();
  if (code !== null) return { is: 'invitation', code, expired: false };
  const known = sessions();
  if (known.length === 0) return { is: 'invitation', code: '', expired: false };
  const service = await call<Service>('GET', '/anban/v1/chat/settings');
  const lists = await Promise.all(known.map(childrenOf));
  const kept = lists.flatMap((each) => each ?? []);
  if (kept.length > 0) return { is: 'children', kept, service };
  const all = lists.every((each) => each === null);
  return all ? { is: 'invitation', code: '', expired: true } : { is: 'empty' };
}

export function GuardianPage() {
  const t = useWords();
  const [face, setFace] = useState<Face>({ is: 'opening' });
  const open = useCallback(() => {
    lookUp().then(setFace, () =>
      setFace((before) => (before.is === 'children' ? before : { is: 'unreachable' })),
    );
  }, []);
  useEffect(open, [open]);
  useEffect(() => {
    document.title = `${t('app.name')} · ${t('g.title')}`;
  });
  // A second link may be opened while the page is open.
  useEffect(() => {
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [open]);
  const invite = () => setFace({ is: 'invitation', code: '', expired: false });
  const lose = (why: Lost, session: Session) => {
    if (why === 'gone') return setFace({ is: 'gone' });
    forgetSession(session.token);
    return setFace({ is: 'invitation', code: '', expired: true });
  };

  switch (face.is) {
    case 'opening':
      return <Plain title={t('app.loading')} quiet />;
    case 'unreachable':
      return (
        <Plain title={t('app.unreachable.title')} action={{ label: t('app.retry'), run: open }}>
          <p>{t('app.unreachable.body')}</p>
        </Plain>
      );
    case 'invitation':
      return (
        <Invitation
          key={face.code}
          code={face.code}
          expired={face.expired}
          onAccepted={open}
          onDeclined={() => setFace({ is: 'declined', code: face.code })}
          {...(sessions().length > 0 ? { onBack: open } : {})}
        />
      );
    case 'declined':
      return (
        <Plain
          title={t('declined.title')}
          action={{
            label: t('declined.again'),
            run: () => setFace({ is: 'invitation', code: face.code, expired: false }),
          }}
        >
          <p>{t('declined.body')}</p>
        </Plain>
      );
    case 'empty':
      return (
        <Plain title={t('empty.title')} action={{ label: t('empty.code'), run: invite }}>
          <p>{t('empty.body')}</p>
        </Plain>
      );
    case 'gone':
      return (
        <Plain title={t('gone.title')} action={{ label: t('gone.back'), run: open }}>
          <p>{t('gone.body')}</p>
        </Plain>
      );
    case 'children':
      return (
        <Children
          kept={face.kept}
          service={face.service}
          onLost={lose}
          onChanged={open}
          onAdd={invite}
          onSignOut={() => {
            forgetAll();
            invite();
          }}
        />
      );
  }
}
