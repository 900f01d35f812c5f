import { createHash } from 'node:crypto';
import type { EpochMs } from '../../../maths/instants.ts';
import { type Catalog, type Document, documentsOf } from '../../catalog/catalog.ts';
import type { Incident } from '../incident.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { mutedBy } from '../muted-by.ts';
import { isMuted } from '../response.ts';
import type { RunbookSpec } from './runbook.ts';

export const runbooksIn = (c: Catalog): Document<RunbookSpec>[] => documentsOf(c.documents, 'Runbook');

type StartClass = NonNullable<RunbookSpec['startsWith']>['classes'][number];

const classOf = ({ kind, class: reached }: Incident): StartClass | null => (kind === 'loss' ? reached : kind);

/** Whether an incident is of what a runbook is for. */
export const isFor = (
  { processes, components }: Pick<RunbookSpec, 'processes' | 'components'>,
  { process, technical }: Pick<Incident, 'process' | 'technical'>,
): boolean => processes.includes(process) || (technical !== undefined && components.includes(technical.component));

/** The id of the one run of a runbook that an incident starts by itself: the same over every tick and restart. */
export const startedRunId = (runbook: string, incident: string): string =>
  `run-${createHash('sha256').update(`${runbook}\n${incident}`).digest('hex').slice(0, 24)}`;

/**
 * What starts by itself now. Only open incidents start something: not one that is muted, by a person or by a window of maintenance,
 * nor one of what is tried out in shadow.
 */
export function startsNow(
  catalog: Catalog,
  kept: readonly KeptIncident[],
  now: EpochMs,
): { id: string; runbook: Document<RunbookSpec>; incident: Incident }[] {
  const automatic = runbooksIn(catalog).filter(({ spec }) => spec.startsWith !== undefined);
  if (automatic.length === 0) return [];
  const open = kept.filter(
    ({ incident, response }) =>
      incident.state === 'open' &&
      incident.shadow === undefined &&
      !isMuted(response, now) &&
      !isPlanned(catalog, incident, now),
  );
  return open.flatMap(({ incident }) =>
    automatic
      .filter(({ spec }) => {
        const reached = classOf(incident);
        return reached !== null && spec.startsWith!.classes.includes(reached) && isFor(spec, incident);
      })
      .map((runbook) => ({ id: startedRunId(runbook.metadata.name, incident.id), runbook, incident })),
  );
}

const isPlanned = (catalog: Catalog, incident: Incident, now: EpochMs): boolean =>
  (mutedBy(catalog, incident)?.until ?? now) > now;
