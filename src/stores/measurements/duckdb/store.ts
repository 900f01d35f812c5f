import { statSync } from 'node:fs';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Answer, Question } from '../measurements.ts';
import type { Packed } from '../packed.ts';
import { ask } from './ask.ts';
import { type Checked, check } from './check.ts';
import { commitGroup } from './commit.ts';
import { compact } from './compact.ts';
import { unavailable } from './disk-errors.ts';
import { type Connection, Engine, type EngineOptions } from './engine.ts';
import { forget } from './forget.ts';
import { Held } from './held.ts';
import { loadMemory, type Memory } from './memory.ts';
import type { Stored } from './messages.ts';
import { type Keep, retain } from './retain.ts';
import { StagedDay, settle } from './settle.ts';
import type { Copied } from './snapshot.ts';

/**
 * After this many commits the log is written into the file. Reading the log back takes a start 2 to 3 ms a commit, so that one
 * after a crash stays within a second; writing it takes 30 to 140 ms, measured with 1200 tables of 24 million rows.
 */
const mostCommitsInLog = 256;
/** A log larger than this is written into the file at the start, so that crashes in a row do not let it grow. */
const smallLogBytes = 65_536;

/** Rows that share one commit at most; more would hold up whoever waits behind them. */
const groupRows = 200_000;

interface Open {
  engine: Engine;
  writer: Connection;
  memory: Memory;
}

interface Waiting {
  batch: Packed;
  resolve(answer: Stored): void;
  reject(error: unknown): void;
}

/**
 * The owner of the file. Writes stand in one line and share commits; reads run beside them. After a failed write the file
 * is closed and opened anew, so that memory and disk agree again before the next.
 */
export class Store {
  readonly #file: string;
  readonly #options: EngineOptions;
  #open: Promise<Open>;
  #broken = false;
  readonly #waiting: Waiting[] = [];
  /** The last write in line. */
  #line: Promise<unknown> = Promise.resolve();
  readonly #reads = new Set<Promise<unknown>>();
  /** The last settling of days; they come one after another. */
  #settling: Promise<unknown> = Promise.resolve();
  #held: Held | null = null;
  #commitsInLog = 0;

  constructor(file: string, options: EngineOptions) {
    this.#file = file;
    this.#options = options;
    this.#open = this.#reopen();
  }

  /** Resolves when the file is open; rejects `store_owned` or `store_unavailable`. */
  async ready(): Promise<void> {
    await this.#open;
  }

