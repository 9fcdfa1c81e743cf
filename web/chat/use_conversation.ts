// SPDX-License-Identifier: Apache-2.0
// Joins the conversation's values (conversation_state.ts) to the network: says a message, hears
// the stream, listens for events of the person, leaves. Leaving takes effect here at once, whatever
// the network does (O-160, O-163).
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { call } from '../common/server.ts';
import type { Me } from './contract.ts';
import { beginning, change, history, type Conversation } from './conversation_state.ts';
import { refusalOf } from './refusals.ts';
import { listen, runTurn } from './turn.ts';

export interface TalkOptions {
  key: string;
  me: Me;
  model: string;
  character: string | null;
  /** The registration needs something, or the key is refused: the page asks the server again. */
  onStandingChanged: () => void;
  /** A turn ended: time in use has moved. */
  onTurnEnded: () => void;
}

export interface Talk {
  state: Conversation;
  say: (text: string) => void;
  stop: () => void;
  leave: () => void;
  begin: () => void;
  closeDialog: () => void;
  dismiss: (id: string) => void;
  unlock: () => void;
  setOnline: (online: boolean) => void;
}

export function useConversation(options: TalkOptions): Talk {
  const [state, dispatch] = useReducer(change, options.me, beginning);
  const latest = useRef({ options, state });
  latest.current = { options, state };
  const running = useRef<AbortController | null>(null);

  const { key } = options;
  useEffect(() => {
    const until = new AbortController();
    const tell = (event: Parameters<Parameters<typeof listen>[1]>[0]) => {
      dispatch({ do: 'told', events: [event] });
      const moved = event.type === 'mode.changed' || event.type === 'appeal.decided';
      if (moved) latest.current.options.onStandingChanged();
    };
    void listen(key, tell, until.signal);
    return () => until.abort();
  }, [key]);

  const refuse = useCallback((fault: unknown, heardSomething: boolean) => {
    const refusal = refusalOf(fault);
    if (refusal.is === 'lock') return dispatch({ do: 'refuse', lock: refusal.lock });
    if (heardSomething) dispatch({ do: 'finish', how: 'interrupted' });
    else dispatch({ do: 'fail' });
    if (refusal.is === 'offline' && !navigator.onLine) {
      dispatch({ do: 'service', state: 'offline', words: '' });
    }
    if (refusal.is === 'stopped') {
      dispatch({ do: 'service', state: 'stopped', words: refusal.words });
    }
    if (refusal.is === 'registration' || refusal.is === 'key') {
      latest.current.options.onStandingChanged();
    }
    return undefined;
  }, []);

  const say = useCallback(
    async (text: string) => {
      if (running.current) return;
      const { model, character, key: personal } = latest.current.options;
      const messages = [...history(latest.current.state), { role: 'user', content: text }];
      const controller = new AbortController();
      running.current = controller;
      dispatch({ do: 'say', text });
      let heardSomething = false;
      try {
        const ask = { key: personal, model, character, messages, signal: controller.signal };
        for await (const heard of runTurn(ask)) {
          heardSomething ||= heard.text !== '' || heard.events.length > 0;
          dispatch({ do: 'hear', ...heard });
        }
        dispatch({ do: 'finish', how: 'done' });
      } catch (fault) {
        if (controller.signal.aborted) dispatch({ do: 'finish', how: 'stopped' });
        else refuse(fault, heardSomething);
      } finally {
        running.current = null;
        latest.current.options.onTurnEnded();
      }
    },
    [refuse],
  );

  const stop = useCallback(() => running.current?.abort(), []);
  const leave = useCallback(() => {
    running.current?.abort();
    dispatch({ do: 'leave', words: '' });
    call('POST', '/anban/v1/me/exit', { key: latest.current.options.key }).catch(() => undefined);
  }, []);

  return {
    state,
    say: useCallback((text: string) => void say(text), [say]),
    stop,
    leave,
    begin: useCallback(() => dispatch({ do: 'begin' }), []),
    closeDialog: useCallback(() => dispatch({ do: 'close_dialog' }), []),
    dismiss: useCallback((id: string) => dispatch({ do: 'dismiss', id }), []),
    unlock: useCallback(() => dispatch({ do: 'unlock' }), []),
    setOnline: useCallback((online: boolean) => {
      dispatch({ do: 'service', state: online ? 'up' : 'offline', words: '' });
    }, []),
  };
}
