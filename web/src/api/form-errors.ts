import type { z } from 'zod';
import { ApiProblem } from './problem.ts';

/** What is wrong with a form: by field, and what belongs to none of them. */
export interface FormErrors {
  fields: Readonly<Record<string, string>>;
  form: string | null;
}

export const noErrors: FormErrors = { fields: {}, form: null };

/** The body of a form by the contract of its route, or what is wrong with it, without asking the server. */
export function checkForm<T>(schema: z.ZodType<T>, values: unknown): { body: T } | { errors: FormErrors } {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { body: parsed.data };
  const fields: Record<string, string> = {};
  for (const { path, message, code } of parsed.error.issues) {
    const name = String(path[0] ?? '');
    const value = (values as Record<string, unknown> | null)?.[name];
    const isEmpty = value === '' || value === undefined || (Array.isArray(value) && value.length === 0);
    fields[name] ??= isEmpty && code !== 'custom' ? 'Fill this in.' : sentence(message);
  }
  return { errors: { fields, form: null } };
}

/**
 * What the server found wrong. `bad_input` names fields (`body: /name expected …; /email …`): those that the form has
 * stand at their field, everything else above the form.
 */
export function errorsOf(problem: unknown, fieldNames: readonly string[]): FormErrors {
  if (!(problem instanceof ApiProblem))
    return { fields: {}, form: problem instanceof Error ? problem.message : 'Failed.' };
  if (problem.code !== 'bad_input' || !problem.detail.startsWith('body: ')) return { fields: {}, form: problem.detail };
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const part of problem.detail.slice('body: '.length).split('; /')) {
    const [, name = '', said = part] = /^\/?([^/\s]*)\S*\s+(.*)$/s.exec(part) ?? [];
    if (fieldNames.includes(name)) fields[name] ??= sentence(said);
    else rest.push(part);
  }
  return { fields, form: rest.length > 0 ? rest.join('; ') : null };
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, '.')}`;
