// SPDX-License-Identifier: Apache-2.0
// Inviting the second guardian (O-126): the code goes to their own address, and is shown here as a
// link that can be handed over.
import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ContactFields, channelsFor } from '../chat/contact_fields.tsx';
import { contactFaults, emptyContact, sentContact, type Faults } from '../chat/registration.ts';
import { useSay } from '../common/announcer.tsx';
import { ServerError } from '../common/server.ts';
import type { Invitation } from './contract.ts';
import { faultText, type Door } from './door.ts';
import { Card } from './parts.tsx';
import { QrCode } from '../common/qr_code.tsx';
import { linkFor } from './sessions.ts';
import { useWords } from './words.ts';

export interface SecondProps {
  door: Door;
  onInvited: () => void;
}

export function SecondGuardian({ door, onInvited }: SecondProps) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState<Invitation | null>(null);
  return (
    <Card title={t('second.title')}>
      <p>{t('second.why')}</p>
      {sent && <Sent invitation={sent} />}
      {!open && !sent && (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('second.open')}
        </Button>
      )}
      {open && !sent && (
        <Form
          door={door}
          onSent={(invitation) => {
            setSent(invitation);
            onInvited();
          }}
        />
      )}
    </Card>
  );
}

function Form({ door, onSent }: { door: Door; onSent: (invitation: Invitation) => void }) {
  const t = useWords();
  const channels = channelsFor(door.service);
  const [contact, setContact] = useState(emptyContact(channels[0] ?? 'sms'));
  const [faults, setFaults] = useState<Faults>({});
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = contactFaults('guardian', contact, t);
    setFaults(wrong);
    setFault('');
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const body = sentContact(contact);
      onSent(await door.askPerson<Invitation>('POST', 'guardian_invitations', body));
    } catch (refused) {
      const same = refused instanceof ServerError && refused.status === 422;
      setFault(same ? t('second.same') : faultText(refused, t));
      setBusy(false);
    }
  };
  return (
    <form className="form fields" noValidate onSubmit={(event) => void submit(event)}>
      <ContactFields
        role="guardian"
        value={contact}
        channels={channels}
        required
        faults={faults}
        onChange={setContact}
      />
      {fault !== '' && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <Button type="submit" disabled={busy}>
        {t('second.send')}
      </Button>
    </form>
  );
}

function Sent({ invitation }: { invitation: Invitation }) {
  const t = useWords();
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const link = invitation.code === undefined ? null : linkFor(invitation.code);
  const copy = () => {
    navigator.clipboard.writeText(link ?? '').then(
      () => {
        setCopied(true);
        say(t('second.copied'));
      },
      () => undefined,
    );
  };
  return (
    <div className="done" role="status">
      <p>{t('second.sent', { address: invitation.guardian.address })}</p>
      {link !== null && (
        <>
          <p>{t('second.link')}</p>
          <p>
            <a href={link}>{link}</a>
          </p>
          <QrCode text={link} label={t('second.qr')} />
          <p className="code-words">
            {t('invite.code')} <strong>{invitation.code}</strong>
          </p>
          {'clipboard' in navigator && (
            <Button variant="default" onClick={copy}>
              {copied ? t('second.copied') : t('second.copy')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
