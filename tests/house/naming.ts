/** The habits of naming and size, as functions of a path and a text, so that each can be shown to fire. */

const codeLines = 300;
const testLines = 500;
const forbiddenWords = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'manager',
  'base',
  'misc',
  'shared',
  'lib',
]);
const barrel = /^index\.(ts|tsx|js|cjs|mjs)$/;
const versionSuffix = /-(v\d+|old|new|copy|tmp|\d+)$/;
/** Results are named by their day, which is no version. */
const day = /^\d{4}-\d{2}-\d{2}$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Names that a tool or a custom of the trade sets. */
const givenNames = new Set(['README', 'LICENSE', 'NOTICE', 'CHANGELOG', 'CONTRIBUTING', 'SECURITY']);

const isTest = (path: string): boolean => /\.(test|contract)\.tsx?$/.test(path) || path.startsWith('tests/');

/** Why the file is too long, or nothing. Counts lines of code files only. */
export function tooLong(path: string, text: string): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const most = isTest(path) ? testLines : codeLines;
  return lines > most ? [`${path}: ${lines} lines, at most ${most}`] : [];
}

function wordsWrong(path: string, part: string): string[] {
  if (!kebab.test(part)) return [`${path}: "${part}" is not kebab-case`];
  // "common-causes" is a noun of its own; a drawer is named by its whole name or by its last word.
  if (forbiddenWords.has(part) || forbiddenWords.has(part.split('-').at(-1)!))
    return [`${path}: "${part}" names a drawer`];
  return versionSuffix.test(part) && !day.test(part) ? [`${path}: "${part}" ends in a version`] : [];
}

/** What is wrong with the name of a file and of the folders it lies in; dot files and dot folders are left alone. */
export function badNames(path: string): string[] {
  const folders = path.split('/').filter((folder) => !folder.startsWith('.'));
  const file = folders.pop();
  if (!file || path.split('/').at(-1)!.startsWith('.')) return [];
  const wrong = folders.flatMap((folder) => wordsWrong(path, folder));
  if (barrel.test(file)) wrong.push(`${path}: a barrel`);
  const [stem = ''] = file.split('.');
  return givenNames.has(stem) || barrel.test(file) ? wrong : [...wrong, ...wordsWrong(path, stem)];
}
