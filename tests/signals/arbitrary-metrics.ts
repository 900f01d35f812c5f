import fc from 'fast-check';

/** The clock of whoever judges the requests. */
export const now = Date.UTC(2026, 10, 20, 10);
const nano = (at: number): bigint => BigInt(at) * 1_000_000n;

const uint = fc.oneof(
  { weight: 400, arbitrary: fc.nat(20) },
  { weight: 40, arbitrary: fc.constantFrom(0, 1, 999_999_999_999, 1_000_000_000_001) },
  { weight: 1, arbitrary: fc.constant(2 ** 53 - 1) },
);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = fc.oneof(fc.constantFrom('api', 'web', 'production', 'test', 'ż', '', 'x'.repeat(300)), fc.string());
const nested = fc.record({
  arrayValue: fc.record({ values: fc.array(fc.record({ stringValue: fc.string() }), { maxLength: 3 }) }),
});
const value = fc.oneof(
  { weight: 6, arbitrary: fc.record({ stringValue: text }) },
  fc.record({ boolValue: fc.boolean() }),
  fc.record({ intValue: fc.maxSafeInteger() }),
  fc.record({ doubleValue: fc.oneof(finite, fc.constantFrom(Number.NaN, Infinity)) }),
  fc.record({ bytesValue: fc.uint8Array({ maxLength: 4 }) }),
  nested,
  fc.record({
    kvlistValue: fc.record({ values: fc.array(fc.record({ key: fc.string(), value: nested }), { maxLength: 2 }) }),
  }),
  fc.constant({}),
);
const keys = ['service.name', 'deployment.environment.name', 'waga.bounds', 'code', 'b', 'x'.repeat(256)];
const attributes = fc.array(fc.record({ key: fc.constantFrom(...keys), value }, { requiredKeys: ['key'] }), {
  maxLength: 4,
});
/** Few, so that they come again. */
const attributeSets = fc.constantFrom(
  [],
  [{ key: 'code', value: { stringValue: '200' } }],
  [
    { key: 'code', value: { intValue: 200 } },
    { key: 'path', value: { stringValue: '/pay' } },
  ],
  [
    { key: 'path', value: { stringValue: '/pay' } },
    { key: 'code', value: { intValue: 200 } },
  ],
);
const time = fc.oneof(
  { weight: 8, arbitrary: fc.nat(200_000).map((before) => String(nano(now - before))) },
  { weight: 1, arbitrary: fc.constantFrom('0', '1', String(nano(now + 600_000)), String(2n ** 64n - 1n)) },
);
const point = {
  attributes: fc.oneof({ weight: 5, arbitrary: attributeSets }, attributes),
  timeUnixNano: time,
  startTimeUnixNano: fc.constantFrom('0', String(nano(now - 300_000)), String(nano(now - 900_000)), String(nano(now))),
  flags: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
  exemplars: fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 2 }),
};
const number = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...point, asInt: uint }) },
  fc.record({ ...point, asInt: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
  fc.record({ ...point, asDouble: fc.oneof(uint, finite, fc.constantFrom(-0, -1, 0.5, 1e300, Number.NaN, -Infinity)) }),
  fc.record({ timeUnixNano: time }),
);
const histogram = fc
  .record({
    ...point,
    buckets: fc.array(uint, { maxLength: 4 }),
    bounds: fc.constantFrom<number[]>([], [1], [0.1, 0.3], [0.1, 0.5], [0.1, 0.3, 1], [2, 1], [0, Number.NaN]),
    fits: fc.integer({ min: 0, max: 9 }),
    wrong: fc.integer({ min: 0, max: 9 }),
    sum: finite,
  })
  .map(({ buckets, bounds, fits, wrong, ...rest }) => {
    const counts = fits === 0 ? buckets : [...buckets, 0, 0, 0, 0].slice(0, bounds.length + 1);
    const bucketCounts = fits === 1 ? [] : counts;
    const sum = bucketCounts.reduce((all, n) => all + BigInt(n), 0n) + (wrong === 0 ? 1n : 0n);
    return { ...rest, bucketCounts, explicitBounds: bounds, count: String(sum) };
  });
const side = fc.record({
  offset: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -40, max: 40 }) },
    fc.constantFrom(-20_000, 20_001, 2 ** 27),
  ),
  bucketCounts: fc.array(uint, { maxLength: 6 }),
});
const exponential = fc
  .record({
    ...point,
    scale: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(2, 3, 4, 6) }, fc.constantFrom(-10, -11, 20, 21, 0)),
    zeroCount: uint,
    zeroThreshold: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(0.5, -1, Number.NaN, Infinity)),
    positive: fc.option(side, { nil: undefined }),
    negative: fc.option(side, { nil: undefined }),
    wrong: fc.integer({ min: 0, max: 9 }),
    max: finite,
  })
  .map(({ wrong, ...rest }) => {
    const all = [rest.zeroCount, ...(rest.positive?.bucketCounts ?? []), ...(rest.negative?.bucketCounts ?? [])];
    return { ...rest, count: String(all.reduce((sum, n) => sum + BigInt(n), wrong === 0 ? 1n : 0n)) };
  });
const temporality = fc.constantFrom(1, 1, 2, 2, 2, 0, 3);
const points = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 4 });
const data = fc.oneof(
  fc.record({
    sum: fc.record({
      dataPoints: points(number),
      aggregationTemporality: temporality,
      isMonotonic: fc.constantFrom(true, true, false),
    }),
  }),
  fc.record({ gauge: fc.record({ dataPoints: points(number) }) }),
  fc.record({ histogram: fc.record({ dataPoints: points(histogram), aggregationTemporality: temporality }) }),
  fc.record({
    exponentialHistogram: fc.record({ dataPoints: points(exponential), aggregationTemporality: temporality }),
  }),
  fc.record({
    summary: fc.record({ dataPoints: points(fc.record({ timeUnixNano: time, count: uint, sum: finite })) }),
  }),
  fc.constant({}),
);
const metric = fc
  .tuple(
    fc.record(
      {
        name: fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom('calls', 'took') },
          fc.constantFrom('', 'business/a', 'x'.repeat(256), 'ż'),
        ),
        description: fc.string(),
        unit: fc.constantFrom('', 's', '1'),
      },
      { requiredKeys: ['name'] },
    ),
    data,
  )
  .map(([head, rest]) => ({ ...head, ...rest }));
/** Export requests of every kind of metric, good and odd ones, as protobufjs takes them; few series, so that they come again. */
export const metricsRequest = fc.record({
  resourceMetrics: fc.array(
    fc.record(
      {
        resource: fc.record({
          attributes: fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom([{ key: 'service.name', value: { stringValue: 'api' } }], []) },
            attributes,
          ),
          droppedAttributesCount: fc.nat(3),
        }),
        scopeMetrics: fc.array(
          fc.record(
            {
              scope: fc.record({ name: fc.constantFrom('', 'shop'), version: fc.string() }),
              metrics: fc.array(metric, { maxLength: 4 }),
              schemaUrl: fc.string(),
            },
            { requiredKeys: ['metrics'] },
          ),
          { maxLength: 2 },
        ),
        schemaUrl: fc.string(),
      },
      { requiredKeys: ['scopeMetrics'] },
    ),
    { maxLength: 3 },
  ),
});
