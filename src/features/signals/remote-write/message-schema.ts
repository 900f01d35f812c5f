import protobuf from 'protobufjs/light.js';
import { fields } from '../otlp/proto-fields.ts';

/**
 * The messages of remote write 1.0 that are read, with the field numbers of
 * https://github.com/prometheus/prometheus/blob/main/prompb/{remote,types}.proto. Exemplars and help texts are skipped by the
 * decoder; of native histograms only that they are there is seen.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    WriteRequest: fields('*timeseries:TimeSeries=1', '*metadata:MetricMetadata=3'),
    TimeSeries: fields('*labels:Label=1', '*samples:Sample=2', '*histograms:Histogram=4'),
    Label: fields('name:string=1', 'value:string=2'),
    // The value is a double; its bits are read as they are, since a stale marker is one certain NaN among many.
    Sample: fields('value:fixed64=1', 'timestamp:int64=2'),
    Histogram: { fields: {} },
    MetricMetadata: fields('type:int32=1', 'metricFamilyName:string=2'),
  },
});

export const writeMessage = root.lookupType('WriteRequest');
