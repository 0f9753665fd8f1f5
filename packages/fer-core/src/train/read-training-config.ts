import { readFile } from 'node:fs/promises';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { InputError } from '../input-error';
import { resolveTrainingConfig, type TrainingConfig } from './training-config';

/**
 * Reads a classifier's training configuration, see `readConfigFile`.
 * @throws InputError also when a field is unknown or out of range
 */
export async function readTrainingConfig(file: string, changes: readonly string[] = []): Promise<TrainingConfig> {
  return resolveTrainingConfig(await readConfigFile(file, changes), changes.length ? `${file} with --set` : file);
}

/**
 * Reads a configuration: JSON, with comments and trailing commas allowed, as a difference to the defaults.
 * @param file path of the configuration
 * @param changes `path=value` each, as `optimizer.name=sgd` or `epochs=3`; they come after the file
 * @returns its fields as they stand, not yet checked
 * @throws InputError when the file is not there or no JSON, or a change is malformed
 */
export async function readConfigFile(file: string, changes: readonly string[] = []): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new InputError(`train: expected a configuration file, found none at ${file}`);
  }
  const errors: ParseError[] = [];
  const config = parse(text, errors, { allowTrailingComma: true }) as unknown;
  if (errors[0]) {
    const { error, offset } = errors[0];
    throw new InputError(`${file}: expected JSON, found ${printParseErrorCode(error)} in line ${text.slice(0, offset).split('\n').length}`);
  }
  if (!isObject(config)) throw new InputError(`${file}: expected an object of settings, found ${JSON.stringify(config)}`);
  for (const change of changes) applyChange(config, change);
  return config;
}

function applyChange(config: Record<string, unknown>, change: string): void {
  const [, path, text] = /^([\w.]+)=(.*)$/s.exec(change) ?? [];
  if (path === undefined) throw new InputError(`train: --set expected <field>=<value>, got ${change}`);
  const keys = path.split('.');
  let target = config;
  for (const key of keys.slice(0, -1)) {
    const found = target[key];
    const inner = isObject(found) ? found : {};
    target[key] = inner;
    target = inner;
  }
  target[keys[keys.length - 1]!] = valueOf(text!);
}

/** Numbers, true, false, null, lists and objects as JSON writes them; everything else is text. */
function valueOf(text: string): unknown {
  const errors: ParseError[] = [];
  const value = parse(text, errors) as unknown;
  return errors.length ? text : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
