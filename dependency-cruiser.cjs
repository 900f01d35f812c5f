/**
 * The directions of the code, one rule each. `npm run check:directions` runs them on the tree;
 * `tests/house/directions.test.ts` shows on a small wrong tree that every one of them still fires.
 */
const flow = require('./flow.json');

const test = '\\.(test|contract)\\.tsx?$';
const tests = '^tests/';
const benchmarks = '^benchmarks/';
/** The four names of a feature that may do input and output; each may be a file or a folder. */
const doing = (names) => `^src/features/[^/]+/(${names})(\\.ts$|/)`;
const pureFeatureFile = '^src/features/[^/]+/(?!(queries|actions|jobs|routes)(\\.ts$|/))';
const nodePackage = (names) => `node_modules/(@types/)?(${names})/`;
/** The seam to the measurements store: shapes and their empty values, as pure as a feature's files. */
const seam = '^src/stores/measurements/measurements\\.ts$';
/** Scripts that a page of the demo loads by its address. */
const loadedByPage = '^demo/.*/page/[^/]+\\.js$';
const engines = ['@duckdb/node-api', 'better-sqlite3', 'pg'];
const httpFramework = nodePackage('fastify|@fastify/[^/]+|fastify-type-provider-zod');
/** Core modules that compute and touch nothing outside the process. */
const computingCore = '^(node:)?(crypto|zlib|util|buffer|url|assert|string_decoder)$';

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const flowRules = flow
  .slice(0, -1)
  .map((feature, index) =>
    rule(
      `flow-${feature}`,
      `${feature} imports only features that stand before it in flow.json`,
      { path: `^src/features/${feature}/` },
      { path: `^src/features/(${flow.slice(index + 1).join('|')})/` },
    ),
  );

const folderRules = [
  rule(
    'feature-in-flow',
    'a feature folder stands in flow.json',
    { path: '^src/features/', pathNot: `^src/features/(${flow.join('|')})/` },
    {},
  ),
  rule(
    'feature-in-flow-asked',
    'nobody imports a feature that is not in flow.json',
    {},
    { path: '^src/features/', pathNot: `^src/features/(${flow.join('|')})/` },
  ),
  rule(
    'known-source-folder',
    'src holds maths, features, stores, server, cli and errors.ts',
    { path: '^src/', pathNot: '^src/(maths|features|stores|server|cli)/|^src/errors\\.ts$' },
    {},
  ),
];

