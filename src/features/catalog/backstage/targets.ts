import type { Document } from '../document.ts';
import type { Path, Problem } from '../kind.ts';

/** One target of a Location: the path of its file as it is written in a finding, or why it can be none. */
export interface Target {
  written: string;
  path: Path;
  file: string | null;
}

/** The targets of a Location. Only files relative to its own are read: addresses, absolute paths and patterns never are. */
export function targetsOf(location: Document): Target[] {
  const { target, targets } = location.spec as { target?: string; targets?: string[] };
  const all = (targets ?? []).map((written, index) => ({ written, path: ['spec', 'targets', index] }));
  if (target !== undefined) all.unshift({ written: target, path: ['spec', 'target'] });
  return all.map((one) => ({ ...one, file: fileAt(location.at.file, one.written) }));
}

/** The path of a file named relative to another one, which may begin with `..`; null for what names none. */
export function fileAt(from: string, target: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('/') || /[*?\\\0]/.test(target)) return null;
  const steps = withoutDots(from).split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '' || step === '.') continue;
    const above = steps.at(-1);
    if (step === '..' && above === '') return null;
    if (step === '..' && above !== undefined && above !== '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/** A path without the `./` that it may begin with. */
export const withoutDots = (path: string): string => path.replace(/^(\.\/)+/, '');

/** What is not read of a Location, and why. */
export function unreadTargets(location: Document, files: ReadonlySet<string>): Problem[] {
  const { presence } = location.spec as { presence?: string };
  return targetsOf(location).flatMap(({ written, path, file }): Problem[] => {
    if (file !== null && files.has(file)) return [];
    const why =
      file === null
        ? 'only files named relative to this one are read, and no address is ever fetched'
        : `${file} is not among the files: it is not there, or lies outside of the folder that is read`;
    const severity = presence === 'optional' ? 'info' : 'warning';
    return [{ code: 'target_not_read', severity, message: `the target ${written} is not read: ${why}`, path }];
  });
}
