/** Counts what ran and names every skipped test with its reason, so that a run can close with one plain line. */
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

export interface Outcome {
  passed: number;
  /** Full name and first line of what went wrong. */
  failed: { name: string; reason: string }[];
  /** Those that passed when they were tried again (only where a run allows it): full name, and what went wrong before. */
  secondTry: { name: string; reason: string }[];
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

/** What went wrong at last, in one line without colours; also of one that passed thereafter. */
function whyOf(test: TestCase): string {
  const message = test.result().errors?.at(-1)?.message ?? 'no error was told';
  return stripVTControlCharacters(message).split('\n', 1)[0]!.slice(0, 300);
}

const ownErrors = (part: TestModule | TestSuite): string[] => part.errors().map((error) => error.message);

/** A reporter that prints nothing while tests run; read `outcome` afterwards. */
export class ClosingLine implements Reporter {
  readonly outcome: Outcome = { passed: 0, failed: [], secondTry: [], skipped: [], broken: [] };

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
    if (state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0) {
      this.outcome.secondTry.push({ name: nameOf(test), reason: whyOf(test) });
    }
    if (state === 'skipped') this.outcome.skipped.push({ name: nameOf(test), reason: reasonOf(test) });
    if (state === 'failed') this.outcome.failed.push({ name: nameOf(test), reason: whyOf(test) });
  }
}

/** The lines a run ends with; the last is always `N passed, N failed, N skipped`. */
export function closingLines({ passed, failed, secondTry, skipped, broken }: Outcome): string[] {
  return [
    ...skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`),
    ...secondTry.map(({ name, reason }) => `passed when tried again: ${name} (${reason})`),
    ...failed.map(({ name, reason }) => `failed: ${name} (${reason})`),
    ...broken.map((what) => `broken: ${what}`),
    `${passed} passed, ${failed.length + broken.length} failed, ${skipped.length} skipped`,
  ];
}

/** 0 when at least one test passed and nothing failed. */
export function exitCode({ passed, failed, broken }: Outcome): 0 | 1 {
  return passed > 0 && failed.length + broken.length === 0 ? 0 : 1;
}
