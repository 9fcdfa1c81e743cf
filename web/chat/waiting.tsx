// SPDX-License-Identifier: Apache-2.0
// Registered, but something is still missing (O-75, O-76, O-114): the code of a contact, or the
// guardian's consent. Help lines stand here too, and the registration can be taken back.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../common/language.ts';
import { ConfirmContact } from './confirm_contact.tsx';
import type { ContactRole, Me, Settings } from './contract.ts';
import { HelpLines } from './help_lines.tsx';
import { OwnData } from './own_data.tsx';
import { TopBar } from '../common/top_bar.tsx';

export interface WaitingProps {
  settings: Settings;
  personalKey: string;
  me: Me;
  onChanged: () => void;
  onErased: (receipt: string) => void;
}

/** Whose code would help now, if anybody's. */
function roleToConfirm(me: Me): ContactRole | null {
  if (me.missing.includes('guardian_confirmation')) return 'guardian';
  if (me.missing.includes('guardian') && me.guardian) return 'guardian';
  if (me.missing.includes('emergency_contact') && me.emergency_contact) return 'emergency_contact';
  return null;
}

export function Waiting({ settings, personalKey, me, onChanged, onErased }: WaitingProps) {
  const t = useTexts();
  const [data, setData] = useState(false);
  const role = roleToConfirm(me);
  return (
    <div className="page">
      <TopBar />
      <main className="plain">
        <h1>{t('waiting.title')}</h1>
        {role ? (
          <ConfirmContact
            role={role}
            address={me[role]?.address ?? ''}
            personalKey={personalKey}
            onConfirmed={onChanged}
          />
        ) : (
          <WhatIsMissing missing={me.missing} />
        )}
        <div className="row">
          {!role && <Button onClick={onChanged}>{t('waiting.again')}</Button>}
          <Button variant="default" onClick={() => setData(true)}>
            {t('menu.data.open')}
          </Button>
        </div>
        <section aria-labelledby="help">
          <h2 id="help">{t('help.title')}</h2>
          <HelpLines lines={settings.help_lines} />
        </section>
        {data && (
          <OwnData personalKey={personalKey} onClose={() => setData(false)} onErased={onErased} />
        )}
      </main>
    </div>
  );
}

function WhatIsMissing({ missing }: { missing: string[] }) {
  const t = useTexts();
  if (missing.includes('guardian_consent')) return <p>{t('waiting.consent')}</p>;
  const contact = missing.includes('emergency_contact') || missing.includes('guardian');
  if (contact) return <p>{t('waiting.contact_missing')}</p>;
  return <p>{t('waiting.other', { missing: missing.join(', ') })}</p>;
}
