import { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import type { Source } from '../source.ts';
import { Gathering } from './gathering.ts';
import { firstAnswers, type Intake, keepTogether, type Taken } from './intake.ts';

interface Asked {
  source: Source;
  key?: string | undefined;
}

/** What several requests of one source change, decided one after the other as if each had been stored before the next. */
export interface Draft<Request, Answer> {
  /** Judges a request and adds what is good of it to the batch. */
  decide(request: Request): Answer;
  /** The answer to a request of this draft with the same key, as JSON, or null. */
  answerOf(key: string | undefined): string | null;
  /** What is to be remembered, or null where there is nothing to store. */
  change(): IntakeChange | null;
  /** The keys to be stored, each with its answer as JSON. */
  keys(): { key: string; answer: string }[];
  /** Counts what was refused where nothing is stored. */
  countRefused(): void;
  /** Lets go of what was taken for it, where nothing was stored. */
  giveUp?(): void;
  /** Notes what came in, after it was answered for good. */
  tell(): void;
}

/**
 * Requests of one source that come while others of it are being stored are decided and stored together, one after the other, so
 * that they share a commit; those of other sources go beside them.
 */
export function bySource<Request extends Asked, Answer>(
  work: (requests: readonly Request[]) => Promise<readonly Answer[]>,
  weigh?: (request: Request) => number,
): (request: Request) => Promise<Answer> {
  const lanes = new Map<string, Gathering<Request, Answer>>();
  return (request) => {
    const { name } = request.source;
    let lane = lanes.get(name);
    if (lane === undefined) {
      lane = new Gathering(work, weigh);
      lanes.set(name, lane);
    }
    return lane.take(request);
  };
}

/** Answers requests of one source, in its turn: those that came before as the first time, the others after they are on disk. */
export async function decideTogether<Request extends Asked, Answer>(
  intake: Intake,
  memory: IntakeMemory,
  requests: readonly Request[],
  begin: (batch: BatchBuilder, source: Source) => Draft<Request, Answer>,
): Promise<Taken<Answer>[]> {
  const { source } = requests.at(-1)!;
  const known = await firstAnswers(intake, source.name, requests);
  const batch = new BatchBuilder();
  const draft = begin(batch, source);
  let isDone = false;
  try {
    const answers = requests.map((request, index): Taken<Answer> => {
      const first = known[index] ?? draft.answerOf(request.key);
      return first === null
        ? { answer: draft.decide(request), replayed: false }
        : { answer: JSON.parse(first), replayed: true };
    });
    const change = draft.change();
    if (change === null) draft.countRefused();
    isDone = change === null || (await keepTogether(intake, memory, batch, change, draft.keys()));
    if (isDone) {
      draft.tell();
      return answers;
    }
  } finally {
    if (!isDone) draft.giveUp?.();
  }
  // Somebody else stored one of the keys meanwhile: each on its own finds which.
  const each: Taken<Answer>[] = [];
  for (const request of requests) each.push(...(await decideTogether(intake, memory, [request], begin)));
  return each;
}
