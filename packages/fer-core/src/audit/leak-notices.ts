import { SPLITS } from '../datasets/labeled-images';
import type { Notice } from '../evaluate/notices';
import { formatPercent } from '../evaluate/format-percent';
import type { DataAudit } from './audit-data';

/** A split most of whose images are known from training is none: who only remembers is right on most of it. */
const MOSTLY_KNOWN = 0.5;

/** What must be known before an accuracy on audited data is believed. */
export function leakNotices({ twinInTraining, conflicting }: Pick<DataAudit, 'twinInTraining' | 'conflicting'>): Notice[] {
  const notices: Notice[] = [];
  for (const split of SPLITS) {
    const counts = twinInTraining[split];
    if (!counts || counts.exactOrNear === 0) continue;
    const known = counts.exactOrNear / counts.n;
    const found = `${counts.exactOrNear.toLocaleString('en')} of ${counts.n.toLocaleString('en')} ${split} images (${formatPercent(known)}) have a twin among the training images`;
    notices.push(
      known > MOSTLY_KNOWN
        ? { level: 'not-credible', text: `${found}: an accuracy on them says what was remembered, not what was learned` }
        : { level: 'warning', text: `${found}: an accuracy on this split rests on memory in part, measure it without them too` },
    );
  }
  const { groups, images } = conflicting.exactOrNear;
  if (groups > 0) {
    notices.push({
      level: 'note',
      text: `${images.toLocaleString('en')} images are in ${groups.toLocaleString('en')} ${groups === 1 ? 'group' : 'groups'} of twins with different labels: at least one label of each group is open to doubt`,
    });
  }
  return notices;
}
