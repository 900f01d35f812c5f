import { describe, expect, it } from 'vitest';
import { globalsUsed } from './impure.ts';
import { files, textOf } from './tree.ts';

/** What Node has as globals that reaches other machines; imports of packages are a rule of dependency-cruiser.cjs. */
const reaching: ReadonlySet<string> = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
/** Commands ask the server of their user, and the demo's own shop; neither runs inside the server. */
const asksItsServer: ReadonlySet<string> = new Set([
  'src/cli/client.ts',
  'src/cli/demo.ts',
  // signs in as the person of the demo, as a browser does
  'src/cli/demo-status.ts',
]);

describe('the way out', () => {
  const server = files().filter((path) => /^src\/.*\.ts$/.test(path) && !/\.test\.ts$/.test(path));

  it('is the guarded client alone', () => {
    const others = server.filter((path) => !asksItsServer.has(path));
    expect(others.length).toBeGreaterThan(100);
    expect(others.flatMap((path) => globalsUsed(textOf(path), reaching).map((what) => `${path}:${what}`))).toEqual([]);
  });

  it('is seen where it is taken', () => {
    for (const path of asksItsServer) expect(globalsUsed(textOf(path), reaching)).not.toEqual([]);
    expect(globalsUsed('const ask = fetch;', reaching)).toEqual(['1: fetch']);
    expect(globalsUsed('globalThis.fetch("http://x");', reaching)).toEqual(['1: fetch']);
    expect(globalsUsed('new WebSocket("ws://x");', reaching)).toEqual(['1: WebSocket']);
    expect(globalsUsed('function f(fetch: () => void) { fetch(); }', reaching)).toEqual([]);
    expect(globalsUsed('interface A { fetch(): void }', reaching)).toEqual([]);
  });
});
