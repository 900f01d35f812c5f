import { type EpochMs, minute, second, toRfc3339 } from '../../../maths/instants.ts';
import { signWebhook } from '../../notifications/sign-webhook.ts';
import type { KeptSwitch, NewActLine, Stepped } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';

/** After each failed try in turn; then the last again and again, for a switch that nobody was told of is not done with. */
const waits = [2 * second, 5 * second, 10 * second, 20 * second, 40 * second, minute, 2 * minute, 5 * minute];

/** When a receiver that could not be told is tried again. `tries` is how often it was. */
export const nextTry = (tries: number, now: EpochMs): EpochMs => now + waits[Math.min(tries, waits.length) - 1]!;

/** Whether its receiver is to be told now. */
export const isDue = ({ telling }: KeptSwitch, now: EpochMs): boolean =>
  telling !== null && telling.toldAt === null && telling.nextAt <= now;

/** The request that tells a receiver: a CloudEvent, signed as Standard Webhooks has it. `webhook-id` is the same for every try. */
export function switchRequest(
  name: string,
  spec: SwitchSpec,
  { kept, revision, origin }: { kept: KeptSwitch; revision: number; origin: string },
  secret: (name: string) => string,
  now: EpochMs,
) {
  if (spec.carriedOut.by !== 'webhook' || kept.telling === null) return null;
  const { url, secrets } = spec.carriedOut;
  const { id } = kept.telling;
  const atSeconds = Math.floor(now / second);
  const body = JSON.stringify({
    ...{ specversion: '1.0', id, source: origin, type: 'waga.switch.set', subject: name },
    ...{ time: toRfc3339(kept.since ?? now), datacontenttype: 'application/json' },
    data: {
      ...{ id, switch: name, type: spec.type, process: spec.process, part: spec.part ?? null },
      ...{ vendor: spec.vendor ?? null, position: kept.position, share: kept.share, revision },
      reason: kept.why?.reason ?? '',
    },
  });
  return {
    url,
    secrets,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(atSeconds),
      'webhook-signature': signWebhook(secrets.map(secret), id, atSeconds, body),
    },
    body,
  };
}

/** The receiver answered that it took it. */
export function told(kept: KeptSwitch, spec: SwitchSpec, now: EpochMs): Stepped {
  const telling = kept.telling!;
  return {
    kept: {
      ...{ ...kept, telling: { ...telling, tries: telling.tries + 1, toldAt: now } },
      checked: spec.verify.length === 0 ? 'unchecked' : kept.checked,
    },
    acts: [lineOf(kept, 'told', 'The receiver took it.', now)],
  };
}

/** It was not told; only the first failure is a line of the history, for the others repeat it. */
export function notTold(kept: KeptSwitch, reason: string, now: EpochMs): Stepped {
  const telling = kept.telling!;
  const tries = telling.tries + 1;
  return {
    kept: { ...kept, telling: { ...telling, tries, nextAt: nextTry(tries, now), failedAt: now, reason } },
    acts: telling.tries === 0 ? [lineOf(kept, 'not-told', `${reason} It is tried again until it is told.`, now)] : [],
  };
}

/** A line that Waga writes by itself about where the switch stands. */
export function lineOf(kept: KeptSwitch, act: NewActLine['act'], says: string, at: EpochMs): NewActLine {
  const { position, share, why } = kept;
  return { at, by: null, act, position, share, says, why: null, incident: why?.incident ?? null, command: null };
}
