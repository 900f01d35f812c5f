import { z } from 'zod';
import type { Path } from './kind.ts';

/** The keys that a schema knows at a path, of all members where it is a union; to suggest a near one for a mistyped key. */
export function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  return objectsAt(schema, path).flatMap((object) => Object.keys(object._zod.def.shape));
}

function objectsAt(schema: z.core.$ZodType, path: Path): z.core.$ZodObject[] {
  const [step, ...rest] = path;
  if (schema instanceof z.core.$ZodObject) {
    if (step === undefined) return [schema];
    const field = schema._zod.def.shape[String(step)];
    return field ? objectsAt(field, rest) : [];
  }
  if (schema instanceof z.core.$ZodArray) return step === undefined ? [] : objectsAt(schema._zod.def.element, rest);
  if (schema instanceof z.core.$ZodRecord) return step === undefined ? [] : objectsAt(schema._zod.def.valueType, rest);
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.flatMap((option) => objectsAt(option, path));
  if (schema instanceof z.core.$ZodLazy) return objectsAt(schema._zod.def.getter(), path);
  if (schema instanceof z.core.$ZodPipe) return objectsAt(schema._zod.def.in, path);
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodNullable
  ) {
    return objectsAt(schema._zod.def.innerType, path);
  }
  return [];
}
