import type { Writer } from '../../access/writer.ts';
import type { Declaration } from '../liveness.ts';
import { MetricsDraft } from '../metrics-draft.ts';
import type { PartialSuccess } from '../otlp/answer.ts';
import type { MetricsBody } from '../otlp/read-metrics.ts';
import type { Source } from '../source.ts';
import type { Intake, Taken } from './intake.ts';
import { bySource, decideTogether } from './together.ts';

export interface MetricsTake {
  source: Source;
  writer: Writer;
  /** Idempotency-Key, or what stands for the body: exporters send the same bytes again when an answer got lost. */
  key: string;
  metrics: MetricsBody;
  complete: Declaration | null;
}

type Answer = Taken<PartialSuccess | null>;

/** Takes OTLP metrics: judges each point, stores the good ones and answers after they are on disk what was not kept. */
export const metricTaking = (intake: Intake): ((request: MetricsTake) => Promise<Answer>) =>
  bySource((requests) => takeTogether(intake, requests));

async function takeTogether(intake: Intake, requests: readonly MetricsTake[]): Promise<Answer[]> {
  const memory = await intake.memory();
  const { retentionMs } = intake;
  return intake.turns.take([`source ${requests[0]!.source.name}`], 0, () =>
    decideTogether<MetricsTake, PartialSuccess | null>(
      intake,
      memory,
      requests,
      (batch, source) => new MetricsDraft({ source, memory, batch, now: intake.now(), retentionMs }),
    ),
  );
}
