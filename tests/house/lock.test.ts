import { describe, expect, it } from 'vitest';
import { textOf } from './tree.ts';

interface Locked {
  version?: string;
  optionalDependencies?: Record<string, string>;
}

const packages: Record<string, Locked> = JSON.parse(textOf('package-lock.json')).packages;
const { dependencies, devDependencies } = JSON.parse(textOf('package.json'));

describe('the lock file', () => {
  // npm writes only what the machine at hand can fetch; `npm ci` then refuses the lock, here or on another platform.
  it('holds the packages of every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`${path}/node_modules/${name}`]?.version && !packages[`node_modules/${name}`]?.version,
      ),
    );
    expect(Object.keys(packages).length).toBeGreaterThan(1);
    expect(missing).toEqual([]);
  });

  it('and package.json pin exact versions', () => {
    const versions: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });
    const exact = /^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
    expect(versions.filter(([, version]) => !exact.test(version))).toEqual([]);
  });
});
