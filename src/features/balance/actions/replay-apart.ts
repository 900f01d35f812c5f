import { Worker } from 'node:worker_threads';
import type { ReplayOutcome } from '../replay/replay-outcome.ts';
import type { ReplayChunk, ReplaySetup } from '../replay/replay-setup.ts';

const mostMegabytes = 768;

/** The worker beside this one, as source or as built. */
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './replay-worker.ts' : './replay-worker.js',
  import.meta.url,
);

type Answer = 'taken' | { outcome: ReplayOutcome };

/**
 * Replays in a thread of its own, one chunk on its way while the next is read, so that memory stays bounded. `taken` hears of each
 * chunk that is done. Rejects with what went wrong there, and when `stop` fires.
 */
export async function replayApart(
  setup: ReplaySetup,
  chunks: AsyncIterable<ReplayChunk>,
  taken: (to: number) => void,
  stop: AbortSignal,
): Promise<ReplayOutcome> {
  stop.throwIfAborted();
  const worker = new Worker(workerFile, {
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const aborted = (): void => failed.reject(stop.reason);
  stop.addEventListener('abort', aborted);
  worker.on('error', (error) => failed.reject(error));
  worker.on('exit', (code) => failed.reject(new Error(`the thread ended with ${code}`)));
  const asked = (message: ReplayChunk | null, move: ArrayBuffer[] = []): Promise<Answer> => {
    const answer = Promise.withResolvers<Answer>();
    worker.once('message', (one: Answer) => answer.resolve(one));
    worker.postMessage(message, move);
    return Promise.race([answer.promise, failed.promise]);
  };
  try {
    let under: Promise<void> = Promise.resolve();
    for await (const chunk of chunks) {
      await under;
      stop.throwIfAborted();
      under = asked(chunk, buffersOf(chunk)).then(() => taken(chunk.to));
      under.catch(() => undefined);
    }
    await under;
    const last = await asked(null);
    if (last === 'taken') throw new Error('the thread gave no outcome');
    return last.outcome;
  } finally {
    stop.removeEventListener('abort', aborted);
    void worker.terminate();
  }
}

function buffersOf({ business, measures }: ReplayChunk): ArrayBuffer[] {
  const all = [...business, ...measures.flatMap(({ good, valid }) => [good, valid])];
  return [...new Set(all.map(({ buffer }) => buffer as ArrayBuffer))];
}