  append(batch: Packed): Promise<Stored> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      if (this.#waiting.length === 1) void this.#inLine(() => this.#commitWaiting()).catch(() => undefined);
    });
  }

  async ask(question: Question): Promise<Answer<Question>> {
    for (;;) {
      const { engine, memory } = await this.#whole();
      const dropped = memory.tables.dropped;
      const read = engine.read((connection) => ask(connection, memory, question));
      try {
        const answer = await this.#reading(read);
        await memory.tables.changing;
        if (memory.tables.dropped === dropped) return answer;
      } catch (error) {
        await memory.tables.changing;
        // A day that went away, or was settled, after the question was put into SQL: ask again without it.
        if (memory.tables.dropped === dropped) throw unavailable(error);
      }
    }
  }

  /** The file is not closed while this goes on. */
  async #reading<T>(read: Promise<T>): Promise<T> {
    const settled = read.then(
      () => undefined,
      () => undefined,
    );
    this.#reads.add(settled);
    return read.finally(() => this.#reads.delete(settled));
  }

  retain(keep: Keep): Promise<string[]> {
    return this.#inLine(() => this.#write(({ writer, memory }) => retain(writer, memory, keep)));
  }

  settle(before: EpochMs, mostDays: number): Promise<string[]> {
    const stage = async (after: EpochMs) => {
      const { engine, memory } = await this.#whole();
      return this.#reading(StagedDay.next(engine, memory, after, before));
    };
    const take = async (staged: StagedDay) => {
      const taken = await this.#inLine(() => this.#write((open) => this.#take(open, staged)));
      // In a turn of its own, so that others do not wait for both.
      if (taken) await this.#inLine(() => this.#write(({ writer }) => this.#shorten(writer)));
      return taken;
    };
    const settling = this.#settling.then(() => settle({ stage, take }, mostDays));
    this.#settling = settling.catch(() => undefined);
    return settling;
  }

  async #take({ engine, writer, memory }: Open, staged: StagedDay): Promise<boolean> {
    return engine === staged.engine && (await staged.take(writer, memory));
  }

  async #shorten(writer: Connection): Promise<void> {
    this.#commitsInLog = 0;
    await writer.run('CHECKPOINT').catch(() => undefined);
  }

  forget(user: bigint): Promise<{ rows: number; days: number }> {
    return this.#inLine(() => this.#write(({ writer, memory }) => forget(writer, memory, user)));
  }

  async check(): Promise<Checked> {
    const { engine } = await this.#whole();
    return this.#reading(engine.read(check));
  }

  /** Fixes the present state for a copy into `file` and lets no write through until `copy` or `letGo`. */
  async hold(file: string): Promise<void> {
    if (this.#held) throw new ProductError('conflict', 'Another copy is under way.');
    const held = new Held();
    this.#held = held;
    const line = this.#inLine(async () => held.during((await this.#whole()).engine, file));
    await Promise.race([held.pinned, line]).catch((error: unknown) => {
      this.#held = null;
      throw unavailable(error);
    });
  }

  async copy(): Promise<Copied> {
    const held = this.#held;
    if (!held) throw new ProductError('internal', 'Nothing is held that could be copied.');
    try {
      return await this.#reading(held.copy());
    } catch (error) {
      throw unavailable(error);
    } finally {
      this.#held = null;
    }
  }

  async letGo(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.abandon();
  }

  /** Finishes what is in line, writes the log into the file and closes it. */
  async close(): Promise<void> {
    this.#held?.interrupt();
    await this.#line.catch(() => undefined);
    const open = await this.#open.catch(() => null);
    if (!open) return;
    await Promise.all(this.#reads);
    await open.writer.run('CHECKPOINT').catch(() => undefined);
    open.writer.close();
    open.engine.close();
  }

  async #commitWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      try {
        const batches = group.map(({ batch }) => batch);
        const answers = await this.#write(({ writer, memory }) => commitGroup(writer, memory, batches));
        group.forEach(({ resolve }, index) => {
          resolve(answers[index]!);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
        continue;
      } finally {
        this.#waiting.splice(0, group.length);
      }
      // What is acknowledged stays so, whatever becomes of the tidying.
      await this.#write(({ writer, memory }) => this.#tidy(writer, memory)).catch(() => undefined);
    }
  }

  async #tidy(writer: Connection, memory: Memory): Promise<void> {
    await compact(writer, memory);
    this.#commitsInLog += 1;
    if (this.#commitsInLog < mostCommitsInLog) return;
    this.#commitsInLog = 0;
    await writer.run('CHECKPOINT');
  }

  #nextGroup(): Waiting[] {
    let rows = 0;
    let length = 0;
    while (length < this.#waiting.length && (length === 0 || rows < groupRows))
      rows += this.#waiting[length++]!.batch.rows;
    return this.#waiting.slice(0, length);
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#line.then(work, work);
    this.#line = result.catch(() => undefined);
    return result;
  }

  async #write<T>(work: (open: Open) => Promise<T>): Promise<T> {
    const open = await this.#whole();
    try {
      return await work(open);
    } catch (error) {
      this.#broken = true;
      throw unavailable(error);
    }
  }

  /** The open file, opened anew when the last write failed. */
  async #whole(): Promise<Open> {
    if (this.#broken) {
      this.#broken = false;
      const before = this.#open;
      this.#open = (async () => {
        const old = await before.catch(() => null);
        await Promise.all(this.#reads);
        try {
          old?.writer.close();
          old?.engine.close();
        } catch {
          // It is closed already.
        }
        return this.#reopen();
      })();
    }
    try {
      return await this.#open;
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  async #reopen(): Promise<Open> {
    const long = statSync(`${this.#file}.wal`, { throwIfNoEntry: false })?.size ?? 0;
    try {
      return await this.#opened(long > smallLogBytes);
    } catch (error) {
      // A disk without room reads its log back, but cannot write it into the file.
      if (long <= smallLogBytes || unavailable(error).code === 'store_owned') throw error;
      return this.#opened(false);
    }
  }

  async #opened(shortenLog: boolean): Promise<Open> {
    let engine: Engine | null = null;
    try {
      engine = await Engine.open(this.#file, this.#options);
      const writer = await engine.connect();
      const memory = await loadMemory(writer);
      if (shortenLog) await writer.run('CHECKPOINT');
      this.#commitsInLog = 0;
      return { engine, writer, memory };
    } catch (error) {
      engine?.close();
      throw unavailable(error);
    }
  }
}
