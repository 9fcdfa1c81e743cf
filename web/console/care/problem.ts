// SPDX-License-Identifier: Apache-2.0
// What a refusal means for the member of staff who asked. Who holds a case instead stands in the
// case itself, which is asked again after a conflict.
import { ServerError } from '../../common/server.ts';
import type { ConsoleKey } from '../texts_zh.ts';

export const statusOf = (fault: unknown): number =>
  fault instanceof ServerError ? fault.status : 0;

const known: Record<number, ConsoleKey> = {
  403: 'care.fault.may_not',
  404: 'care.fault.gone',
  409: 'care.fault.conflict',
  422: 'care.fault.fields',
};

export const problemKey = (fault: unknown): ConsoleKey =>
  known[statusOf(fault)] ?? 'care.fault.failed';
