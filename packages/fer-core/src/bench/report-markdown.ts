import type { BenchReport, BenchRow, BenchSection, BenchTable } from './bench-report';
import type { Measurement } from './interleave';

/** A report as Markdown: what was compared, every contender's times, who did not run, and on what machine. */
export function reportMarkdown(report: BenchReport): string {
  const { date, commit, command, machine } = report;
  const load = `load ${machine.load.start} before, ${machine.load.end ?? '?'} after`;
  return [
    `# Benchmark of ${date.slice(0, 10)}`,
    `\`${command}\` · commit ${commit ?? 'unknown'} · ${date}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.threads} threads for every contender, ${machine.memoryGb} GB, ${machine.instructions.join(' ') || 'instruction sets unknown'} · ` +
      `${machine.system}, Node.js ${machine.node} · ${load}`,
    'All contenders of a section worked in turns in one run, each in a process of its own; only one computed at any moment.',
    '## Summary',
    rowsTable(report.rows),
    ...report.sections.map(sectionMarkdown),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The comparisons: a ratio above 1 means that we are faster. */
export function rowsTable(rows: readonly BenchRow[]): string {
  return table(
    ['comparison', 'ours', 'fastest peer', 'unit', 'we are faster by', 'beside each peer'],
    rows.map(({ name, ours, peers, unit, ratio, ratios }) => [
      name,
      number(ours),
      ratio === null ? 'none ran' : fastestPeer({ peers, ratios }),
      unit,
      ratio === null ? '–' : `${ratio.toFixed(2)} ×`,
      Object.entries(ratios)
        .map(([peer, times]) => `${peer} ${times.toFixed(2)} ×`)
        .join(', '),
    ]),
  );
}

function fastestPeer({ peers, ratios }: Pick<BenchRow, 'peers' | 'ratios'>): string {
  const [name] = Object.entries(ratios).reduce((best, next) => (next[1] < best[1] ? next : best));
  return `${number(peers[name]!)} (${name})`;
}

function sectionMarkdown(section: BenchSection): string {
  return [
    `## ${section.title}`,
    ...section.notes,
    ...(workText(section) ?? []),
    measurementsTable(section),
    ...section.tables.map(tableMarkdown),
    ...(section.notRun.length ? [`Not run:\n\n${section.notRun.map(({ name, reason }) => `- ${name}: ${reason}`).join('\n')}`] : []),
    `Versions: ${versions(section.measurements)}.`,
  ].join('\n\n');
}

function workText({ work, peak }: BenchSection): string[] | undefined {
  if (!work) return undefined;
  const lines = [`One round is ${(work.flops / 1e9).toFixed(3)} GFLOP in convolutions and moves ${(work.bytes / 1e6).toFixed(1)} MB when every layer reads its inputs and writes its output once, nothing fused.`];
  if (peak?.flopsPerSecond) {
    lines.push(`The machine multiplied 2048² float32 matrices at ${(peak.flopsPerSecond / 1e9).toFixed(0)} GFLOP/s: at least ${number((1000 * work.flops) / peak.flopsPerSecond)} ms a round for the arithmetic.`);
  }
  if (peak?.bytesPerSecond) {
    lines.push(`It copied memory at ${(peak.bytesPerSecond / 1e9).toFixed(1)} GB/s, read and written: ${number((1000 * work.bytes) / peak.bytesPerSecond)} ms a round for that traffic, less where caches and fusing help.`);
  }
  return [lines.join(' ')];
}

function measurementsTable({ measurements, work, peak }: BenchSection): string {
  const flops = work && peak?.flopsPerSecond ? { work: work.flops, peak: peak.flopsPerSecond } : null;
  return table(
    ['contender', 'precision', 'median ms', 'p90 ms', 'shortest ms', 'times', 'first rounds s', ...(flops ? ['GFLOP/s', 'of the peak'] : []), 'settings'],
    measurements.map(({ contender, about, median, p90, min, count }) => {
      const perSecond = flops && contender.family !== 'machine' ? (1000 * flops.work) / median : null;
      const share = flops ? (perSecond === null ? ['', ''] : [number(perSecond / 1e9), `${((100 * perSecond) / flops.peak).toFixed(0)} %`]) : [];
      return [contender.name, contender.precision, number(median), number(p90), number(min), `${count}`, number(about.warmUpMs / 1000), ...share, about.settings ?? ''];
    }),
  );
}

function tableMarkdown({ title, columns, rows, note }: BenchTable): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? number(cell) : cell)));
  return [`### ${title}`, table(columns, cells), ...(note ? [note] : [])].join('\n\n');
}

function versions(measurements: readonly Measurement[]): string {
  const seen = new Map<string, string>();
  for (const { contender, about } of measurements) {
    const family = contender.family === 'machine' ? 'ours' : contender.family;
    seen.set(family, Object.entries(about.versions).map(([name, version]) => `${name} ${version}`).join(', '));
  }
  return [...seen].map(([family, list]) => `${family}: ${list}`).join('; ');
}

function table(columns: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Three significant digits, whole from 100 on. */
function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(3)).toString();
}