const layerRules = [
  rule(
    'maths-alone',
    'maths imports maths, the shapes (zod) and the calendar packages',
    { path: '^src/maths/', pathNot: test },
    { pathNot: ['^src/maths/', '^src/errors\\.ts$', nodePackage('zod|temporal-polyfill|date-holidays')] },
  ),
  rule('errors-alone', 'src/errors.ts may be imported by all and imports nothing', { path: '^src/errors\\.ts$' }, {}),
  rule(
    'only-server-wires',
    'routes and jobs are imported by server only, and timed by benchmarks',
    { pathNot: ['^src/server/', doing('routes|jobs'), test, tests, benchmarks] },
    { path: doing('routes|jobs') },
  ),
  rule(
    'routes-and-jobs-apart',
    'routes and jobs import no routes or jobs outside their own folder',
    { path: '^src/features/([^/]+)/(routes|jobs)(?:\\.ts$|/)', pathNot: test },
    { path: doing('routes|jobs'), pathNot: '^src/features/$1/$2/' },
  ),
  rule(
    'pure-asks-nobody',
    'a pure file imports no queries and no actions, not even their types',
    { path: pureFeatureFile, pathNot: test },
    { path: doing('queries|actions') },
  ),
  rule(
    'pure-opens-no-store',
    'a pure file takes types from the stores, and of what runs only the pure seam',
    { path: pureFeatureFile, pathNot: test },
    { path: '^src/stores/', pathNot: seam, dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'seam-alone',
    'the seam imports maths and errors, and no engine',
    { path: seam },
    { pathNot: ['^src/maths/', '^src/errors\\.ts$'] },
  ),
  rule(
    'pure-touches-nothing',
    'a pure file imports no core module that reaches outside the process',
    { path: pureFeatureFile, pathNot: test },
    { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'], pathNot: computingCore },
  ),
  rule(
    'pure-runs-no-service',
    'a pure file runs no database, log, telemetry or HTTP package',
    { path: pureFeatureFile, pathNot: test },
    {
      path: nodePackage('kysely|pino|commander|@opentelemetry/[^/]+'),
      dependencyTypesNot: ['type-only'],
    },
  ),
];

const storeRules = [
  rule(
    'stores-know-no-feature',
    'stores import maths and errors, never what stands above them',
    { path: '^src/stores/', pathNot: test },
    { path: '^src/(features|server|cli)/' },
  ),
  rule(
    'stores-apart',
    'no join and no transaction across the two stores',
    { path: '^src/stores/(records|measurements)/', pathNot: test },
    { path: '^src/stores/(records|measurements)/', pathNot: '^src/stores/$1/' },
  ),
  rule(
    'engines-in-stores',
    'an engine is a matter of its store',
    { pathNot: ['^src/stores/', test, tests, 'node_modules/'] },
    { path: nodePackage(engines.join('|')) },
  ),
  ...engines.map((engine) => ({
    name: `one-file-for-${engine.replace('@', '').replace('/', '-')}`,
    severity: 'error',
    comment: `${engine} is imported in one file`,
    from: { path: '^src/', pathNot: test },
    module: { path: nodePackage(engine), numberOfDependentsMoreThan: 1 },
  })),
];

const serverRules = [
  rule(
    'http-in-routes-and-server',
    'the HTTP framework stays in routes and server',
    { path: '^(src|web|demo|sdk)/', pathNot: ['^src/server/', doing('routes'), test] },
    { path: httpFramework },
  ),
  rule(
    'only-serve-starts',
    'only the commands that work without a running server import it: serve, restore and doctor',
    { pathNot: ['^src/server/', '^src/cli/(serve|restore|doctor)\\.ts$', test, tests, benchmarks] },
    { path: '^src/server/' },
  ),
  rule(
    'cli-is-a-client',
    'a command asks over HTTP or calls pure code',
    { path: '^src/cli/', pathNot: test },
    { path: [doing('queries|actions|jobs|routes'), '^src/stores/'] },
  ),
  rule('nobody-asks-cli', 'commands are ends', { pathNot: ['^src/cli/', test, tests] }, { path: '^src/cli/' }),
];

/** Texts of status codes, and a free port of this machine, ask nobody. */
const asksNobody = '^src/(server/(problem|openapi)|cli/demo-run)\\.ts$';

const outgoingRules = [
  rule(
    'one-way-out',
    'what reaches other machines is the guarded client of server/outgoing and the command line asking its server',
    { path: '^src/', pathNot: ['^src/server/outgoing/', '^src/cli/client\\.ts$', asksNobody, test] },
    {
      path: ['^(node:)?(http|https|http2|net|tls|dgram|dns|dns/promises)$', nodePackage('undici|nodemailer')],
      dependencyTypesNot: ['type-only'],
    },
  ),
];

const edgeRules = [
  rule(
    'web-sees-pure-files',
    'pages import pure feature files, maths and errors',
    { path: '^web/', pathNot: test },
    { path: '^src/', pathNot: ['^src/maths/', '^src/errors\\.ts$', pureFeatureFile] },
  ),
  rule(
    'web-runs-in-a-browser',
    'pages import no core module',
    { path: '^web/src/', pathNot: test },
    { dependencyTypes: ['core'] },
  ),
  rule('web-knows-no-demo', 'pages know no demo', { path: '^web/' }, { path: '^(demo|sdk)/' }),
  rule('product-knows-no-web', 'the server serves built files', { path: '^src/' }, { path: '^web/' }),
  rule('product-knows-no-demo', 'the product starts the demo by its path', { path: '^src/' }, { path: '^demo/' }),
  rule('demo-is-a-customer', 'the demo uses the public API', { path: '^demo/' }, { path: '^(src|web)/' }),
  rule(
    'sdk-alone',
    'the client kit depends on nothing of the product',
    { path: '^sdk/' },
    { path: '^(src|web|demo)/' },
  ),
];

const generalRules = [
  rule('no-cycle', 'no cycles, types included', {}, { circular: true }),
  rule('resolves', 'every import is found', {}, { couldNotResolve: true }),
  rule(
    'tests-are-ends',
    'only tests and benchmarks, which start the same servers, import tests',
    { pathNot: [test, tests, benchmarks] },
    { path: [test, tests] },
  ),
  rule(
    'benchmarks-are-ends',
    'only tests, which hold the same worlds to account, import benchmarks',
    { pathNot: [test, tests, benchmarks] },
    { path: benchmarks },
  ),
  rule(
    'declared-package',
    'a package is declared in package.json',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  rule(
    'no-tool-in-product',
    'what users install runs without development packages',
    { path: '^(src|demo)/', pathNot: test },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
  ),
  {
    name: 'no-dead-end',
    severity: 'error',
    comment: 'a module is imported or imports',
    from: { orphan: true, pathNot: ['\\.d\\.ts$', test, '^src/errors\\.ts$', loadedByPage] },
    to: {},
  },
];

module.exports = {
  forbidden: [
    ...flowRules,
    ...folderRules,
    ...layerRules,
    ...storeRules,
    ...serverRules,
    ...outgoingRules,
    ...edgeRules,
    ...generalRules,
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web/dist|coverage|test-output)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
