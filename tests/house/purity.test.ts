import { describe, expect, it } from 'vitest';
import { impurities, mustBePure } from './impure.ts';
import { files, textOf } from './tree.ts';

describe('pure files', () => {
  const pure = files().filter(mustBePure);

  it('wait for nothing and ask no clock, chance, process, console or network', () => {
    expect(pure.length).toBeGreaterThan(0);
    expect(pure.flatMap((path) => impurities(textOf(path), path).map((what) => `${path}:${what}`))).toEqual([]);
  });

  it.each([
    ['src/features/impact/drop.ts', true],
    ['src/features/impact/queries-of-people.ts', true],
    ['src/maths/money.ts', true],
    ['src/features/impact/queries.ts', false],
    ['src/features/impact/routes/curve.ts', false],
    ['src/features/impact/drop.test.ts', false],
    ['src/server/start.ts', false],
  ])('%s is one of them: %s', (path, expected) => expect(mustBePure(path)).toBe(expected));
});

describe('the scan for impurity', () => {
  it.each([
    ['async function f() {}', 'async'],
    ['const f = async () => 1;', 'async'],
    ['class A { async m() {} }', 'async'],
    ['const a = await b;', 'await'],
    ['for await (const a of b) {}', 'await'],
    ['const a = import("./a.ts");', 'import()'],
    ['const a = Date.now();', 'Date.now'],
    ['const a = new Date();', 'new Date()'],
    ['const a = Date();', 'Date()'],
    ['const a = Temporal.Now.instant();', 'Temporal.Now'],
    ['const a = Math.random();', 'Math.random'],
    ['import { randomUUID as id } from "node:crypto";', 'randomUUID'],
    ['const a = process.env.HOME;', 'process'],
    ['console.log(1);', 'console'],
    ['const a = fetch("http://127.0.0.1");', 'fetch'],
    ['setTimeout(f, 1);', 'setTimeout'],
    ['const a = { fetch };', 'fetch'],
    ['const a = new Promise(f);', 'Promise'],
    ['const a = globalThis.x;', 'globalThis'],
    ['const f = (process: string) => process; const a = process.pid;', 'process'],
  ])('finds %s', (text, what) => expect(impurities(text)).toEqual([`1: ${what}`]));

  it.each([
    'const a = new Date(0);',
    'const a = Date.UTC(2026, 0);',
    'interface Deps { fetch(): Promise<number> }',
    'type F = () => Promise<void>;',
    'const a = { process: 1, console: 2 };',
    'const a = b.process;',
    '/** fetch( and Date.now() */ const a = "async await process.env";',
    'const a: { process: string }[] = [];',
    'const { process: name } = row;',
    'const f = (process: string) => [process.length, { process }];',
    'for (const process of processes) use(process.spec);',
  ])('lets %s pass', (text) => expect(impurities(text)).toEqual([]));
});
