// SPDX-License-Identifier: Apache-2.0
// Every state of the care pages of staff, on a desktop, a phone, 320 px wide, with large text and in dark
import { states } from './care_states.mjs';
import { holdsInEveryState, stage } from './stage.mjs';
// colours (browser/stage.mjs says what holds).

let world;
stage((made) => (world = made));

holdsInEveryState(states, 'the care pages', () => world);
