// SPDX-License-Identifier: Apache-2.0
// The first thing anybody sees (O-72 to O-76, O-101): that it is an AI, the agreement in full, age,
// and whom to reach in danger. Nothing is ticked beforehand; faults stand at their fields.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { locale, spoken, useTexts, type Translate } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import { channelsFor, ContactFields } from './contact_fields.tsx';
import type { Settings } from './contract.ts';
import { Plain } from '../common/plain.tsx';
import {
  ageOn,
  bodyOf,
  emptyContact,
  faultsOf,
  needsOf,
  placed,
  type Draft,
  type Faults,
} from './registration.ts';
import { TopBar } from '../common/top_bar.tsx';

export interface FirstOpenProps {
  settings: Settings;
  onRegistered: (key: string) => void;
}

export function FirstOpen({ settings, onRegistered }: FirstOpenProps) {
  const t = useTexts();
  if (!settings.self_registration) {
    return (
      <Plain title={t('open.closed.title')}>
        <p>{t('open.closed.body')}</p>
      </Plain>
    );
  }
  return (
    <div className="page">
      <TopBar />
      <main className="plain">
        <h1>{t('open.title')}</h1>
        <section className="ai-notice" aria-labelledby="ai-notice">
          <h2 id="ai-notice">{t('open.ai.title')}</h2>
          <p>{t('open.ai.body')}</p>
          <p>{t('open.ai.rights')}</p>
          <p className="label-line">{settings.label}</p>
        </section>
        <RegistrationForm settings={settings} onRegistered={onRegistered} />
      </main>
    </div>
  );
}

export function AgreementText({ settings }: { settings: Settings }) {
  const t = useTexts();
  const { version, text } = settings.agreement;
  return (
    <div
      className="agreement"
      role="region"
      tabIndex={0}
      aria-label={t('open.agreement.text', { version })}
    >
      {spoken(text)
        .split(/\n+/)
        .map((paragraph, at) => (
          <p key={at}>{paragraph}</p>
        ))}
    </div>
  );
}

/** The personal key, or the faults by field. */
async function register(
  body: unknown,
  t: Translate,
): Promise<{ key: string } | { faults: Faults }> {
  try {
    const made = await call<{ personal_key: string }>('POST', '/anban/v1/registrations', { body });
    return { key: made.personal_key };
  } catch (fault) {
    if (!(fault instanceof ServerError)) throw fault;
    const faults = placed(fault.fields, t);
    return { faults: Object.keys(faults).length > 0 ? faults : { form: fault.message } };
  }
}

function RegistrationForm({ settings, onRegistered }: FirstOpenProps) {
  const t = useTexts();
  const channel = channelsFor(settings)[0] ?? 'sms';
  const form = useRef<HTMLFormElement>(null);
  const [sending, setSending] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [draft, setDraft] = useState<Draft>({
    birthDate: '',
    guardian: emptyContact(channel),
    emergency: emptyContact(channel),
    accepted: false,
  });
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const needs = needsOf(draft.birthDate, settings.emergency_contact_required, new Date());
  const { version } = settings.agreement;

  const show = (found: Faults) => {
    flushSync(() => setFaults(found));
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]')?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(draft, needs, t);
    if (Object.keys(found).length > 0) return show(found);
    setSending(true);
    const result = await register(bodyOf(draft, needs, locale(), version), t);
    setSending(false);
    return 'key' in result ? onRegistered(result.key) : show(result.faults);
  };

  return (
    <form ref={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
      <FaultSummary faults={faults} />
      <section aria-labelledby="about-you">
        <h2 id="about-you">{t('open.about_you')}</h2>
        <TextInput
          name="birth_date"
          type="date"
          min="1900-01-01"
          required
          autoComplete="bday"
          label={t('open.birth_date')}
          description={t('open.birth_date.why')}
          value={draft.birthDate}
          error={faults['birth_date']}
          onChange={(event) => set({ birthDate: event.currentTarget.value })}
        />
      </section>
      <People settings={settings} draft={draft} faults={faults} onChange={set} />
      <section aria-labelledby="agreement">
        <h2 id="agreement">{t('open.agreement')}</h2>
        <AgreementText settings={settings} />
        <Checkbox
          name="agreement"
          required
          label={t('open.agreement.accept', { version })}
          checked={draft.accepted}
          error={faults['agreement']}
          onChange={(event) => set({ accepted: event.currentTarget.checked })}
        />
      </section>
      <Button type="submit" size="md" aria-disabled={sending}>
        {sending ? t('open.starting') : t('open.start')}
      </Button>
    </form>
  );
}

function FaultSummary({ faults }: { faults: Faults }) {
  const t = useTexts();
  const count = Object.keys(faults).length;
  if (count === 0) return null;
  const other = faults['form'];
  return (
    <p className="fault" role="alert" data-fault="" tabIndex={-1}>
      {other ? t('fault.other', { message: other }) : t('fault.summary', { count })}
    </p>
  );
}

interface PeopleProps {
  settings: Settings;
  draft: Draft;
  faults: Faults;
  onChange: (part: Partial<Draft>) => void;
}

/** The guardian of somebody under 18, or the emergency contact; asked once the age is known. */
function People({ settings, draft, faults, onChange }: PeopleProps) {
  const t = useTexts();
  const needs = needsOf(draft.birthDate, settings.emergency_contact_required, new Date());
  const age = ageOn(draft.birthDate, new Date());
  if (needs.guardian) {
    return (
      <section aria-labelledby="guardian">
        <h2 id="guardian">{t('open.guardian')}</h2>
        <p className="why">{t('open.guardian.why')}</p>
        {age !== null && age < 14 && <p className="why">{t('open.guardian.under14')}</p>}
        <ContactFields
          role="guardian"
          value={draft.guardian}
          channels={channelsFor(settings)}
          required
          faults={faults}
          onChange={(guardian) => onChange({ guardian })}
        />
      </section>
    );
  }
  if (needs.emergency === 'none') return null;
  const required = needs.emergency === 'required';
  return (
    <section aria-labelledby="emergency">
      <h2 id="emergency">
        {t('open.contact')}
        {!required && t('open.contact.optional')}
      </h2>
      <p className="why">{t('open.contact.why')}</p>
      <ContactFields
        role="emergency_contact"
        value={draft.emergency}
        channels={channelsFor(settings)}
        required={required}
        faults={faults}
        onChange={(emergency) => onChange({ emergency })}
      />
    </section>
  );
}
