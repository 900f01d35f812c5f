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
 * Learns each process at the start and then hourly, and extends the last hours at every tick. A process that cannot be
 * read does not stop the others; the run then fails so that the clock reports it.
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
    const outcomes = await Promise.allSettled(names.map((name) => expectations.extend(name, now)));
    failure ??= outcomes.find((one) => one.status === 'rejected')?.reason ?? null;
    if (failure !== null) throw failure;
  }
  return [{ name: 'expectations', run }];
}
