import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, begun first so that none of them is left alone on one worker at the end. */
const longest = [
  'tests/end-to-end/web/things.test.ts',
  'tests/end-to-end/web/incidents.test.ts',
  'tests/end-to-end/web/states.test.ts',
  'tests/end-to-end/web/ledger.test.ts',
  'tests/end-to-end/web/access.test.ts',
  'tests/end-to-end/replay.test.ts',
  'tests/end-to-end/web/decisions.test.ts',
  'tests/end-to-end/web/switches.test.ts',
  'tests/end-to-end/web/live.test.ts',
  'tests/end-to-end/operation/backup.test.ts',
  'tests/end-to-end/web/workshop.test.ts',
];

/** Vitest's own order knows how long a file took only where it ran before; a fresh clone has nothing but sizes. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.indexOf(relative(this.ctx.config.root, moduleId));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
