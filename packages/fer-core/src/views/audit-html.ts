import { escapeHtml } from '../evaluate/escape-html';
import { auditFindings, hasConflict } from './audit-findings';
import { type AuditPayload, TWIN_SUBSETS } from './audit-payload';
import { FINDING_NAMES, formatCount, formatKnown, formatPart, formatPlaces, SUBSET_NAMES } from './audit-summary';
import { noticesHtml } from './notices';
import { formatShare } from './share-with-interval';
import { tableHtml } from './table-html';

/** Groups that are shown without the extension. */
const SHOWN = 10;

/** The audit as self-contained HTML tables, for viewers without the extension. */
export function auditHtml(payload: AuditPayload): string {
  const { name, splits, labels, images, groups, inTraining, models, notices } = payload;
  const findings = auditFindings(payload).map((finding) => {
    const { kind, groups: count, images: found, share } = finding;
    if (found === null) return [FINDING_NAMES[kind], '', 'not looked for', '', ''];
    return [FINDING_NAMES[kind], count === null ? '' : formatCount(count), formatCount(found), formatPart(share), formatPlaces(finding)];
  });
  const shown = groups.slice(0, SHOWN).map((group) => [
    group.images.map((image) => `${splits[images.splits[image]!]!.split} ${images.ids[image]} (${labels[images.labels[image]!]})`).join(' · '),
    group.correlation.toFixed(3),
    hasConflict(group, images) ? 'labels differ' : '',
  ]);
  return (
    `<div style="font-family:system-ui,sans-serif;font-size:13px"><p><b>${escapeHtml(name)}</b> ${splits.map(({ split, n }) => `${escapeHtml(split)} n = ${formatCount(n)}`).join(', ')}</p>` +
    noticesHtml(notices) +
    tableHtml('What was found', ['', 'groups', 'images', 'of all', 'where'], findings) +
    inTraining.map((counts) => `<p>${escapeHtml(`${counts.split} images with a twin among the training images: ${formatKnown(counts)}`)}</p>`).join('') +
    models
      .map(
        ({ stamp, accuracy, notices: about }) =>
          tableHtml(`Accuracy (${stamp})`, ['images', 'n', 'accuracy (95 % interval)'], TWIN_SUBSETS.map((subset) => [SUBSET_NAMES[subset], formatCount(accuracy[subset].n), formatShare(accuracy[subset])])) + noticesHtml(about),
      )
      .join('') +
    (groups.length > 0 ? tableHtml(`Groups of twins: the first ${shown.length} of ${formatCount(groups.length)}`, ['images', 'least correlation', ''], shown) : '') +
    '</div>'
  );
}
