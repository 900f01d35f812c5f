import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import { type Liveness, neverSeen } from '../liveness.ts';
import { addPull, type Pulled } from '../pull/pull-batch.ts';
import { proveScrapes } from '../pull/pull-proof.ts';
import { type PullPosition, type PullWindow, positionText } from '../pull/pull-window.ts';
import { commonScrapes } from '../pull/step-scrapes.ts';
import { SeriesLimit } from '../series-limit.ts';
import { aliveKey } from '../series-names.ts';
import type { Source } from '../source.ts';
import { type Intake, keep } from './intake.ts';

const streamsPerSeries = 4;
/** What is asked for stands in the catalogue, which says what it may be; there is no token to limit it. */
const everything: Writer = { id: 'pull', sources: null, processes: null, components: null, environments: null };

export interface PullTake {
  source: Source;
  window: PullWindow;
  position: PullPosition | null;
  asked: string;
  pulled: readonly Pulled[];
}

type PullIntake = Pick<Intake, 'measurements' | 'memory' | 'now' | 'retentionMs'>;

/**
 * Stores a window of what was pulled together with how far it has been read, in one commit: after a crash the window is read
 * again or not at all. Resolves the new position.
 */
export async function takePull(intake: PullIntake, take: PullTake): Promise<PullPosition> {
  const { source, window, asked, pulled } = take;
  const memory = await intake.memory();
  const now = intake.now();
  const known = memory.source(source.name);
  const batch = new BatchBuilder();
  const context = {
    asked,
    source,
    writer: everything,
    now,
    retentionMs: intake.retentionMs,
    limit: new SeriesLimit(source, known.series),
    stream: (id: string) => known.streams.get(id),
    seriesKnown: (series: string) => known.streamSeries.has(series),
    heard: (target: string) => known.heard.get(target),
    room: {
      streams: streamsPerSeries * source.seriesLimit - known.streams.size,
      heard: streamsPerSeries * source.seriesLimit - known.heard.size,
      types: 0,
    },
  };
  const decision = addPull(pulled, context, batch);
  const before = take.position?.asked === asked ? take.position.seen : [];
  const position: PullPosition = {
    until: window.to,
    asked,
    seen: [...new Set([...before, ...decision.stepScrapes.keys()])].sort((a, b) => a - b),
  };
  const steps = commonScrapes(decision.stepScrapes, before);
  const { accepted, duplicate } = decision;
  const refused = [...decision.rejected].map(([code, { count }]) => ({ code, count }));
  const scraped = decision.scrapes.size + decision.stepScrapes.size > 0;
  const change: IntakeChange = {
    source: source.name,
    lastArrival: scraped ? now : known.lastArrival,
    events: prove(known.events, aliveKey.events(source.name), steps, take, batch),
    services: servicesOf(memory, decision.scrapes, take, batch),
    streams: decision.streams,
    heard: decision.heard,
    series: batch.identities(),
    counters: { accepted, duplicate, refused: refused.reduce((n, { count }) => n + count, 0), droppedAttributes: 0 },
  };
  batch.state(`pull/${source.name}`, positionText(position));
  await keep(intake as Intake, memory, batch, change, null);
  memory.tally.note({ entrance: 'pull', source: source.name, at: now, accepted, duplicate, refused });
  return position;
}

function servicesOf(
  memory: IntakeMemory,
  scrapes: ReadonlyMap<string, readonly EpochMs[]>,
  take: PullTake,
  batch: BatchBuilder,
): Map<string, Liveness> {
  const { name } = take.source;
  const known = memory.source(name).services;
  return new Map(
    [...scrapes].map(([job, times]) => {
      const key = aliveKey.service(name, job);
      return [job, prove(known.get(job) ?? neverSeen, key, times, take, batch)] as const;
    }),
  );
}

function prove(
  known: Liveness,
  key: string,
  scrapes: readonly EpochMs[],
  { window, source }: PullTake,
  batch: BatchBuilder,
): Liveness {
  const { to, afresh } = window;
  const proof = proveScrapes(known, scrapes, { to, afresh, silentAfterMs: source.silentAfterMs });
  for (const interval of proof.complete) batch.alive({ source: key, ...interval });
  return proof.next;
}
