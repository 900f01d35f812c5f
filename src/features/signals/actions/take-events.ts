import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import type { EventsAnswer } from '../contract.ts';
import { knownProcesses } from '../event-rules.ts';
import { type EventsBody, namedProcesses, rowsApart } from '../events-body.ts';
import { EventsDraft } from '../events-draft.ts';
import type { Source } from '../source.ts';
import type { Intake, Taken } from './intake.ts';
import { bySource, decideTogether } from './together.ts';

export interface EventsRequest {
  source: Source;
  writer: Writer;
  key?: string | undefined;
  body: EventsBody;
  complete: { since: EpochMs | null; until: EpochMs } | null;
}

type Answer = Taken<EventsAnswer>;

/** Takes business events: judges each row, stores the good ones and answers after they are on disk. */
export const eventTaking = (intake: Intake): ((request: EventsRequest) => Promise<Answer>) =>
  bySource(
    (requests) => takeTogether(intake, requests),
    ({ body }) => rowsApart(body),
  );

/** Ids are compared within a process, whichever source they come from: such requests take turns by process too. */
async function takeTogether(intake: Intake, requests: readonly EventsRequest[]): Promise<Answer[]> {
  const memory = await intake.memory();
  const processes = new Set(requests.flatMap(({ body }) => namedProcesses(body)));
  const keys = [`source ${requests[0]!.source.name}`, ...[...processes].map((name) => `process ${name}`)];
  return intake.turns.take(keys, 0, () =>
    decideTogether<EventsRequest, EventsAnswer>(intake, memory, requests, (batch, source) => {
      const { retentionMs, userKey } = intake;
      const processes = knownProcesses(intake.catalog());
      return new EventsDraft({ source, memory, batch, processes, now: intake.now(), retentionMs, userKey });
    }),
  );
}
