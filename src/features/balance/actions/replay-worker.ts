import { parentPort, workerData } from 'node:worker_threads';
import { ReplayEngine } from '../replay/replay-engine.ts';
import { replayOutcome } from '../replay/replay-outcome.ts';
import type { ReplayChunk, ReplaySetup } from '../replay/replay-setup.ts';

/**
 * A thread for one replay: learning and judging weeks takes seconds of a processor. It is given chunks of minutes, answers `taken` to
 * each, and to `null` what it found.
 */
const setup = workerData as ReplaySetup;
const engine = new ReplayEngine(setup);
parentPort!.on('message', (chunk: ReplayChunk | null) => {
  if (chunk === null) {
    parentPort!.postMessage({ outcome: replayOutcome(setup, engine.result()) });
    parentPort!.close();
    return;
  }
  engine.add(chunk);
  parentPort!.postMessage('taken');
});
