import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { EventsAnswer } from '../contract.ts';
import { knownProcesses } from '../event-rules.ts';
import { type EventsBody, namedProcesses } from '../events-body.ts';
import { EventsDraft } from '../events-draft.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import type { Source } from '../source.ts';
import { Gathering } from './gathering.ts';
import { firstAnswers, type Intake, keepTogether, type Taken } from './intake.ts';

export interface EventsRequest {
  source: Source;
  writer: Writer;
  key?: string | undefined;
  body: EventsBody;
  complete: { since: EpochMs | null; until: EpochMs } | null;
}

type Answer = Taken<EventsAnswer>;

/**
 * Takes business events: judges each row, stores the good ones and answers after they are on disk. Requests of one source that
 * come while others are being stored are decided and stored together, one after the other, so that they share a commit.
 */
export function eventTaking(intake: Intake): (request: EventsRequest) => Promise<Answer> {
  const lanes = new Map<string, Gathering<EventsRequest, Answer>>();
  return (request) => {
    const { name } = request.source;
    let lane = lanes.get(name);
    if (lane === undefined) {
      lane = new Gathering((requests) => takeTogether(intake, requests));
      lanes.set(name, lane);
    }
    return lane.take(request);
  };
}

/** Ids are compared within a process, whichever source they come from: such requests take turns by process too. */
async function takeTogether(intake: Intake, requests: readonly EventsRequest[]): Promise<Answer[]> {
  const memory = await intake.memory();
  const source = requests[0]!.source.name;
  const processes = new Set(requests.flatMap(({ body }) => namedProcesses(body)));
  const keys = [`source ${source}`, ...[...processes].map((name) => `process ${name}`)];
  return intake.turns.take(keys, 0, async () => {
    const known = await firstAnswers(intake, source, requests);
    return decideAndKeep(intake, memory, requests, known);
  });
}

/** `known`: the first answer of each request that came before, else null. */
async function decideAndKeep(
  intake: Intake,
  memory: IntakeMemory,
  requests: readonly EventsRequest[],
  known: readonly (string | null)[],
): Promise<Answer[]> {
  const { source } = requests.at(-1)!;
  const now = intake.now();
  const batch = new BatchBuilder();
  const draft = new EventsDraft({
    ...{ source, memory, batch, now, retentionMs: intake.retentionMs, userKey: intake.userKey },
    processes: knownProcesses(intake.catalog()),
  });
  const answers = requests.map((request, index): Answer => {
    const first = known[index] ?? draft.answerOf(request.key);
    return first === null
      ? { answer: draft.decide(request), replayed: false }
      : { answer: JSON.parse(first), replayed: true };
  });
  const change = draft.change();
  if (change === null) draft.countRefused();
  else if (!(await keepTogether(intake, memory, batch, change, draft.keys()))) {
    // Somebody else stored one of the keys meanwhile: each on its own finds which.
    return oneByOne(intake, memory, requests);
  }
  draft.tell();
  return answers;
}

async function oneByOne(intake: Intake, memory: IntakeMemory, requests: readonly EventsRequest[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const request of requests) {
    const known = await firstAnswers(intake, request.source.name, [request]);
    answers.push(...(await decideAndKeep(intake, memory, [request], known)));
  }
  return answers;
}
