// SPDX-License-Identifier: Apache-2.0
// The conversation: the AI label and the exit always in view, the crisis card pinned above the
// words, notices, the words themselves, and the message box.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { locale, useTexts } from '../common/language.ts';
import { AppealDialog } from './appeal_dialog.tsx';
import { AppealStrip } from './appeal_strip.tsx';
import { useAppeals } from './appeals.ts';
import { Banners, ServiceBanner } from './banners.tsx';
import { Composer } from './composer.tsx';
import { ContactDialog } from './contact_form.tsx';
import type { Character, Me, Settings } from './contract.ts';
import { CrisisCard } from './crisis_card.tsx';
import { HelpDialog, NoticeDialog } from './dialogs.tsx';
import { IdentityDialog } from './identity_form.tsx';
import { Left } from './left.tsx';
import { LockPanel } from './lock_panel.tsx';
import { Menu } from './menu.tsx';
import { OwnData } from './own_data.tsx';
import { TalkHeader } from './talk_header.tsx';
import { Transcript } from './transcript.tsx';
import { useConversation } from './use_conversation.ts';
import { useSpeaking } from './use_speaking.ts';
import { useTimeLeft } from './use_time_left.ts';

export interface ConversationViewProps {
  settings: Settings;
  personalKey: string;
  me: Me;
  onChanged: () => void;
  onErased: (receipt: string) => void;
}

export type Panel = 'none' | 'menu' | 'help' | 'data' | 'appeal' | 'identity' | 'contact';

/** Whether that character is not for this person; the server has the last word. */
export function isBarred(character: Character, me: Me): boolean {
  const oldest = me.age_band.endsWith('+') ? 200 : Number(me.age_band.split('-')[1] ?? 0);
  const forAdults = character.intimate === true || character.min_age >= 18;
  return character.min_age > oldest || (me.mode === 'minor' && forAdults);
}

function useOnline(setOnline: (online: boolean) => void): void {
  useEffect(() => {
    const tell = () => setOnline(navigator.onLine);
    if (!navigator.onLine) tell();
    addEventListener('online', tell);
    addEventListener('offline', tell);
    return () => {
      removeEventListener('online', tell);
      removeEventListener('offline', tell);
    };
  }, [setOnline]);
}

export function ConversationView(props: ConversationViewProps) {
  const { settings, personalKey, me, onChanged, onErased } = props;
  const t = useTexts();
  const firstAllowed = settings.characters.find((each) => !each.intimate && !isBarred(each, me));
  const [character, setCharacter] = useState<string | null>(firstAllowed?.id ?? null);
  const [panel, setPanel] = useState<Panel>('none');
  const talk = useConversation({
    key: personalKey,
    me,
    model: settings.default_model ?? settings.models[0] ?? 'demo',
    character,
    onStandingChanged: onChanged,
    onTurnEnded: onChanged,
  });
  const { state } = talk;
  const appeals = useAppeals(personalKey, me);
  const timeLeft = useTimeLeft(me, state.writing);
  const chosen = settings.characters.find((each) => each.id === character);
  const name = chosen ? chosen.name : t('talk.companion');
  const close = () => setPanel('none');
  const beginAnew = () => {
    flushSync(talk.begin);
    document.getElementById('message')?.focus();
  };
  // An elder's words open a case at once (O-139); whoever is in danger has one already (O-93).
  const canAsk = me.mode === 'elder' && !state.writing && state.left === null;
  const platform = me.care ? 'has_case' : canAsk ? 'asked_at_once' : 'in_danger';
  const ask = () => talk.say(t('help.ask.words'));
  const onPlatform = () => (platform === 'asked_at_once' ? ask() : setPanel('help'));
  useOnline(talk.setOnline);
  useSpeaking(state);
  useEffect(() => {
    document.title = `${t('app.name')} · ${settings.label}`;
  }, [t, settings.label]);

  return (
    <div className="talk" lang={locale()}>
      {state.left === null && (
        <a className="skip" href="#message">
          {t('app.skip')}
        </a>
      )}
      <TalkHeader
        label={settings.label}
        takenOver={state.takenOver}
        me={me}
        timeLeft={timeLeft}
        left={state.left !== null}
        onLeave={talk.leave}
        onHelp={() => setPanel('help')}
        onMenu={() => setPanel('menu')}
      />
      <main className="talk-main" aria-label={t('talk.heading', { name })}>
        <h1 className="unseen">{t('talk.heading', { name })}</h1>
        {state.crisis && (
          <CrisisCard help={state.crisis} lines={settings.help_lines} onPlatform={onPlatform} />
        )}
        <ServiceBanner service={state.service} lines={settings.help_lines} />
        <AppealStrip me={me} appeals={appeals.list} onOpen={() => setPanel('appeal')} />
        <Banners
          banners={state.left ? [] : state.banners}
          onDismiss={talk.dismiss}
          onContact={() => setPanel(me.emergency_contact ? 'menu' : 'contact')}
        />
        {state.left ? (
          <Left words={state.left.words} onBegin={beginAnew} onData={() => setPanel('data')} />
        ) : (
          <>
            <Transcript
              state={state}
              name={chosen ? `${chosen.name} · AI` : name}
              onAgain={talk.say}
            >
              {state.lock && (
                <LockPanel
                  lock={state.lock}
                  lines={settings.help_lines}
                  onChoose={() => setPanel('menu')}
                />
              )}
            </Transcript>
            <Composer writing={state.writing} onSay={talk.say} onStop={talk.stop} />
          </>
        )}
      </main>
      {panel === 'menu' && (
        <Menu
          settings={settings}
          personalKey={personalKey}
          me={me}
          character={character}
          onCharacter={(id) => {
            setCharacter(id);
            talk.unlock();
          }}
          onPanel={setPanel}
          onChanged={onChanged}
          onClose={close}
        />
      )}
      {panel === 'help' && (
        <HelpDialog
          lines={settings.help_lines}
          platform={platform}
          onAsk={() => {
            close();
            ask();
          }}
          onClose={close}
        />
      )}
      {panel === 'data' && (
        <OwnData personalKey={personalKey} onClose={close} onErased={onErased} />
      )}
      {panel === 'appeal' && (
        <AppealDialog
          me={me}
          personalKey={personalKey}
          appeals={appeals.list}
          onFiled={appeals.reload}
          onIdentity={() => setPanel('identity')}
          onClose={close}
        />
      )}
      {panel === 'identity' && (
        <IdentityDialog personalKey={personalKey} onProved={onChanged} onClose={close} />
      )}
      {panel === 'contact' && (
        <ContactDialog
          role={me.mode === 'minor' && me.guardian ? 'guardian' : 'emergency_contact'}
          settings={settings}
          personalKey={personalKey}
          me={me}
          onSaved={() => {
            onChanged();
            setPanel('menu');
          }}
          onClose={close}
        />
      )}
      <NoticeDialog
        notices={state.dialogs}
        lines={settings.help_lines}
        onClose={talk.closeDialog}
        onLeave={talk.leave}
        onAppeal={() => setPanel('appeal')}
        onPlatform={onPlatform}
      />
    </div>
  );
}
