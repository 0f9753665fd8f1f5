import type { DuplicateCount } from './duplicates';
import { SPLITS } from './labeled-images';
import type { Manifest } from './manifest';

/** A prepared data set as lines a person reads: counts, where they came from, duplicates, everything that is wrong. */
export function manifestText(manifest: Manifest): string {
  const { classes, duplicates, rejected, source, height, width } = manifest;
  const splits = SPLITS.filter((split) => manifest.splits[split]);
  const rows = splits.map((split) => {
    const { count, perClass } = manifest.splits[split]!;
    return [split, ...[count, ...classes.map((name) => perClass[name] ?? 0)].map(numberText)];
  });
  const total = splits.reduce((sum, split) => sum + manifest.splits[split]!.count, 0);
  const within = splits.flatMap((split) => {
    const found = duplicates.within[split];
    return found ? [`  within ${split}: ${groupsText(found)}`] : [];
  });
  return [
    `${manifest.name}: ${numberText(total)} gray images of ${width}×${height} pixels from ${source.kind === 'csv' ? source.name : `the class folders in ${source.name}`}`,
    ...source.mapping.map((sentence) => `  ${sentence}`),
    '',
    ...table([['split', 'images', ...classes], ...rows]),
    '',
    ...duplicatesText(duplicates, within),
    `Rejected: ${rejected.length === 0 ? 'none' : `${counted(rejected.length, source.kind === 'csv' ? 'row' : 'file')}, listed in the manifest`}`,
    ...manifest.warnings.map((warning) => `Note: ${warning}`),
  ].join('\n');
}

function duplicatesText({ all, across, conflicting, conflictingAcross }: Manifest['duplicates'], within: readonly string[]): string[] {
  if (all.groups === 0) return ['Exact duplicates: none'];
  return [
    `Exact duplicates: ${groupsText(all)}, ${numberText(all.extra)} beyond the first of each group; they stay in the data`,
    ...within,
    `  across splits: ${groupsText(across)}`,
    `  with different labels: ${groupsText(conflicting)}${conflicting.groups === 0 ? '' : ` (across splits: ${groupsText(conflictingAcross)})`}`,
  ];
}

function groupsText({ groups, images }: DuplicateCount): string {
  return groups === 0 ? 'none' : `${counted(images, 'image')} in ${counted(groups, 'group')}`;
}

/** `1 group`, `1,273 groups`. */
function counted(n: number, thing: string): string {
  return `${numberText(n)} ${thing}${n === 1 ? '' : 's'}`;
}

function numberText(n: number): string {
  return n.toLocaleString('en');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '));
}
