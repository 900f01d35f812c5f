/** dependency-cruiser on a tree with the rules of this repository, run as its own process so that its caches stay apart. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './tree.ts';

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

export interface Directions {
  broken: { rule: string; from: string; to: string }[];
  /** Modules of the tree itself that were read, packages and core modules left out. */
  read: string[];
}

/** Reads the source folders of the tree at `root`, which holds its own package.json and tsconfig.json. */
export function cruise(root: string): Directions {
  const folders = ['src', 'web', 'demo', 'sdk', 'tests', 'benchmarks'].filter((folder) =>
    existsSync(join(root, folder)),
  );
  const command = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(repository, 'dependency-cruiser.cjs');
  const run = spawnSync(process.execPath, [command, '--config', config, '--output-type', 'json', ...folders], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no result: ${run.stderr}${run.stdout}`);
  const { modules, summary } = JSON.parse(run.stdout) as Cruise;
  return {
    broken: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    read: modules.map(({ source }) => source).filter((source) => /^(src|web|demo|sdk|tests)\/.*\.tsx?$/.test(source)),
  };
}
