/** The files of this repository as they would be committed: tracked ones and new ones that are not ignored. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

let listed: string[] | undefined;

/** Paths of all files, relative to the repository, with forward slashes. */
export function files(): string[] {
  listed ??= execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(repository, path)));
  return listed;
}

export const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');

export const isCode = (path: string): boolean => /\.(ts|tsx|cts|mts|js|cjs|mjs)$/.test(path);

export const isTest = (path: string): boolean => /\.(test|contract)\.tsx?$/.test(path) || path.startsWith('tests/');
