/** Finds in the syntax of a module what a pure file may not do: wait, ask the clock, chance, the process or the network. */
import ts from 'typescript';

/** Names that reach outside wherever they are called or read from. */
const reaching = new Set([
  'process',
  'console',
  'fetch',
  'performance',
  'globalThis',
  'require',
  'Promise',
  'WebSocket',
]);
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
for (const name of timers) reaching.add(name);

/** Members that reach outside although their object computes: `Date.now`, `Temporal.Now`. */
const reachingMembers = new Set([
  'Date.now',
  'Math.random',
  'Temporal.Now',
  'crypto.randomUUID',
  'crypto.randomBytes',
  'crypto.getRandomValues',
  'crypto.randomInt',
]);
const randomImports = new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'webcrypto']);

const isTypePosition = (node: ts.Node): boolean => {
  for (let up: ts.Node | undefined = node; up && !ts.isStatement(up); up = up.parent)
    if (ts.isTypeNode(up)) return true;
  return false;
};

/** A name that stands for itself: no property, no key, no declared name, no type. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent) || isTypePosition(node)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node);
}

/** The module alone, without libraries: a name the checker cannot resolve is a global one. */
function readAlone(file: string, text: string): { source: ts.SourceFile; isGlobal: (name: ts.Identifier) => boolean } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === file ? source : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === file,
    readFile: () => undefined,
  };
  const options = { noLib: true, noResolve: true, target: ts.ScriptTarget.Latest, types: [] };
  const checker = ts.createProgram([file], options, host).getTypeChecker();
  const symbolOf = (name: ts.Identifier): ts.Symbol | undefined =>
    ts.isShorthandPropertyAssignment(name.parent)
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : checker.getSymbolAtLocation(name);
  return { source, isGlobal: (name) => !symbolOf(name)?.declarations?.length };
}

function reachOf(node: ts.Node, isGlobal: (name: ts.Identifier) => boolean): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return 'await';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import()';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isPropertyAccessExpression(node) && reachingMembers.has(node.getText())) return node.getText();
  if (ts.isImportSpecifier(node)) {
    const imported = (node.propertyName ?? node.name).text;
    return randomImports.has(imported) ? imported : undefined;
  }
  if (ts.isIdentifier(node) && reaching.has(node.text) && isFreeName(node) && isGlobal(node)) return node.text;
  return undefined;
}

/** Each thing found with its line, as `line: what`. A parameter that happens to be called `process` is none. */
export function impurities(text: string, file = 'module.ts'): string[] {
  const { source, isGlobal } = readAlone(file, text);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const what = reachOf(node, isGlobal);
    if (what) found.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Each use of one of the global names, by itself or as a member of `globalThis`, as `line: name`. */
export function globalsUsed(text: string, names: ReadonlySet<string>, file = 'module.ts'): string[] {
  const { source, isGlobal } = readAlone(file, text);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const free = ts.isIdentifier(node) && names.has(node.text) && isFreeName(node) && isGlobal(node);
    const member =
      ts.isPropertyAccessExpression(node) && node.expression.getText() === 'globalThis' && names.has(node.name.text);
    const name = free ? node.text : member ? node.name.text : undefined;
    if (name) found.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${name}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const doing = /^src\/features\/[^/]+\/(queries|actions|jobs|routes)(\.ts$|\/)/;

/** Files that must be pure: maths, errors, the seam of the measurements and all of a feature but its four doing names and tests. */
export function mustBePure(path: string): boolean {
  const inside = /^src\/(features\/|maths\/|errors\.ts$|stores\/measurements\/measurements\.ts$)/.test(path);
  return inside && path.endsWith('.ts') && !/\.(test|contract)\.ts$/.test(path) && !doing.test(path);
}
