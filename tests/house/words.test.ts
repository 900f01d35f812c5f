import { describe, expect, it } from 'vitest';
import { files, textOf } from './tree.ts';
import { bannedWords } from './words.ts';

/** These hold the words in order to ban them. */
const aboutWords = new Set(['tests/house/words.ts', 'tests/house/words.test.ts']);
const binary = /\.(png|jpg|gif|ico|woff2?|gz|pb|parquet|duckdb)$/;

describe('the words of the project', () => {
  it('name no machine, private host, registry or credential', () => {
    const texts = files().filter((path) => !binary.test(path) && !aboutWords.has(path));
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
  ])('are refused in: %s', (text) => expect(bannedWords(text)).toHaveLength(1));

  it.each([
    '/api/v1/work/items',
    'https://example.org/home/page',
    'src/work/a.ts',
    'http://127.0.0.1:9242',
    'version 10.2.0',
  ])('pass in: %s', (text) => expect(bannedWords(text)).toEqual([]));
});
