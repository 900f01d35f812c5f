import { afterEach, describe, expect, it } from 'vitest';
import { ProductError } from '../../../errors.ts';
import type { Document } from '../../catalog/document.ts';
import { nothingMeasured, type ReckonedFrom } from '../reckoning.ts';
import { Abandoned, Thread } from './thread.ts';

const at = { file: 'made.yaml', line: 1, column: 1 };
const documents: Document[] = [
  {
    ...{ apiVersion: 'waga/v1', kind: 'Component', metadata: { name: 'db' }, at },
    spec: { dependsOn: [], commonCauses: [], availability: '0.9' },
  },
  {
    ...{ apiVersion: 'waga/v1', kind: 'Process', metadata: { name: 'sale' }, at },
    spec: { dependsOn: [{ component: 'db' }], level: 'critical', timeZone: 'UTC', steps: ['done'], kpi: 'done' },
  },
];
const from: ReckonedFrom = {
  documents,
  values: new Map([['sale', { currency: 'PLN', minor: 100 }]]),
  ...nothingMeasured,
};

describe('the thread that works things out', () => {
  let thread: Thread;
  afterEach(() => thread.end());

  it('answers as the same work does here, and again after it was ended', async () => {
    thread = new Thread(60_000);
    const first = await thread.ask({ do: 'reckon', from });
    expect(first.answer.processes[0]).toMatchObject({ name: 'sale', level: 'critical', unavailability: 0.1 });
    await thread.end();
    expect(await thread.ask({ do: 'reckon', from })).toEqual(first);
  });

  it('tells whoever waits that their work was ended', async () => {
    thread = new Thread(60_000);
    const waiting = thread.ask({ do: 'reckon', from });
    const told = expect(waiting).rejects.toThrow(Abandoned);
    await thread.end();
    await told;
  });

  it('gives up what takes too long, and takes no more than it can', async () => {
    thread = new Thread(1);
    const waiting = Array.from({ length: 9 }, () => thread.ask({ do: 'reckon', from }).catch((error) => error.code));
    expect(await Promise.all(waiting)).toEqual([...Array(8).fill('overloaded'), 'busy']);
  });

  it('says what went wrong in it', async () => {
    thread = new Thread(60_000);
    const broken = { ...from, documents: [{ ...documents[0]!, spec: null }] };
    const error = await thread.ask({ do: 'reckon', from: broken }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ProductError);
    expect((await thread.ask({ do: 'reckon', from })).answer.components).toHaveLength(1);
  });
});
