import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWrite } from './decode.ts';
import { fastDecode } from './fast-decode.ts';
import { KnownLabels } from './known-labels.ts';
import { writeMessage } from './message-schema.ts';
import { familyTypes } from './write-request.ts';

const bitsOf = (value: number): string => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString();
};
const someRequest = fc.record({
  series: fc.array(
    fc.record({
      labels: fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 5 }),
      samples: fc.array(
        fc.record({ value: fc.double({ noNaN: true }), at: fc.maxSafeInteger(), stale: fc.constant(false) }),
        { maxLength: 3 },
      ),
      histograms: fc.nat(3),
    }),
    { maxLength: 5 },
  ),
  metadata: fc.array(fc.record({ family: fc.string(), type: fc.constantFrom(...familyTypes) }), { maxLength: 3 }),
});
type Request = typeof someRequest extends fc.Arbitrary<infer T> ? T : never;

const encoded = ({ series, metadata }: Request): Uint8Array =>
  writeMessage
    .encode(
      writeMessage.fromObject({
        timeseries: series.map(({ labels, samples, histograms }) => ({
          labels: labels.map(([name, value]) => ({ name, value })),
          samples: samples.map(({ value, at }) => ({ value: bitsOf(value), timestamp: at })),
          histograms: Array.from({ length: histograms }, () => ({})),
        })),
        metadata: metadata.map(({ family, type }) => ({ metricFamilyName: family, type: familyTypes.indexOf(type) })),
      }),
    )
    .finish();

const staleSample = Uint8Array.of(0x12, 11, 9, 2, 0, 0, 0, 0, 0, 0xf0, 0x7f, 16, 5);

describe('decodeWrite', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(someRequest, (request) => {
        expect(decodeWrite(encoded(request))).toEqual(request);
      }),
      { seed: 3 },
    );
  });

  it('knows a stale marker from any other NaN', () => {
    const request = (sample: Uint8Array) => decodeWrite(Uint8Array.of(0x0a, sample.length, ...sample));
    expect(request(staleSample)).toMatchObject({ series: [{ samples: [{ value: Number.NaN, stale: true, at: 5 }] }] });
    const otherNan = staleSample.with(3, 1);
    expect(request(otherNan)).toMatchObject({ series: [{ samples: [{ value: Number.NaN, stale: false }] }] });
  });

  it('skips exemplars, native histograms and whatever it does not know', () => {
    const exemplar = [0x1a, 2, 9, 9];
    const histogram = [0x22, 2, 0x08, 1];
    const series = [...exemplar, ...histogram, ...staleSample];
    const bytes = Uint8Array.of(0x0a, series.length, ...series, 0x7a, 1, 0);
    expect(decodeWrite(bytes)).toMatchObject({ series: [{ samples: [{ at: 5 }], histograms: 1 }] });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => decodeWrite(bytes)).not.toThrow();
      }),
      { seed: 3, numRuns: 5_000 },
    );
    fc.assert(
      fc.property(someRequest, fc.nat(), fc.integer({ min: 0, max: 255 }), (request, at, byte) => {
        const bytes = encoded(request);
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        expect(() => decodeWrite(bytes)).not.toThrow();
        expect(() => decodeWrite(bytes.subarray(0, at % (bytes.length + 1)))).not.toThrow();
      }),
      { seed: 3 },
    );
  });

  it.each([
    ['series', Buffer.alloc(2_100_000, Uint8Array.of(0x0a, 0))],
    ['labels of a series', series(Buffer.alloc(2_100_000, Uint8Array.of(0x0a, 0)))],
    ['samples of a series', series(Buffer.alloc(300_000, Uint8Array.of(0x12, 0)))],
    ['metadata', Buffer.alloc(2_100_000, Uint8Array.of(0x1a, 0))],
  ])('refuses many empty %s before it builds them', (_name, bytes) => {
    expect(decodeWrite(bytes)).toEqual({ problem: 'too_large' });
  });

  it('refuses groups nested without end', () => {
    expect(decodeWrite(Buffer.alloc(200_000, 0x0b))).toEqual({ problem: 'malformed' });
  });
});

describe('fastDecode', () => {
  const plainly = (request: Request): Request => ({
    series: request.series.map((one) => ({
      ...one,
      samples: one.samples.map((sample) => ({ ...sample, at: Math.abs(sample.at) })),
      histograms: 0,
    })),
    metadata: [],
  });

  it('reads what decodeWrite reads, of labels that are new and of those that came before', () => {
    const known = new KnownLabels();
    fc.assert(
      fc.property(someRequest, (any) => {
        const request = plainly(any);
        const bytes = encoded(request);
        const first = fastDecode(bytes, known)!;
        expect(first).toEqual(request);
        const again = fastDecode(bytes, known)!;
        expect(again).toEqual(request);
        for (const [at, { labels }] of first.series.entries()) expect(again.series[at]!.labels).toBe(labels);
      }),
      { seed: 4 },
    );
  });

  it('leaves to decodeWrite whatever it is not sure of', () => {
    const known = new KnownLabels();
    fc.assert(
      fc.property(someRequest, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean(), (any, at, byte, cut) => {
        const whole = encoded(plainly(any));
        if (whole.length > 0) whole[at % whole.length] = byte;
        const bytes = cut ? whole.subarray(0, at % (whole.length + 1)) : whole;
        const fast = fastDecode(bytes, known);
        if (fast !== null) expect(fast).toEqual(decodeWrite(bytes));
      }),
      { seed: 5, numRuns: 2_000 },
    );
    expect(fastDecode(encoded({ series: [], metadata: [{ family: 'a', type: 'gauge' }] }), known)).toBeNull();
  });

  it('reads an exemplar between labels, a stale marker and labels after samples as decodeWrite does', () => {
    const label = [0x0a, 6, 0x0a, 1, 0x61, 0x12, 1, 0x62];
    const exemplar = [0x1a, 2, 9, 9];
    for (const parts of [
      [label, exemplar, staleSample],
      [label, exemplar, label, staleSample],
      [staleSample, label],
      [label, staleSample, staleSample, exemplar],
    ]) {
      const inner = Buffer.from(parts.flatMap((part) => [...part]));
      const fast = fastDecode(series(inner), new KnownLabels());
      expect(fast ?? decodeWrite(series(inner))).toEqual(decodeWrite(series(inner)));
    }
    expect(fastDecode(series(Buffer.from([...label, ...exemplar, ...staleSample])), new KnownLabels())).not.toBeNull();
  });

  it.each([
    ['series', Buffer.alloc(2_100_000, Uint8Array.of(0x0a, 0))],
    ['labels of a series', series(Buffer.alloc(2_100_000, Uint8Array.of(0x0a, 0)))],
    ['samples of a series', series(Buffer.alloc(300_000, Uint8Array.of(0x12, 0)))],
  ])('leaves many empty %s to be refused', (_name, bytes) => {
    expect(fastDecode(bytes, new KnownLabels())).toBeNull();
  });
});

describe('KnownLabels', () => {
  it('forgets what was not sent for long, and keeps what was', () => {
    const known = new KnownLabels();
    const often: [string, string][] = [['a', 'b']];
    known.set('often', often);
    known.set('once', often);
    const large = 'x'.repeat(1_048_576);
    for (let n = 0; n < 20; n++) {
      known.set(`${large}${n}`, []);
      expect(known.get('often')).toBe(often);
    }
    expect(known.get('once')).toBeUndefined();
  });
});

function series(inner: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = inner.length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      length.push(rest);
      break;
    }
    length.push((rest % 128) + 128);
  }
  return Buffer.concat([Uint8Array.of(0x0a, ...length), inner]);
}
