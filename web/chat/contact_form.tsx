// SPDX-License-Identifier: Apache-2.0
// Adding or changing the guardian or emergency contact of somebody who is registered already
// (O-75, O-76, O-141). A code goes to the new address; until it is entered nobody is bound.
import { Button } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import { channelsFor, ContactFields } from './contact_fields.tsx';
import type { ContactRole, Me, Settings } from './contract.ts';
import { contactFaults, emptyContact, placed, sentContact, type Faults } from './registration.ts';

export interface ContactFormProps {
  role: ContactRole;
  settings: Settings;
  personalKey: string;
  me: Me;
  onSaved: () => void;
}

export function ContactDialog(props: ContactFormProps & { onClose: () => void }) {
  const t = useTexts();
  const { role, onClose } = props;
  return (
    <Dialog
      title={t(role === 'guardian' ? 'contact.guardian.title' : 'contact.emergency.title')}
      onClose={onClose}
    >
      <ContactForm {...props} />
      <div className="row row-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

export function ContactForm({ role, settings, personalKey, me, onSaved }: ContactFormProps) {
  const t = useTexts();
  const channels = channelsFor(settings);
  const form = useRef<HTMLFormElement>(null);
  const [contact, setContact] = useState(emptyContact(channels[0] ?? 'sms'));
  const [faults, setFaults] = useState<Faults>({});
  const show = (found: Faults) => {
    flushSync(() => setFaults(found));
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]')?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = contactFaults(role, contact, t);
    if (Object.keys(found).length > 0) return show(found);
    try {
      const path = `/anban/v1/users/${encodeURIComponent(me.id)}`;
      await call('PUT', path, { key: personalKey, body: { [role]: sentContact(contact) } });
      return onSaved();
    } catch (fault) {
      const named = fault instanceof ServerError ? placed(fault.fields, t) : {};
      return show(Object.keys(named).length > 0 ? named : { form: t('contact.failed') });
    }
  };
  return (
    <form ref={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t(role === 'guardian' ? 'open.guardian.why' : 'open.contact.why')}</p>
      {faults['form'] !== undefined && (
        <p className="fault" role="alert" data-fault="" tabIndex={-1}>
          {faults['form']}
        </p>
      )}
      <ContactFields
        role={role}
        value={contact}
        channels={channels}
        required
        faults={faults}
        onChange={setContact}
      />
      <Button type="submit">{t('contact.save')}</Button>
    </form>
  );
}
