/**
 * `node benchmarks/rootcause/run.ts [worlds per fault]`: how often the root of a labelled incident is first, and among the first three, for
 * Waga and, in the same run, for the methods it is made of and for BARO; how often it keeps silent in quiet times; and the same in
 * simulated worlds. Data sets come from WAGA_DATASETS (docs/datasets.md); one that is not there is named and left out.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Hits, share } from './hits.ts';
import type { Labelled } from './labelled.ts';
import { type Answers, answersOf, methodNames } from './methods.ts';
import { nezha } from './nezha.ts';
import { petshop, quietQuestions } from './petshop.ts';
import { sockshop } from './sockshop.ts';
import { printWorlds } from './worlds.ts';

type Method = keyof Answers;
const overGraph: Method[] = ['traversal', 'correlation', 'residuals', 'fusion', 'waga'];
const pooled = new Map<Method, Hits>();

function printSystem(title: string, incidents: readonly Labelled[], methods: readonly Method[], pool: boolean): void {
  const cells = new Map<string, { hits: Map<Method, Hits>; silent: number; answered: Hits }>();
  for (const { cell, root, question, firstRow } of incidents) {
    const answers = answersOf(question, firstRow);
    for (const name of [cell, 'all of it']) {
      const own = cells.get(name) ?? { hits: new Map<Method, Hits>(), silent: 0, answered: new Hits() };
      cells.set(name, own);
      for (const method of methods) countIn(own.hits, method, answers, root);
      if (answers.abstained) own.silent += 1;
      else own.answered.add(answers.waga, root);
    }
    if (pool) for (const method of methods) countIn(pooled, method, answers, root);
  }
  console.log(`\n${title}`);
  const all = cells.get('all of it');
  cells.delete('all of it');
  for (const [name, { hits, silent, answered }] of [...cells, ['all of it', all!] as const]) {
    const said = answered.n === 0 ? '' : `, ${share(answered.top1, answered.n).trim()} first where it answers`;
    console.log(`\n  ${name}: ${hits.get('waga')!.n} incidents; Waga keeps silent on ${silent}${said}`);
    printHits(hits);
  }
}

function countIn(hits: Map<Method, Hits>, method: Method, answers: Answers, root: string): void {
  const own = hits.get(method) ?? new Hits();
  hits.set(method, own);
  own.add(answers[method], root);
}

function printHits(hits: ReadonlyMap<Method, Hits>): void {
  for (const [method, own] of hits) console.log(`    ${methodNames[method].padEnd(24)}${own.text()}`);
}

const folder = resolve(import.meta.dirname, '../..', process.env.WAGA_DATASETS ?? '../shared/data');

/** The folder of a data set; undefined, and said, when it is not there. */
function dataSet(name: string): string | undefined {
  if (existsSync(join(folder, name))) return join(folder, name);
  console.log(`\nThe data set "${name}" is not there; set WAGA_DATASETS (docs/datasets.md).`);
  return undefined;
}

const began = performance.now();
console.log("The root first, and among the first three, with Wilson's 95% interval. Equal scores count by chance.");
const petshopFolder = dataSet('petshop');
if (petshopFolder) {
  const { incidents, quiet } = petshop(petshopFolder);
  printSystem('PetShop', incidents, overGraph, true);
  console.log('\n  Silent in quiet windows of five rows (each left out of what is usual)');
  for (const one of quiet) {
    for (const metric of ['latency_Average', 'availability_Average']) {
      let [n, walked, waga] = [0, 0, 0];
      for (const question of quietQuestions(one, metric, 2)) {
        const answers = answersOf(question, 2);
        n += 1;
        if (answers.traversal.length === 0) walked += 1;
        if (answers.abstained) waga += 1;
      }
      const name = `${one.scenario.replace('_traffic', '')} ${metric.replace('_Average', '')}`;
      console.log(`    ${name.padEnd(20)} traversal ${share(walked, n)}   Waga ${share(waga, n)}   of ${n}`);
    }
  }
}
const nezhaFolder = dataSet('nezha');
if (nezhaFolder) printSystem('Nezha', nezha(nezhaFolder), overGraph, true);
if (pooled.size > 0) {
  console.log('\nPetShop and Nezha together');
  printHits(pooled);
}
const sockshopFolder = dataSet('sockshop-rcd');
if (sockshopFolder) {
  for (const lateMs of [0, 60_000])
    printSystem(
      lateMs === 0 ? 'Sock Shop, no graph, onset exact' : 'Sock Shop, no graph, onset 60 s late',
      sockshop(sockshopFolder, lateMs),
      ['baro', 'waga'],
      false,
    );
}
printWorlds(Number(process.argv[2] ?? 20));
console.log(`\nDone in ${((performance.now() - began) / 1_000).toFixed(0)} s.`);
