import { Worker } from 'node:worker_threads';
import type { ThresholdQuestion } from '../threshold-analysis.ts';
import type { ThresholdAnswer } from '../threshold-answer.ts';

const longestMs = 120_000;
const mostMegabytes = 512;

/** The worker beside this one, as source or as built. */
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './threshold-worker.ts' : './threshold-worker.js',
  import.meta.url,
);

/**
 * `analyzeThreshold` in a thread of its own, which ends with the answer. Rejects with what went wrong there, when it takes
 * longer than two minutes, and when `stop` fires.
 */
export function analyzeApart(
  question: ThresholdQuestion,
  stop: AbortSignal,
): Promise<ThresholdAnswer | { refusal: string }> {
  return new Promise((resolve, reject) => {
    stop.throwIfAborted();
    const worker = new Worker(workerFile, {
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    });
    const limit = AbortSignal.timeout(longestMs);
    const either = AbortSignal.any([stop, limit]);
    const give = (end: () => void): void => {
      either.removeEventListener('abort', tooLong);
      end();
    };
    // One that is cut off in the middle may bring the whole process down (V8 compiles beside it), so only what must be is cut off.
    const tooLong = (): void => {
      give(() => reject(either.reason));
      void worker.terminate();
    };
    either.addEventListener('abort', tooLong);
    worker.once('message', (answer: ThresholdAnswer | { refusal: string }) => give(() => resolve(answer)));
    worker.once('error', (error) => give(() => reject(error)));
    worker.once('exit', (code) => give(() => reject(new Error(`the thread ended with ${code}`))));
  });
}
