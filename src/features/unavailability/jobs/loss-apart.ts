import { Worker } from 'node:worker_threads';
import type { LossQuestion } from '../../impact/loss-question.ts';
import type { Measured } from '../../outages/drafted-outage.ts';

const longestMs = 120_000;
const mostMegabytes = 512;

/** The worker beside this one, as source or as built. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './loss-worker.ts' : './loss-worker.js', import.meta.url);

/**
 * `lossOf` in a thread of its own, which ends with the answer. Rejects with what went wrong there, when it takes longer than two
 * minutes, and when `stop` fires.
 */
export function lossApart(question: LossQuestion, stop: AbortSignal): Promise<Measured | { refusal: string }> {
  return new Promise((resolve, reject) => {
    stop.throwIfAborted();
    const worker = new Worker(workerFile, {
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    });
    const either = AbortSignal.any([stop, AbortSignal.timeout(longestMs)]);
    const give = (end: () => void): void => {
      either.removeEventListener('abort', tooLong);
      end();
      void worker.terminate();
    };
    const tooLong = (): void => give(() => reject(either.reason));
    either.addEventListener('abort', tooLong);
    worker.once('message', (answer: Measured | { refusal: string }) => give(() => resolve(answer)));
    worker.once('error', (error) => give(() => reject(error)));
    worker.once('exit', (code) => give(() => reject(new Error(`the thread ended with ${code}`))));
  });
}
