import { describe, expect, it } from 'vitest';
import { files, isTest, textOf } from './tree.ts';
import { bannedWords, handSkips } from './words.ts';

/** These hold the words in order to ban them. */
const aboutWords = new Set(['tests/house/words.ts', 'tests/house/words.test.ts']);
/** Shows what becomes of private addresses. */
const aboutAddresses = 'src/server/outgoing/ranges.test.ts';
const binary = /\.(png|jpg|gif|ico|woff2?|gz|pb|parquet|duckdb)$/;

describe('the words of the project', () => {
  it('name no machine, private host, registry or credential', () => {
    const texts = files().filter((path) => !binary.test(path) && !aboutWords.has(path) && path !== aboutAddresses);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.flatMap((path) => bannedWords(textOf(path)).map((what) => `${path}:${what}`))).toEqual([]);
  });

  it.each([
    'see /home/anna/notes',
    'cp x /tmp/build-1',
    '"/root/data"',
    'https://registry.example.org/zod',
    'http://npm-mirror.local:8080/',
    'registry=http://127.0.0.1',
    'http://192.168.4.7/',
    '10.0.0.0/24',
    '10.0.0.1/8',
    '// TODO: later',
  ])('are refused in: %s', (text) => expect(bannedWords(text)).toHaveLength(1));

  it.each([
    '/api/v1/work/items',
    'https://example.org/home/page',
    'src/work/a.ts',
    'http://127.0.0.1:9242',
    'version 10.2.0',
    'private: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16',
  ])('pass in: %s', (text) => expect(bannedWords(text)).toEqual([]));
});

describe('tests', () => {
  it('are skipped with a reason only, and never singled out', () => {
    const tests = files().filter((path) => isTest(path) && /\.tsx?$/.test(path));
    const own = new Set([...aboutWords, 'tests/needs.ts']);
    expect(tests.length).toBeGreaterThan(0);
    const found = tests
      .filter((path) => !own.has(path))
      .flatMap((path) => handSkips(textOf(path)).map((what) => `${path}:${what}`));
    expect(found).toEqual([]);
  });

  it.each(['it.skip(', 'describe.only(', 'test.todo(', 'it.skipIf(x)(', 'describe.runIf(x)('])(
    'may not say %s',
    (text) => expect(handSkips(text)).toHaveLength(1),
  );

  it('may be skipped with a note', () => expect(handSkips("context.skip('no data set')")).toEqual([]));
});
