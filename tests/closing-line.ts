/** Counts what ran and names every skipped test with its reason, so that a run can close with one plain line. */
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

export interface Outcome {
  passed: number;
  failed: number;
  /** Full name and reason of each skipped test. */
  skipped: { name: string; reason: string }[];
  /** Files that could not be read, groups whose hooks failed and errors outside any test; each also counts as failed. */
  broken: string[];
}

const inBrackets = / \[skipped: ([^\]]+)\]/;

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName.replace(inBrackets, '')}`;

/** The reason is the note given to `skip(note)`, else `[skipped: …]` in the name of the test or of a group around it. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? inBrackets.exec(test.fullName)?.[1] ?? 'no reason given';
}

const ownErrors = (part: TestModule | TestSuite): string[] => part.errors().map((error) => error.message);

/** A reporter that prints nothing while tests run; read `outcome` afterwards. */
export class ClosingLine implements Reporter {
  readonly outcome: Outcome = { passed: 0, failed: 0, skipped: [], broken: [] };

  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<{ message: string }>): void {
    for (const module of modules) {
      for (const test of module.children.allTests()) this.#count(test);
      const broken = [module, ...module.children.allSuites()].flatMap(ownErrors);
      this.outcome.broken.push(...broken.map((message) => `${module.relativeModuleId}: ${message}`));
    }
    this.outcome.broken.push(...unhandled.map((error) => `outside any test: ${error.message}`));
  }

  #count(test: TestCase): void {
    const { state } = test.result();
    if (state === 'passed') this.outcome.passed += 1;
    else if (state === 'skipped') this.outcome.skipped.push({ name: nameOf(test), reason: reasonOf(test) });
    else this.outcome.failed += 1;
  }
}

/** The lines a run ends with; the last is always `N passed, N failed, N skipped`. */
export function closingLines({ passed, failed, skipped, broken }: Outcome): string[] {
  return [
    ...skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`),
    ...broken.map((what) => `broken: ${what}`),
    `${passed} passed, ${failed + broken.length} failed, ${skipped.length} skipped`,
  ];
}

/** 0 when at least one test passed and nothing failed. */
export function exitCode({ passed, failed, broken }: Outcome): 0 | 1 {
  return passed > 0 && failed + broken.length === 0 ? 0 : 1;
}
