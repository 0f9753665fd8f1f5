import type { DuplicateCount } from './duplicates';
import { SPLITS } from './labeled-images';
import type { Manifest } from './manifest';

/** A prepared data set as lines a person reads: counts, where they came from, duplicates, everything that is wrong. */
export function manifestText(manifest: Manifest): string {
  const { classes, duplicates, source, height, width } = manifest;
  const splits = SPLITS.filter((split) => manifest.splits[split]);
  const rows = splits.map((split) => {
    const { count, perClass } = manifest.splits[split]!;
    return [split, count, ...classes.map((name) => perClass[name] ?? 0)].map(String);
  });
  const within = splits.flatMap((split) => {
    const found = duplicates.within[split];
    return found ? [`  within ${split}: ${groupsText(found)}`] : [];
  });
  return [
    `${manifest.name}: gray ${width}×${height} images from ${source.name} (${source.kind})`,
    ...source.mapping.map((sentence) => `  ${sentence}`),
    '',
    ...table([['split', 'images', ...classes], ...rows]),
    '',
    `Exact duplicates: ${groupsText(duplicates.all)}, ${duplicates.all.extra} more than needed`,
    ...within,
    `  across splits: ${groupsText(duplicates.across)}`,
    `  with different labels: ${groupsText(duplicates.conflicting)}; of these across splits: ${groupsText(duplicates.conflictingAcross)}`,
    `Rejected: ${manifest.rejected.length === 0 ? 'none' : `${manifest.rejected.length} rows or files (listed in the manifest)`}`,
    ...manifest.warnings.map((warning) => `Note: ${warning}`),
  ].join('\n');
}

function groupsText({ groups, images }: DuplicateCount): string {
  return `${images} images in ${groups} groups`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '));
}
