import { parentPort, workerData } from 'node:worker_threads';
import { analyzeThreshold, type ThresholdQuestion } from '../threshold-analysis.ts';

/** A thread for one pair: 500 draws of sixty days take seconds of a processor, which the server does not have. */
parentPort!.postMessage(analyzeThreshold(workerData as ThresholdQuestion));
