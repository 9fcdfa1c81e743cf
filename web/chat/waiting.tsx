// SPDX-License-Identifier: Apache-2.0
// Registered, but something is still missing (O-75 to O-79, O-114): each thing with the way to add
// it here, or who adds it. Help lines stand here too, and the registration can be taken back.
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTexts } from '../common/language.ts';
import { call } from '../common/server.ts';
import { TopBar } from '../common/top_bar.tsx';
import { ConfirmContact } from './confirm_contact.tsx';
import { ContactForm } from './contact_form.tsx';
import type { ContactRole, Me, Settings } from './contract.ts';
import { HelpLines } from './help_lines.tsx';
import { IdentityForm } from './identity_form.tsx';
import { OwnData } from './own_data.tsx';
import { ageOn } from './registration.ts';

export interface WaitingProps {
  settings: Settings;
  personalKey: string;
  me: Me;
  onChanged: () => void;
  onErased: (receipt: string) => void;
}

export function Waiting(props: WaitingProps) {
  const { settings, personalKey, me, onChanged, onErased } = props;
  const t = useTexts();
  const [data, setData] = useState(false);
  const steps = me.missing.length;
  return (
    <div className="page">
      <TopBar />
      <main className="plain">
        <h1>{steps > 1 ? t('waiting.title.more', { count: steps }) : t('waiting.title')}</h1>
        {me.missing.map((each) => (
          <Step key={each} {...props} missing={each} />
        ))}
        <div className="row">
          <Button variant="default" onClick={onChanged}>
            {t('waiting.again')}
          </Button>
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

type Step = WaitingProps & { missing: string };

/** One thing that is missing, under its name. */
function Step(props: Step) {
  const t = useTexts();
  const { missing } = props;
  const title = {
    guardian: 'open.guardian',
    guardian_confirmation: 'waiting.step.guardian_confirmation',
    emergency_contact: 'open.contact',
    guardian_consent: 'waiting.step.guardian_consent',
    identity: 'identity.title',
    birth_date: 'open.birth_date',
  } as const;
  const name = title[missing as keyof typeof title];
  return (
    <section className="step" aria-labelledby={`step-${missing}`}>
      <h2 id={`step-${missing}`}>{name ? t(name) : missing}</h2>
      <StepBody {...props} />
    </section>
  );
}

function StepBody(props: Step) {
  const t = useTexts();
  const { missing, me, personalKey, onChanged } = props;
  switch (missing) {
    case 'guardian':
      return me.guardian ? (
        <Code {...props} role="guardian" />
      ) : (
        <ContactForm {...props} role="guardian" onSaved={onChanged} />
      );
    case 'guardian_confirmation':
      return <Code {...props} role="guardian" />;
    case 'emergency_contact':
      return me.emergency_contact ? (
        <Code {...props} role="emergency_contact" />
      ) : (
        <ContactForm {...props} role="emergency_contact" onSaved={onChanged} />
      );
    case 'guardian_consent':
      return <p>{t('waiting.consent')}</p>;
    case 'identity':
      return <IdentityForm personalKey={personalKey} onProved={onChanged} />;
    case 'birth_date':
      return <BirthDate {...props} />;
    default:
      return <p>{t('waiting.other', { missing })}</p>;
  }
}

/** The code that was sent, or another address where that one was wrong. */
function Code(props: Step & { role: ContactRole }) {
  const { role, me, personalKey, onChanged } = props;
  const t = useTexts();
  const [changing, setChanging] = useState(false);
  if (changing) {
    const saved = () => {
      setChanging(false);
      onChanged();
    };
    return <ContactForm {...props} onSaved={saved} />;
  }
  return (
    <>
      <ConfirmContact
        role={role}
        address={me[role]?.address ?? ''}
        personalKey={personalKey}
        onConfirmed={onChanged}
      />
      <div className="row">
        <Button variant="default" onClick={() => setChanging(true)}>
          {t('contact.change')}
        </Button>
      </div>
    </>
  );
}

function BirthDate({ me, personalKey, onChanged }: Step) {
  const t = useTexts();
  const [date, setDate] = useState('');
  const [fault, setFault] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ageOn(date, new Date()) === null) return setFault(t('fault.birth_date'));
    const path = `/anban/v1/users/${encodeURIComponent(me.id)}`;
    call('PUT', path, { key: personalKey, body: { birth_date: date } }).then(onChanged, () =>
      setFault(t('fault.birth_date')),
    );
    return undefined;
  };
  return (
    <form className="form-pair" noValidate onSubmit={submit}>
      <TextInput
        type="date"
        min="1900-01-01"
        required
        autoComplete="bday"
        label={t('open.birth_date')}
        description={t('open.birth_date.why')}
        value={date}
        error={fault === '' ? undefined : fault}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <Button type="submit">{t('contact.save')}</Button>
    </form>
  );
}
