import type { Writer } from '../../access/writer.ts';
import { WriteDraft } from '../remote-write/write-draft.ts';
import type { WriteRequest } from '../remote-write/write-request.ts';
import type { Source } from '../source.ts';
import type { Intake, Taken } from './intake.ts';
import { bySource, decideTogether } from './together.ts';

export interface WriteTake {
  source: Source;
  writer: Writer;
  /** What stands for the body: the same bytes come again when an answer got lost. */
  key: string;
  write: WriteRequest;
}

type Answer = Taken<string | null>;

/**
 * Takes remote writes: judges each sample, stores the good ones and answers after they are on disk what was not kept, in
 * one line; null when there is nothing to tell.
 */
export const writeTaking = (intake: Intake): ((request: WriteTake) => Promise<Answer>) =>
  bySource((requests) => takeTogether(intake, requests), samplesOf);

const samplesOf = ({ write }: WriteTake): number => write.series.reduce((sum, { samples }) => sum + samples.length, 0);

async function takeTogether(intake: Intake, requests: readonly WriteTake[]): Promise<Answer[]> {
  const memory = await intake.memory();
  const { retentionMs } = intake;
  return intake.turns.take([`source ${requests[0]!.source.name}`], 0, () =>
    decideTogether<WriteTake, string | null>(
      intake,
      memory,
      requests,
      (batch, source) => new WriteDraft({ source, memory, batch, now: intake.now(), retentionMs }),
    ),
  );
}
