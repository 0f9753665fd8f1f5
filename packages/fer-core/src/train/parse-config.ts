import type { z } from 'zod';
import { InputError } from '../input-error';

/**
 * Fills in defaults and checks every field.
 * @param source where the fields come from, for messages
 * @throws InputError naming each field that is unknown or out of range
 */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, input: unknown, source: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(whole)'}: ${message}`);
  throw new InputError(`${source}: ${problems.join('; ')}`);
}
