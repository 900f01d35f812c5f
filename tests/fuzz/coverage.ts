import { Session } from 'node:inspector/promises';

interface Covered {
  result: { url: string; functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[] }[];
}

/**
 * Which parts of the product's own code have run, from V8's precise block coverage. `grown` tells whether any block ran for
 * the first time since the last call.
 */
export async function startCoverage(): Promise<{ grown(): Promise<boolean>; blocks(): number; stop(): Promise<void> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  return {
    async grown() {
      const { result } = (await session.post('Profiler.takePreciseCoverage')) as Covered;
      const before = seen.size;
      for (const { url, functions } of result) {
        if (!url.includes('/src/') && !url.includes('cloudevents') && !url.includes('hyparquet')) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges)
            if (count > 0) seen.add(`${url} ${startOffset} ${endOffset}`);
        }
      }
      return seen.size > before;
    },
    blocks: () => seen.size,
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
