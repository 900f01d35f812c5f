import type { EpochMs } from '../../maths/instants.ts';
import { type Catalog, processesOf } from '../catalog/catalog.ts';
import type { ExpectationQueries } from './queries.ts';

interface Deps {
  catalog: () => Catalog;
  expectations: ExpectationQueries;
}

/** Learning takes tens of milliseconds a process; a tick gives it at most so long, the rest waits for the next. */
const learnBudgetMs = 1_500;

/**
 * Learns each process at the start and then hourly, and extends the last hours of all at every tick. What cannot be read
 * is tried again at the next tick; the run then fails so that the clock reports it.
 */
export function expectationJobs({ catalog, expectations }: Deps): { name: string; run(now: EpochMs): Promise<void> }[] {
  async function run(now: EpochMs): Promise<void> {
    let failure: unknown = null;
    const begun = performance.now();
    for (const process of await expectations.due(now)) {
      if (performance.now() - begun > learnBudgetMs) break;
      try {
        await expectations.learn(process, now);
      } catch (error) {
        failure ??= error;
      }
    }
    const names = processesOf(catalog()).map(({ metadata }) => metadata.name);
    try {
      await expectations.extend(names, now);
    } catch (error) {
      failure ??= error;
    }
    if (failure !== null) throw failure;
  }
  return [{ name: 'expectations', run }];
}
