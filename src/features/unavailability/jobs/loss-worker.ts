import { parentPort, workerData } from 'node:worker_threads';
import { ProductError } from '../../../errors.ts';
import type { LossQuestion } from '../../impact/loss-question.ts';
import { lossOf } from '../outage-loss.ts';

/** A thread for one outage: learning what is usual from sixty days takes a second of a processor, which the server does not have. */
try {
  parentPort!.postMessage(lossOf(workerData as LossQuestion));
} catch (error) {
  // an expected refusal is an answer
  if (!(error instanceof ProductError)) throw error;
  parentPort!.postMessage({ refusal: error.message });
}
