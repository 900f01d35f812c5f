type Fields = Record<string, { type: string; id: number; rule?: 'repeated' }>;

/** Fields of a message in the form that protobufjs reads: `name:type=number`, a leading `*` means repeated. */
export function fields(...lines: string[]): { fields: Fields } {
  const parsed: Fields = {};
  for (const line of lines) {
    const match = /^(\*?)(\w+):(\w+)=(\d+)$/.exec(line)!;
    parsed[match[2]!] = { type: match[3]!, id: Number(match[4]), ...(match[1] ? { rule: 'repeated' as const } : {}) };
  }
  return { fields: parsed };
}

/** Members of which at most one is set; a member that is sent as zero is set all the same. */
export function oneof(name: string, ...members: string[]) {
  return { oneofs: { [name]: { oneof: members } } };
}

/** The messages of attributes and resources, with the field numbers of opentelemetry-proto v1 (stable); every signal uses them. */
export const commonMessages = {
  KeyValue: fields('key:string=1', 'value:AnyValue=2'),
  AnyValue: {
    ...fields(
      'stringValue:string=1',
      'boolValue:bool=2',
      'intValue:int64=3',
      'doubleValue:double=4',
      'arrayValue:ArrayValue=5',
      'kvlistValue:KeyValueList=6',
      'bytesValue:bytes=7',
    ),
    ...oneof('value', 'stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'),
  },
  ArrayValue: fields('*values:AnyValue=1'),
  KeyValueList: fields('*values:KeyValue=1'),
  Resource: fields('*attributes:KeyValue=1'),
  Scope: fields('name:string=1'),
};
