import type { Random } from '../../src/maths/random.ts';
import type { Message } from './entrance.ts';
import { mutateBytes, mutateJson } from './mutate.ts';

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)] as T;

/** What a body is made of, so that its values can be changed as well as its bytes. */
export interface Form {
  /** JSON, one document or one a line. */
  text: boolean;
  /** How a body that is no text is read as values, and written again. */
  message?: Message;
}

/** JSON documents and lines are changed as values as often as bytes are. */
function mutateText(body: Buffer, other: Buffer, random: Random): Buffer {
  if (random.uniform() < 0.4) return mutateBytes(body, other, random);
  const lines = body.toString('utf8').split('\n');
  const at = Math.floor(random.uniform() * lines.length);
  try {
    lines[at] = JSON.stringify(mutateJson(JSON.parse(lines[at]!), random)) ?? '';
    return Buffer.from(lines.join('\n'));
  } catch {
    return mutateBytes(body, other, random);
  }
}

/** As values are changed, so are those of a protobuf message; what no message can hold is changed as bytes. */
function mutateMessage(message: Message, body: Buffer, other: Buffer, random: Random): Buffer {
  if (random.uniform() < 0.5) return mutateBytes(body, other, random);
  try {
    const value = mutateJson(message.toObject(message.decode(body) as never), random);
    return Buffer.from(message.encode(message.fromObject(value as Record<string, unknown>) as never).finish());
  } catch {
    return mutateBytes(body, other, random);
  }
}

/** A body changed by its bytes or, where it holds text of JSON or a message, by its values. */
export function mutateBody({ text, message }: Form, body: Buffer, other: Buffer, random: Random): Buffer {
  if (text) return mutateText(body, other, random);
  return message ? mutateMessage(message, body, other, random) : mutateBytes(body, other, random);
}
