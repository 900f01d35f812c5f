import { z } from 'zod';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { refusalOf } from '../business-event.ts';
import { longestLabel } from '../event-attributes.ts';
import { timeProblem } from '../event-rules.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { componentProblem, environmentProblem, processProblem } from '../writer-rules.ts';
import type { KnownAlert } from './alert-finder.ts';

/** Groups of Alertmanager are seldom larger; `max_alerts` of its webhook_config makes them so. */
export const mostAlerts = 5_000;
/** As points of OTLP have. */
const mostLabels = 64;

/**
 * What Alertmanager posts, version 4 (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config); what is not needed is
 * not read. Each alert is judged by itself, so that one that cannot be kept does not lose the others.
 */
export const Webhook = z.looseObject({
  version: z.literal('4', { error: 'expected "4", the version of the payload of an Alertmanager' }),
  alerts: z.array(z.unknown()).max(mostAlerts, `expected at most ${mostAlerts}; set max_alerts in webhook_config`),
});

export type Webhook = z.infer<typeof Webhook>;

const Instant = z.iso.datetime({ offset: true, error: 'expected RFC 3339' });

const WebhookAlert = z.looseObject({
  status: z.enum(['firing', 'resolved'], { error: 'expected firing or resolved' }),
  labels: z.record(z.string(), z.string('expected text')),
  startsAt: Instant,
  endsAt: Instant.nullish(),
  fingerprint: z.string().regex(/^[0-9A-Za-z]{1,64}$/, 'expected 1 to 64 letters and digits'),
});

/** One alert as it was told: `endedAt` is null while it fires. */
export interface ToldAlert {
  fingerprint: string;
  alertname: string;
  labels: Readonly<Record<string, string>>;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
}

export interface AlertContext {
  writer: Writer;
  /** What the catalogue makes of it. */
  find(alertname: string, labels: Readonly<Record<string, string>>): KnownAlert;
  now: EpochMs;
  retentionMs: number;
}

/** Judges each alert on its own: the good ones, and why the others are refused. No message holds a value that came in. */
export function judgeAlerts(
  rows: readonly unknown[],
  context: AlertContext,
): { alerts: ToldAlert[]; rejected: (Refusal & { index: number })[] } {
  const alerts: ToldAlert[] = [];
  const rejected: (Refusal & { index: number })[] = [];
  rows.forEach((row, index) => {
    const judged = judgeAlert(row, context);
    if (isRefusal(judged)) rejected.push({ index, code: judged.code, message: judged.message });
    else alerts.push(judged);
  });
  return { alerts, rejected };
}

function judgeAlert(row: unknown, context: AlertContext): ToldAlert | Refusal {
  const parsed = WebhookAlert.safeParse(row);
  if (!parsed.success) return refusalOf(parsed.error);
  const { status, fingerprint, startsAt, endsAt } = parsed.data;
  const labels: Record<string, string> = Object.fromEntries(Object.entries(parsed.data.labels).sort(byName));
  const problem = labelProblem(labels) ?? notWriters(labels, context);
  if (problem !== null) return problem;
  const startedAt = Date.parse(startsAt);
  const late = timeProblem(startedAt, context.now, context.retentionMs);
  if (late !== null) return refuse(late.code, late.message.replace(/^at:/, 'startsAt:'));
  const told = { fingerprint, alertname: labels.alertname!, labels, startedAt };
  if (status === 'firing') return { ...told, endedAt: null };
  if (endsAt == null) return refuse('bad_row', 'endsAt: expected when it was resolved');
  const endedAt = Date.parse(endsAt);
  if (endedAt < startedAt) return refuse('end_before_start', 'endsAt: expected no earlier than startsAt');
  const ahead = timeProblem(endedAt, context.now, Number.POSITIVE_INFINITY);
  if (ahead !== null) return refuse(ahead.code, ahead.message.replace(/^at:/, 'endsAt:'));
  return { ...told, endedAt };
}

const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);

function labelProblem(labels: Readonly<Record<string, string>>): Refusal | null {
  const all = Object.entries(labels);
  if (!labels.alertname) return refuse('bad_labels', 'labels: expected alertname');
  if (all.length > mostLabels) return refuse('too_many_labels', `labels: expected at most ${mostLabels}`);
  if (all.some(([name, value]) => name.length > longestLabel || value.length > longestLabel)) {
    return refuse('long_label', `labels: expected names and values of at most ${longestLabel} characters`);
  }
  return null;
}

/** A token that is bound to components, processes or environments speaks of those alone. */
function notWriters(labels: Readonly<Record<string, string>>, { writer, find }: AlertContext): Refusal | null {
  const { component, process } = find(labels.alertname!, labels);
  return (
    environmentProblem(writer, labels.environment ?? labels.env) ??
    (process === null ? null : processProblem(writer, process)) ??
    (component === null && process !== null ? null : componentProblem(writer, component))
  );
}
