// SPDX-License-Identifier: Apache-2.0
// What the screen reader hears of the conversation: replies by the sentence, notes as they come,
// the crisis card and locks at once.
import { useEffect, useRef } from 'react';
import { useSay } from '../common/announcer.tsx';
import { useTexts } from '../common/language.ts';
import { SentenceFeeder } from '../common/sentences.ts';
import type { Conversation } from './conversation_state.ts';
import { contactWords } from './crisis_card.tsx';

export function useSpeaking(state: Conversation): void {
  const say = useSay();
  const t = useTexts();
  const feeders = useRef(new Map<number, SentenceFeeder>());
  const withdrawn = useRef(0);

  useEffect(() => {
    for (const line of state.lines.slice(-3)) {
      if (line.speaker === 'person') continue;
      const feeder = feeders.current.get(line.id) ?? new SentenceFeeder();
      feeders.current.set(line.id, feeder);
      say(feeder.feed(line.content, line.state !== 'streaming'));
    }
    const count = state.lines.reduce((sum, each) => sum + each.withdrawn.length, 0);
    if (count > withdrawn.current) say(t('talk.withdrawn'));
    withdrawn.current = count;
  }, [state.lines, say, t]);

  const { crisis, lock, service } = state;
  useEffect(() => {
    if (crisis) say(`${crisis.title || t('crisis.title')} ${crisis.body}`, 'assertive');
  }, [crisis?.title, crisis?.body, crisis !== null, say, t]);
  useEffect(() => {
    if (crisis?.contact) say(contactWords(crisis.contact, t), 'assertive');
  }, [crisis?.contact?.state, crisis?.contact?.words, say, t]);
  useEffect(() => {
    if (lock) say(lock.body || t(`lock.${lock.kind}.title`), 'assertive');
  }, [lock, say, t]);
  useEffect(() => {
    if (service.state === 'offline') say(t('offline.title'), 'assertive');
    if (service.state === 'stopped') say(service.words || t('stopped.title'), 'assertive');
  }, [service, say, t]);
}
