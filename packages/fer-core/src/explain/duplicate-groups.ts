import { COMPARED_SIDE, findTwins, type TwinOptions } from '../audit/near-duplicates';
import { resizeImages } from '../classify/resize-images';
import { twinGroups } from '../evaluate/twin-groups';
import type { ImagesOfOneSize } from './fitting-images';

/**
 * Which images are the same or nearly so, as `fer audit` finds them.
 * @returns for each image the index of its group, null where it has no twin; null altogether for images in colour, which are not compared
 */
export async function duplicateGroups(
  data: ImagesOfOneSize,
  options: TwinOptions = {},
): Promise<(number | null)[] | null> {
  if (data.channels !== 1) return null;
  const count = data.images.length / (data.height * data.width);
  const pairs = await findTwins(
    resizeImages(data.images, data, { height: COMPARED_SIDE, width: COMPARED_SIDE }),
    COMPARED_SIDE,
    COMPARED_SIDE,
    options,
  );
  const groups: (number | null)[] = Array.from({ length: count }, () => null);
  twinGroups(pairs, count).forEach((members, group) => members.forEach((image) => (groups[image] = group)));
  return groups;
}
