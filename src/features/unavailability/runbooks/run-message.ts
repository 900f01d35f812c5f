import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Message, shortened } from '../../notifications/message.ts';
import { type Effect, type Run, stepOf } from './run.ts';
import type { UndoAction } from './runbook.ts';

/**
 * What a step tells. It is known by the run, the step and how often it was begun, so that it is told once; quiet, since a runbook asks
 * people by its questions. `origin` is where Waga is reached, without a slash at the end.
 */
export function runMessage(
  run: Run,
  { step, phase, attempt }: Effect,
  { text }: Extract<UndoAction, { do: 'message' }>,
  origin: string,
  now: EpochMs,
): Message {
  const { id, title } = stepOf(run, step);
  const key = `${run.id}:${id}${phase === 'undo' ? ':undo' : ''}`;
  return {
    ...{ key, sequence: attempt, dedup: key, kind: 'ticket', severity: 'info' },
    title: shortened(`${run.displayName}: ${title}`, 300),
    lines: [
      { label: 'Message', text },
      ...(run.incident === null ? [] : [{ label: 'Incident', text: run.incident }]),
      { label: 'Run', text: run.startedBy === null ? 'by itself' : `by ${run.startedBy.name}` },
    ],
    link: `${origin}/runbook-runs/${encodeURIComponent(run.id)}`,
    startedAt: toRfc3339(run.startedAt),
    at: toRfc3339(now),
  };
}
