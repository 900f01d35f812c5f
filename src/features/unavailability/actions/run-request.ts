import { ProductError } from '../../../errors.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import type { NamedSecret } from '../../notifications/actions/send.ts';
import type { Outcome } from '../runbooks/run-draft.ts';
import type { UndoAction } from '../runbooks/runbook.ts';

type HttpAction = Extract<UndoAction, { do: 'http' }>;

export interface RequestAsked {
  outgoing: Outgoing;
  secrets: Readonly<Record<string, NamedSecret>>;
  action: HttpAction;
  timeLimitMs: number | null;
  signal: AbortSignal;
}

/** Of an answer only its status and whether a text stands in it are looked at. */
const mostAnswerBytes = 1_048_576;

/**
 * Asks another server over the guarded client. Redirects are not followed: they are an answer like any other. Nothing of the answer is
 * kept but its status and whether it was as expected. Never throws: whatever becomes of it is an outcome.
 */
export async function runRequest({ outgoing, secrets, action, timeLimitMs, signal }: RequestAsked): Promise<Outcome> {
  const { method, url, body, bearerFrom, expect } = action;
  const secret = bearerFrom === undefined ? undefined : secrets[bearerFrom];
  const headers = {
    ...(body === undefined ? {} : { 'content-type': isJson(body) ? 'application/json' : 'text/plain; charset=utf-8' }),
    ...(secret === undefined ? {} : { authorization: `Bearer ${secret.reveal()}` }),
  };
  try {
    const answer = await outgoing.request({
      ...{ purpose: 'runbook', method, url, headers, redirect: 'manual', maxBytes: mostAnswerBytes, signal },
      ...(body === undefined ? {} : { body }),
      ...(timeLimitMs === null ? {} : { timeoutMs: timeLimitMs }),
    });
    const { status } = answer;
    const isStatus = expect?.status === undefined ? status >= 200 && status < 300 : status === expect.status;
    const wanted = expect?.status === undefined ? 'a status of 200 to 299' : `the status ${expect.status}`;
    if (!isStatus) return { state: 'failed', says: `It was answered with ${status}; expected ${wanted}.` };
    if (expect?.contains !== undefined && !answer.body.toString('utf8').includes(expect.contains)) {
      return { state: 'failed', says: `It was answered with ${status}, but the expected text is not in the answer.` };
    }
    const met = expect?.contains === undefined ? '' : ', and the expected text is in the answer';
    return { state: 'done', says: `It was answered with ${status}${met}.` };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    if (error.code === 'outbound_refused') return { state: 'refused', says: error.message };
    if (signal.aborted) {
      return { state: 'unclear', says: 'It was cut off while it was asked: nobody knows whether it was done.' };
    }
    return { state: 'failed', says: error.message };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
