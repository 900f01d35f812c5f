/**
 * `node benchmarks/catalog/check.ts [faults]`: how long `waga check` takes for a catalogue with two hundred faults of every kind (a file of
 * 50 MB and alias bombs among them), within the process and as a user starts it, and how much memory that takes; and for sound
 * catalogues of 1 000 and 10 000 documents, beside the time that merely parsing the same YAML takes in the same run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { writeFaultyCatalog } from './faulty-catalog.ts';

const kinds = [...catalogKinds, ...signalKinds];
const faults = Number(process.argv[2] ?? 200);
const cli = join(import.meta.dirname, '../../src/cli/waga.ts');

function timed<Result>(work: () => Result): { ms: number; result: Result } {
  const start = performance.now();
  const result = work();
  return { ms: Math.round(performance.now() - start), result };
}

const folder = mkdtempSync(join(tmpdir(), 'waga-check-'));
try {
  const expected = writeFaultyCatalog(folder, faults);
  // Those of the size that `waga check` loads; the file of 50 MB is refused by its size.
  const files = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size < 8 * 2 ** 20)
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  for (const heat of ['cold', 'warm']) {
    const { ms, result } = timed(() => readFiles(files, kinds).findings.length);
    console.log(`${expected.length} faults: ${result} findings by the reader alone in ${ms} ms, ${heat}`);
  }
  const started = timed(() => spawnSync(process.execPath, [cli, 'check', folder, '--json'], { maxBuffer: 2 ** 26 }));
  const answer = JSON.parse(started.result.stdout.toString());
  console.log(`  by waga check as a user starts it: ${answer.findings.length} findings in ${started.ms} ms`);
  const usage = process.resourceUsage();
  console.log(`  most memory of this process so far: ${Math.round(usage.maxRSS / 1024)} MB`);
} finally {
  rmSync(folder, { recursive: true });
}

for (const count of [1_000, 10_000]) {
  const entity = (n: number) => {
    const needs = Array.from({ length: 5 }, (_, k) => `"component:c${(n + 1 + k * 37) % count}"`);
    const spec = `{type: service, lifecycle: production, owner: team, dependsOn: [${n + 200 < count ? needs.join(', ') : ''}]}`;
    return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: c${n}}\nspec: ${spec}\n`;
  };
  const perFile = 500;
  const files = Array.from({ length: count / perFile }, (_, file) => ({
    path: `f${file}.yaml`,
    text: Array.from({ length: perFile }, (_, n) => entity(file * perFile + n)).join('---\n'),
  }));
  const parsed = timed(() => files.map(({ text }) => parseAllDocuments(text).length));
  const read = timed(() => readFiles(files, kinds));
  const ratio = (read.ms / Math.max(parsed.ms, 1)).toFixed(2);
  console.log(
    `${count} entities with 5 dependencies: read, joined and related in ${read.ms} ms; the YAML alone ${parsed.ms} ms; ratio ${ratio}`,
  );
}
