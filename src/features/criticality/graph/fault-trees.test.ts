import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogOfTree, type FaultTree, faultTree } from '../../../../benchmarks/criticality/open-psa.ts';
import { dataSet } from '../../../../tests/data-sets.ts';
import { describeWith } from '../../../../tests/needs.ts';
import { criticalityOf } from '../criticality.ts';

interface Known {
  files?: string[];
  file?: string;
  exact: number;
  mcs?: string[][];
  mcs_count?: number;
  mcs_by_order?: number[];
  bdd_exact_full_precision?: number;
  importance_exact?: Record<string, [number, number, number, number, number, number]>;
}

const read = (name: string): string => readFileSync(dataSet('fault-trees', name), 'utf8');
const known = (): Record<string, Known> => JSON.parse(read('expected.json'));
const ccf = (): Record<string, Known> => (known() as unknown as { ccf: Record<string, Known> }).ccf;
const lower = (sets: readonly (readonly string[])[]) =>
  sets.map((set) => set.map((name) => name.toLowerCase().replaceAll('_', '-')).sort()).sort();

const relative = (found: number, expected: number, most: number) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(most * Math.abs(expected));

function ask(tree: FaultTree, causes?: Parameters<typeof catalogOfTree>[1]) {
  const answer = criticalityOf({ documents: catalogOfTree(tree, causes) });
  return { answer, process: answer.processes[0]! };
}

describeWith('data:fault-trees', 'fault trees with known answers', () => {
  it.each(['TwoTrain', 'Theatre', 'ThreeMotor', 'ne574', 'Chinese', 'Baobab1'])('%s', (name) => {
    const expected = known()[name]!;
    const { answer, process } = ask(faultTree(...expected.files!.map(read)));
    expect(Math.abs(process.unavailability - expected.exact)).toBeLessThan(1e-6);
    relative(process.unavailability, expected.bdd_exact_full_precision ?? expected.exact, 5e-6);
    const { count, byOrder, smallest } = process.minimalCutSets;
    if (expected.mcs_by_order) expect(byOrder).toEqual(expected.mcs_by_order);
    expect(count).toBe(expected.mcs_count ?? expected.mcs!.length);
    if (expected.mcs) expect(lower(smallest)).toEqual(lower(expected.mcs));
    for (const [event, [, birnbaum, critical, vesely, achievement, reduction]] of Object.entries(
      expected.importance_exact ?? {},
    )) {
      const found = answer.components.find((one) => one.name === event)!.perProcess.tree!;
      relative(found.birnbaum, birnbaum, 1e-5);
      relative(found.criticality!, critical, 1e-5);
      relative(found.fussellVesely!, vesely, 1e-5);
      relative(found.riskAchievementWorth!, achievement, 1e-5);
      relative(found.riskReductionWorth!, reduction, 1e-5);
    }
  });

  it('SmallTree, whose events fail exponentially within the time that gives the known probability', () => {
    const expected = known().SmallTree!;
    // the rates stand in the file; the time is that of the program's default mission, 8760 hours
    const tree = faultTree(read('SmallTree/SmallTree.xml'));
    const rates: Record<string, number> = { e1: 2e-5, e2: 1e-5, e3: 2e-5, e4: 1e-5 };
    for (const [name, rate] of Object.entries(rates)) tree.probabilities.set(name, -Math.expm1(-rate * 8760));
    const { process } = ask(tree);
    relative(process.unavailability, expected.exact, 5e-4);
    expect(lower(process.minimalCutSets.smallest)).toEqual(lower(expected.mcs!));
  });

  /** Q of each cause by how many of the three members it takes down at once. */
  const split = {
    // beta: what is common takes all three
    beta_factor: (q: number) => [0.8 * q, 0, 0.2 * q],
    // MGL: the share that two or more have in common, and of that the share of all three
    mgl: (q: number, [second, third]: number[]) => [
      (1 - second!) * q,
      (second! * (1 - third!) * q) / 2,
      second! * third! * q,
    ],
    // alpha, staggered or not as the format says: k/C(2, k−1) · α_k/α_t, α_t = Σ k·α_k
    alpha_factor: (q: number, alphas: number[]) => {
      const total = alphas.reduce((sum, alpha, at) => sum + (at + 1) * alpha, 0);
      return alphas.map((alpha, at) => ((at + 1) / [1, 2, 1][at]!) * (alpha / total) * q);
    },
  };

  it.each(['beta_factor', 'mgl', 'alpha_factor'] as const)('common causes by the %s model', (model) => {
    const expected = ccf()[model]!;
    const text = read(expected.file!);
    const tree = faultTree(text);
    const causes = new Map<string, { name: string; unavailability: string }[]>();
    for (const [, group = '', body = ''] of text.matchAll(
      /<define-CCF-group name="([^"]+)"[^>]*>([\s\S]*?)<\/define-CCF-group>/g,
    )) {
      const members = [...body.matchAll(/<basic-event name="([^"]+)"/g)].map((match) => match[1]!);
      const q = Number(/<distribution>\s*<float value="([^"]+)"/.exec(body)![1]);
      const factors = [...body.matchAll(/<factor(?: level="(\d+)")?>\s*<float value="([^"]+)"/g)];
      const values: number[] = [];
      // only alpha has a factor for one alone; the level counts on where it is left out
      const first = model === 'alpha_factor' ? 1 : 2;
      for (const [, level, value] of factors) values[level ? Number(level) - first : values.length] = Number(value);
      const [alone, two, three] = split[model](q, values);
      for (const [at, member] of members.entries()) {
        tree.probabilities.set(member, alone!);
        const pairs = members.flatMap((_, other) => (other === at ? [] : [[at, other].sort().join('-')]));
        const shared = [
          ...pairs.map((pair) => ({ name: `${group}-${pair}`, p: two! })),
          { name: `${group}-all`, p: three! },
        ];
        causes.set(
          member,
          shared.filter(({ p }) => p > 0).map(({ name, p }) => ({ name, unavailability: p.toFixed(9) })),
        );
      }
    }
    const { process } = ask(tree, causes);
    relative(process.unavailability, expected.exact, 5e-4);
    if (expected.mcs_count) expect(process.minimalCutSets.count).toBe(expected.mcs_count);
    if (expected.mcs_by_order) expect(process.minimalCutSets.byOrder).toEqual(expected.mcs_by_order);
  });
});
