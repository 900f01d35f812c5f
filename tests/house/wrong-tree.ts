/**
 * A small tree with the layout of this repository in which nothing is wrong, and modules that each break one rule of
 * dependency-cruiser.cjs when they are laid over it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Offence {
  rule: string;
  module: string;
  text: string;
}

const offence = (rule: string, module: string, text: string): Offence => ({ rule, module, text });
const imports = (...paths: string[]): string =>
  [
    ...paths.map((path, index) => `import * as m${index} from '${path}';`),
    `export const all = [${paths.map((_, index) => `m${index}`)}];`,
  ].join('\n');
const importsType = (path: string): string => `import type { T } from '${path}';\nexport type Own = T;`;

const rightTree: Record<string, string> = {
  'src/errors.ts': 'export const codes = 1;',
  'src/maths/sum.ts': imports('zod', '../errors.ts'),
  'src/maths/kinds.ts': 'export type T = number;',
  'src/maths/sum.test.ts': imports('./sum.ts', 'vitest'),
  'src/features/catalog/catalog.ts': imports('node:crypto', '../../errors.ts'),
  'src/features/catalog/queries.ts': imports('../../stores/records/open.ts', './catalog.ts', 'kysely'),
  'src/features/catalog/actions.ts': imports('./queries.ts'),
  'src/features/catalog/jobs.ts': imports('./actions.ts'),
  'src/features/catalog/routes.ts': imports('fastify', './actions.ts'),
  'src/features/impact/drop.ts': `${importsType('../../stores/measurements/measurements.ts')}\n${imports('../catalog/catalog.ts')}`,
  'src/features/balance/routes/matrix.ts': imports('./cell.ts'),
  'src/features/balance/routes/cell.ts': imports('../../impact/drop.ts'),
  'src/stores/records/open.ts': imports('better-sqlite3', 'kysely'),
  'src/stores/measurements/measurements.ts': `${importsType('../../maths/kinds.ts')}\nexport type T = Own;`,
  'src/features/signals/batch.ts': imports('../../stores/measurements/measurements.ts'),
  'demo/shop/page/control.js': 'document.title = "shop";',
  'src/server/start.ts': imports('../features/catalog/routes.ts', '../features/catalog/jobs.ts', 'fastify'),
  'src/cli/serve.ts': imports('../server/start.ts'),
  'src/cli/restore.ts': imports('../server/start.ts'),
  'src/cli/doctor.ts': imports('../server/start.ts'),
  'src/cli/waga.ts': imports('../features/catalog/catalog.ts', './serve.ts', 'node:fs'),
  'web/src/page.tsx': imports('../../src/features/impact/drop.ts', '../../src/maths/sum.ts'),
  'web/src/main.tsx': imports('./page.tsx'),
  'demo/shop.ts': imports('node:http'),
  'benchmarks/sum.ts': imports('../src/maths/sum.ts'),
  'sdk/client.ts': imports('node:http'),
  'tests/end-to-end/serve.test.ts': imports('../../src/server/start.ts', '../../demo/shop.ts', 'vitest'),
};

const coreModules = ['fs', 'http', 'child_process', 'net', 'worker_threads', 'timers', 'os', 'perf_hooks'];

const directionOffences: Offence[] = [
  offence('feature-in-flow', 'src/features/gossip/gossip.ts', imports('../../maths/sum.ts')),
  offence('feature-in-flow-asked', 'src/features/reviews/asks-gossip.ts', imports('../gossip/gossip.ts')),
  offence('known-source-folder', 'src/drawer/things.ts', imports('../maths/sum.ts')),
  offence('maths-alone', 'src/maths/reads-file.ts', imports('node:fs')),
  offence('maths-alone', 'src/maths/asks-feature.ts', importsType('../features/catalog/catalog.ts')),
  offence('errors-alone', 'src/errors.ts', imports('./maths/kinds.ts')),
  offence('only-server-wires', 'src/features/reviews/queries.ts', imports('../catalog/jobs.ts')),
  offence('only-server-wires', 'src/stores/records/wires.ts', imports('../../features/catalog/routes.ts')),
  offence('routes-and-jobs-apart', 'src/features/reviews/routes.ts', imports('../catalog/jobs.ts')),
  offence('pure-asks-nobody', 'src/features/impact/asks.ts', importsType('../catalog/queries.ts')),
  offence('pure-asks-nobody', 'src/features/impact/acts.ts', imports('../catalog/actions.ts')),
  offence('pure-opens-no-store', 'src/features/impact/opens.ts', imports('../../stores/records/open.ts')),
  offence(
    'seam-alone',
    'src/stores/measurements/measurements.ts',
    `${imports('../records/open.ts')}\nexport type T = 1;`,
  ),
  ...coreModules.map((core) =>
    offence('pure-touches-nothing', `src/features/impact/uses-${core}.ts`, imports(`node:${core}`)),
  ),
  offence('pure-runs-no-service', 'src/features/impact/selects.ts', imports('kysely')),
  offence('stores-know-no-feature', 'src/stores/records/knows.ts', importsType('../../features/impact/drop.ts')),
  offence('stores-apart', 'src/stores/records/joins.ts', importsType('../measurements/measurements.ts')),
  offence('engines-in-stores', 'src/features/impact/queries.ts', importsType('pg')),
  ...['a', 'b'].flatMap((file) => [
    offence('one-file-for-better-sqlite3', `src/stores/records/sqlite-${file}.ts`, imports('better-sqlite3')),
    offence('one-file-for-pg', `src/stores/records/postgres-${file}.ts`, imports('pg')),
    offence('one-file-for-duckdb-node-api', `src/stores/measurements/duck-${file}.ts`, imports('@duckdb/node-api')),
  ]),
  offence('http-in-routes-and-server', 'src/features/impact/jobs.ts', importsType('fastify')),
  offence('only-serve-starts', 'src/cli/demo.ts', imports('../server/start.ts')),
  offence('only-serve-starts', 'src/cli/backup.ts', imports('../server/start.ts')),
  offence('only-serve-starts', 'src/features/impact/actions.ts', imports('../../server/start.ts')),
  ...['queries', 'actions', 'jobs', 'routes'].map((name) =>
    offence('cli-is-a-client', `src/cli/uses-${name}.ts`, imports(`../features/catalog/${name}.ts`)),
  ),
  offence('cli-is-a-client', 'src/cli/opens.ts', imports('../stores/records/open.ts')),
  offence('nobody-asks-cli', 'src/server/commands.ts', imports('../cli/serve.ts')),
  ...['node:http', 'node:https', 'node:net', 'node:tls', 'node:dns/promises', 'undici'].map((way) =>
    offence('one-way-out', `src/server/reaches-${way.replace(/\W/g, '-')}.ts`, imports(way)),
  ),
  offence('web-sees-pure-files', 'web/src/asks.tsx', imports('../../src/features/catalog/queries.ts')),
  offence('web-sees-pure-files', 'web/src/stores.tsx', importsType('../../src/stores/measurements/measurements.ts')),
  offence('web-runs-in-a-browser', 'web/src/reads.tsx', imports('node:fs')),
  offence('web-knows-no-demo', 'web/src/shop.tsx', imports('../../demo/shop.ts')),
  offence('product-knows-no-web', 'src/server/renders.ts', imports('../../web/src/page.tsx')),
  offence('product-knows-no-demo', 'src/cli/shop.ts', imports('../../demo/shop.ts')),
  offence('demo-is-a-customer', 'demo/peeks.ts', imports('../src/maths/sum.ts')),
  offence('sdk-alone', 'sdk/peeks.ts', imports('../src/maths/sum.ts')),
  offence('no-cycle', 'src/features/impact/round.ts', `${importsType('./again.ts')}\nexport type T = Own;`),
  offence('no-cycle', 'src/features/impact/again.ts', `${importsType('./round.ts')}\nexport type T = Own;`),
  offence('resolves', 'src/server/lost.ts', imports('./nowhere.ts')),
  offence('tests-are-ends', 'src/maths/asks-test.ts', imports('./sum.test.ts')),
  offence('benchmarks-are-ends', 'src/maths/asks-benchmark.ts', imports('../../benchmarks/sum.ts')),
  offence('declared-package', 'src/server/undeclared.ts', imports('undeclared')),
  offence('no-tool-in-product', 'src/server/tool.ts', imports('vitest')),
  offence('no-dead-end', 'src/features/impact/alone.ts', 'export const alone = 1;'),
];

/** Every offence; `flow` is the content of flow.json, and each feature in it asks the one after it. */
export function offences(flow: readonly string[]): Offence[] {
  const early = flow
    .slice(0, -1)
    .map((feature, index) =>
      offence(`flow-${feature}`, `src/features/${feature}/early.ts`, importsType(`../${flow[index + 1]}/late.ts`)),
    );
  return [...early, ...directionOffences];
}

const packages = ['undici', 'zod', 'kysely', 'fastify', 'pg', 'better-sqlite3', '@duckdb/node-api'];

/** Writes the right tree with stand-ins for the packages, and the wrong modules over it; `root` is an empty folder. */
export function writeTree(root: string, flow: readonly string[], wrong: readonly Offence[]): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  };
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  write('package.json', JSON.stringify({ name: 'tree', dependencies, devDependencies: { vitest: '1.0.0' } }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true } }));
  for (const name of [...packages, 'vitest', 'undeclared']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = 1;');
  }
  for (const [path, text] of Object.entries(rightTree)) write(path, text);
  if (wrong.length > 0)
    for (const feature of flow.slice(1)) write(`src/features/${feature}/late.ts`, 'export type T = 1;');
  for (const { module, text } of wrong) write(module, text);
}
