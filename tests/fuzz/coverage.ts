import { Session } from 'node:inspector/promises';

interface Covered {
  result: { url: string; functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[] }[];
}

export interface Coverage {
  /** Whether any block ran for the first time since the last call. */
  grown(): Promise<boolean>;
  /** The blocks that ran for the first time since the last call. */
  fresh(): Promise<string[]>;
  /** Whether one of these blocks ran since the last call. */
  ran(blocks: readonly string[]): Promise<boolean>;
  blocks(): number;
  stop(): Promise<void>;
}

const ofProduct = ['/src/', 'cloudevents', 'hyparquet'];

/** Which blocks of the code have run, of files whose address holds one of `parts`; from V8's precise block coverage. */
export async function startCoverage(parts: readonly string[] = ofProduct): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  async function sinceLast(): Promise<string[]> {
    const { result } = (await session.post('Profiler.takePreciseCoverage')) as Covered;
    const ran: string[] = [];
    for (const { url, functions } of result) {
      if (!parts.some((part) => url.includes(part))) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          if (count > 0) ran.push(`${url} ${startOffset} ${endOffset}`);
        }
      }
    }
    return ran;
  }
  async function fresh(): Promise<string[]> {
    const blocks = (await sinceLast()).filter((block) => !seen.has(block));
    for (const block of blocks) seen.add(block);
    return blocks;
  }
  return {
    fresh,
    grown: async () => (await fresh()).length > 0,
    ran: async (blocks) => {
      const ran = new Set(await sinceLast());
      return blocks.some((block) => ran.has(block));
    },
    blocks: () => seen.size,
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
