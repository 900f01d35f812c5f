import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ProductError } from '../errors.ts';
import { createLog, errorWithoutValues } from './log.ts';

const value = 'anna@example.org';

describe('an error in the log', () => {
  it('tells its code, message and place when it is one of ours', () => {
    const told = errorWithoutValues(new ProductError('store_unavailable', 'The disk refuses.', { value }));
    expect(told).toMatchObject({ type: 'ProductError', code: 'store_unavailable', message: 'The disk refuses.' });
    expect(told.stack?.[0]).toMatch(/^at .*log\.test\.ts/);
    expect(JSON.stringify(told)).not.toContain(value);
  });

  it('holds no text that a parser or an engine quotes', () => {
    let parsing: unknown;
    try {
      JSON.parse(`{"user": ${value}`);
    } catch (error) {
      parsing = error;
    }
    const engine = new Error(`Constraint Error: Duplicate key "user: ${value}"`);
    const driver = Object.assign(new Error(`duplicate key value (${value})`), { code: '23505', detail: value });
    const wrapped = new ProductError('store_unavailable', 'The store failed.', { value }, engine);
    for (const error of [parsing, engine, driver, wrapped, value, { value }]) {
      expect(JSON.stringify(errorWithoutValues(error))).not.toContain(value);
    }
    expect(errorWithoutValues(wrapped).causes?.[0]).toMatchObject({ message: 'Constraint Error' });
    expect(errorWithoutValues(driver).code).toBe('23505');
  });

  it('ends where causes go in circles', () => {
    const error = new Error('one');
    error.cause = error;
    expect(JSON.stringify(errorWithoutValues(error)).length).toBeGreaterThan(10);
  });

  it('goes through the logger that way', () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = createLog('info', destination);
    log.error({ err: new Error(`quotes ${value}`) }, 'failed');
    log.debug('not told at this level');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 50, msg: 'failed', err: { type: 'Error' } });
    expect(lines[0]).not.toContain(value);
  });
});
