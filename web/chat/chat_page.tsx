// SPDX-License-Identifier: Apache-2.0
// Which of its faces the chat page shows: opening, registration, waiting for something, the
// conversation, or the receipt after everything was erased.
import { useCallback, useEffect, useState } from 'react';
import { useTexts } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import { suggestTextSize } from '../common/text_size.ts';
import type { Me, Settings } from './contract.ts';
import { AgreementAgain } from './agreement_again.tsx';
import { ConversationView } from './conversation_view.tsx';
import { FirstOpen } from './first_open.tsx';
import { forgetKey, keepKey, takeKey } from './key.ts';
import { finishReturn, takeReturn } from './identity_return.ts';
import { Plain } from '../common/plain.tsx';
import { Waiting } from './waiting.tsx';

type Face =
  | { is: 'opening' }
  | { is: 'unreachable' }
  | { is: 'registration'; settings: Settings }
  | { is: 'known'; settings: Settings; key: string; me: Me }
  | { is: 'erased'; receipt: string };

async function lookUp(): Promise<Face> {
  const settings = await call<Settings>('GET', '/anban/v1/chat/settings');
  const key = takeKey();
  const back = takeReturn();
  if (key === null) return { is: 'registration', settings };
  if (back !== null) await finishReturn(key, back);
  try {
    const me = await call<Me>('GET', '/anban/v1/me', { key });
    suggestTextSize(me.mode);
    return { is: 'known', settings, key, me };
  } catch (fault) {
    if (!(fault instanceof ServerError) || ![401, 404].includes(fault.status)) throw fault;
    forgetKey();
    return { is: 'registration', settings };
  }
}

export function ChatPage() {
  const t = useTexts();
  const [face, setFace] = useState<Face>({ is: 'opening' });
  const open = useCallback(() => {
    lookUp().then(setFace, () =>
      setFace((before) => (before.is === 'known' ? before : { is: 'unreachable' })),
    );
  }, []);
  useEffect(open, [open]);

  switch (face.is) {
    case 'opening':
      return <Plain title={t('app.loading')} quiet />;
    case 'unreachable':
      return (
        <Plain title={t('app.unreachable.title')} action={{ label: t('app.retry'), run: open }}>
          <p>{t('app.unreachable.body')}</p>
        </Plain>
      );
    case 'erased':
      return (
        <Plain title={t('erased.title')}>
          <p>{t('erased.body')}</p>
          {face.receipt !== '' && <p>{t('erased.receipt', { receipt: face.receipt })}</p>}
        </Plain>
      );
    case 'registration':
      return (
        <FirstOpen
          settings={face.settings}
          onRegistered={(key) => {
            keepKey(key);
            open();
          }}
        />
      );
    case 'known':
      return (
        <Known
          settings={face.settings}
          personalKey={face.key}
          me={face.me}
          onChanged={open}
          onErased={(receipt) => {
            forgetKey();
            setFace({ is: 'erased', receipt });
          }}
        />
      );
  }
}

interface KnownProps {
  settings: Settings;
  personalKey: string;
  me: Me;
  onChanged: () => void;
  onErased: (receipt: string) => void;
}

/** A registered person: what is missing first, else the conversation. */
function Known(props: KnownProps) {
  const { settings, me } = props;
  const accepted = me.agreement?.version;
  const outdated = accepted !== undefined && accepted !== settings.agreement.version;
  if (me.missing.includes('agreement') || outdated) return <AgreementAgain {...props} />;
  if (me.missing.length > 0) return <Waiting {...props} />;
  return <ConversationView {...props} />;
}
