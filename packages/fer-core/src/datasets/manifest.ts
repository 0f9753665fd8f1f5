import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../input-error';
import { SPLITS, type Split } from './labeled-images';

/** Name of the manifest inside a prepared folder. */
export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 'fer-prepared';
const VERSION = 1;

const count = z.number().int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.object({ name: z.string().regex(/^[\w.-]+$/), bytes: count, sha256 });
const split = z.enum(SPLITS);
const duplicates = z.object({ groups: count, images: count });

const schema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** Data set name stamped on reports. */
  name: z.string(),
  height: z.number().int().min(1),
  width: z.number().int().min(1),
  channels: z.literal(1),
  classes: z.array(z.string()).min(1),
  source: z.object({
    kind: z.enum(['csv', 'class folders']),
    name: z.string(),
    sha256,
    /** How Usage values or folders became splits. */
    mapping: z.array(z.string()),
  }),
  splits: z.partialRecord(
    split,
    z.object({
      count,
      perClass: z.record(z.string(), count),
      /** sha256 over image bytes, then label bytes: what `labeledImagesSha256` gives for the loaded split. */
      dataSha256: sha256,
      images: file,
      labels: file,
      ids: file,
    }),
  ),
  duplicates: z.object({
    all: duplicates.extend({ extra: count }),
    within: z.partialRecord(split, duplicates),
    across: duplicates,
    conflicting: duplicates,
    conflictingAcross: duplicates,
    groups: z.array(z.object({ ids: z.array(z.string()), splits: z.array(split), labels: z.array(z.string()) })),
  }),
  rejected: z.array(z.object({ where: z.string(), reason: z.string() })),
  warnings: z.array(z.string()),
});

/** `manifest.json` of a prepared data set: what is in it, where it came from, what is wrong with it. */
export type Manifest = z.infer<typeof schema>;
export type ManifestSplit = NonNullable<Manifest['splits'][Split]>;

/** The manifest's content for a data set about to be written. */
export function createManifest(content: Omit<Manifest, 'format' | 'version'>): Manifest {
  return { format: FORMAT, version: VERSION, ...content };
}

/**
 * Reads and checks `<dir>/manifest.json`.
 * @throws InputError when it is not there, is no JSON, is of a newer version or lacks a field.
 */
export function readManifest(dir: string): Manifest {
  const path = join(dir, MANIFEST_FILE);
  const wrong = (got: string) => new InputError(`readManifest: expected a prepared data set in ${dir}, got ${got}`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code) throw wrong(`no readable ${MANIFEST_FILE} there (run fer prepare)`);
    throw wrong(`a ${MANIFEST_FILE} that is not JSON`);
  }
  const head = z.object({ format: z.literal(FORMAT), version: z.number() }).safeParse(json);
  if (head.success && head.data.version > VERSION) {
    throw wrong(`one of version ${head.data.version}, and this program reads version ${VERSION}: update it`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`a ${MANIFEST_FILE} where ${issue.path.join('.') || 'the whole'} is wrong: ${issue.message}`);
}
