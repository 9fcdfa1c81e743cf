// SPDX-License-Identifier: Apache-2.0
// The menu: the character (those not meant for this age are shown as barred, with the reason),
// text size and language, the contact's confirmation, and one's own data.
import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import { ConfirmContact } from './confirm_contact.tsx';
import type { ContactRole, Me, Settings } from './contract.ts';
import { isBarred, type Panel } from './conversation_view.tsx';
import { MinorMode } from './minor_mode.tsx';
import { DisplayChoices } from '../common/top_bar.tsx';

export interface MenuProps {
  settings: Settings;
  personalKey: string;
  me: Me;
  character: string | null;
  onCharacter: (id: string) => void;
  onPanel: (panel: Panel) => void;
  onChanged: () => void;
  onClose: () => void;
}

export function Menu(props: MenuProps) {
  const t = useTexts();
  const { settings, me } = props;
  return (
    <Dialog title={t('menu.title')} onClose={props.onClose}>
      {me.use && <p>{t('menu.use', { minutes: Math.floor(me.use.today_s / 60) })}</p>}
      {settings.characters.length > 0 && <Characters {...props} />}
      <section aria-labelledby="menu-display">
        <h3 id="menu-display">{t('menu.display')}</h3>
        <div className="row">
          <DisplayChoices />
        </div>
      </section>
      <MinorMode
        {...props}
        onIdentity={() => props.onPanel('identity')}
        onAppeal={() => props.onPanel('appeal')}
      />
      <ContactSection {...props} />
      <section aria-labelledby="menu-data">
        <h3 id="menu-data">{t('menu.data')}</h3>
        <div className="row">
          <Button variant="default" onClick={() => props.onPanel('data')}>
            {t('menu.data.open')}
          </Button>
          <Button variant="default" onClick={() => props.onPanel('identity')}>
            {t('identity.title')}
          </Button>
        </div>
      </section>
      <div className="row row-end">
        <Button onClick={props.onClose}>{t('app.close')}</Button>
      </div>
    </Dialog>
  );
}

function Characters({ settings, me, character, onCharacter }: MenuProps) {
  const t = useTexts();
  return (
    <Radio.Group
      className="characters"
      label={t('menu.character')}
      value={character}
      onChange={(id) => onCharacter(id ?? '')}
    >
      {settings.characters.map((each) => {
        const barred = isBarred(each, me);
        const why = barred
          ? { description: t('menu.character.barred', { age: each.intimate ? 18 : each.min_age }) }
          : {};
        return <Radio key={each.id} value={each.id} label={each.name} disabled={barred} {...why} />;
      })}
    </Radio.Group>
  );
}

function ContactSection({ me, personalKey, onChanged, onPanel }: MenuProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const role: ContactRole = me.guardian ? 'guardian' : 'emergency_contact';
  const contact = me.guardian ?? me.emergency_contact;
  if (!contact) {
    if (me.mode === 'minor') return null;
    return (
      <section aria-labelledby="menu-contact">
        <h3 id="menu-contact">{t('open.contact')}</h3>
        <p>{t('contact.none')}</p>
        <div className="row">
          <Button variant="default" onClick={() => onPanel('contact')}>
            {t('contact.add')}
          </Button>
        </div>
      </section>
    );
  }
  const confirmed = contact.state === 'confirmed';
  return (
    <section aria-labelledby="menu-contact">
      <h3 id="menu-contact">{t('menu.contact')}</h3>
      <p>{t(confirmed ? 'menu.contact.confirmed' : 'menu.contact.unconfirmed')}</p>
      <div className="row">
        {!confirmed && !open && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('menu.contact.confirm')}
          </Button>
        )}
        {(role === 'emergency_contact' || !confirmed) && (
          <Button variant="default" onClick={() => onPanel('contact')}>
            {t('contact.change')}
          </Button>
        )}
      </div>
      {!confirmed && open && (
        <ConfirmContact
          role={role}
          address={contact.address ?? ''}
          personalKey={personalKey}
          onConfirmed={onChanged}
        />
      )}
    </section>
  );
}
