import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { SpecOf } from '../channel.ts';
import { type Message, Severity } from '../message.ts';
import { standing, wholeLines } from '../wording.ts';
import type { ChannelKind, HttpTelling, Telling } from './telling.ts';

type Spec = SpecOf<'alertmanager'>;

/** An alert that is not sent again ends so long after it was sent last: Waga sends it again each half minute. */
export const alertLifeMs = 5 * minute;
/** The always-firing alert ends sooner, so that whoever waits for it learns quickly. */
export const watchdogLifeMs = 2 * minute;
export const resendEveryMs = minute / 2;

export interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
}

/** The labels are the identity of an alert, so that only what routes choose by and never changes by itself is in them. */
function labelsOf(spec: Spec, message: Message, severity: Severity): Record<string, string> {
  return { ...spec.labels, alertname: 'Waga', waga_key: message.dedup, severity };
}

/** The alert of a message. While it is open it ends a few minutes ahead and has to be sent again; a closing ends it. */
export function alertOf(spec: Spec, message: Message, now: EpochMs): Alert {
  const lines = wholeLines(message, spec.money).map(({ label, text }) => `${label}: ${text}`);
  const ahead = now + (message.kind === 'test' ? minute : alertLifeMs);
  return {
    labels: labelsOf(spec, message, message.severity),
    annotations: {
      summary: message.title,
      state: standing(message),
      description: lines.join('\n'),
      link: message.link,
      ...(message.runbook === undefined ? {} : { runbook_url: message.runbook }),
    },
    startsAt: message.startedAt,
    endsAt: message.kind === 'closing' ? endOf(message) : toRfc3339(ahead),
    generatorURL: message.link,
  };
}

/** When what is told is over; never before it began, which Alertmanager refuses. */
const endOf = ({ startedAt, at }: Message): string => (Date.parse(at) < Date.parse(startedAt) ? startedAt : at);

/** What fires for as long as Waga evaluates: when it stops, something outside has to page. */
export function watchdogAlert(spec: Spec, link: string, startedAt: EpochMs, now: EpochMs): Alert {
  return {
    labels: { ...spec.labels, alertname: 'WagaWatchdog', severity: 'none' },
    annotations: { summary: 'Waga evaluates. This alert always fires; page when it stops.' },
    startsAt: toRfc3339(startedAt),
    endsAt: toRfc3339(now + watchdogLifeMs),
    generatorURL: link,
  };
}

/** One request with many alerts (`POST /api/v2/alerts`). */
export function alertsRequest(spec: Spec, alerts: readonly Alert[], secret: Telling<Spec>['secret']): HttpTelling {
  const name = spec.auth === undefined ? null : 'bearerFrom' in spec.auth ? spec.auth.bearerFrom : spec.auth.basicFrom;
  const proof = (): string =>
    spec.auth !== undefined && 'bearerFrom' in spec.auth
      ? `Bearer ${secret(spec.auth.bearerFrom)}`
      : `Basic ${Buffer.from(secret(name ?? '')).toString('base64')}`;
  return {
    by: 'http',
    url: `${spec.url.replace(/\/+$/, '')}/api/v2/alerts`,
    headers: { 'content-type': 'application/json', ...(name === null ? {} : { authorization: proof() }) },
    body: JSON.stringify(alerts),
    secrets: name === null ? [] : [name],
  };
}

/**
 * Prometheus Alertmanager: an alert per key. Where the severity changed, the alert under the other severities ends, since
 * the severity is a part of an alert's identity. https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
 */
export const alertmanager: ChannelKind<Spec> = {
  type: 'alertmanager',
  manner: 'in-place',
  digests: 'none',
  tell({ spec, message, opening, now, secret }) {
    const alert = alertOf(spec, message, now);
    const others = Severity.options.filter((severity) => !opening && severity !== message.severity);
    const ended = others.map((severity) => ({
      ...alert,
      labels: labelsOf(spec, message, severity),
      endsAt: endOf(message),
    }));
    return alertsRequest(spec, [alert, ...ended], secret);
  },
};
