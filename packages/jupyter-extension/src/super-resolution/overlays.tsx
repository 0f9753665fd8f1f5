import { type FacePictures, isContourPoint } from 'fer-core/views';
import React, { useId } from 'react';
import { decodeLevels, largestOfMaps, levelsUrl, maskOf } from '../pictures/picture-levels';
import { COLORS } from '../pictures/seen-faces';
import { useComputed } from '../pictures/use-computed';
import { FRAME } from './face-image';

/** What may be drawn over a face. */
export type Overlay = 'heatmaps' | 'parsing';

interface OverlaysProps extends Pick<FacePictures, 'heatmaps' | 'parsing'> {
  shown: ReadonlySet<Overlay>;
  regions: readonly string[];
}

/** Heat maps and regions in the theme's colours: each is a mask for a filled square. */
export function Overlays({ shown, heatmaps, parsing, regions }: OverlaysProps): React.ReactElement {
  const ofHeat = useComputed(async () => (heatmaps && shown.has('heatmaps') ? heatMasks(heatmaps) : []), [heatmaps, shown]);
  const ofRegions = useComputed(async () => (parsing && shown.has('parsing') ? regionMasks(parsing, regions) : []), [parsing, shown, regions]);
  return (
    <>
      {ofRegions?.map(({ index, name, url }) => (
        <Masked key={name} url={url} className="fer-region" title={name} color={index} />
      ))}
      {ofHeat?.map(({ kind, url }) => (
        <Masked key={kind} url={url} className={`fer-heat fer-heat-${kind}`} title={kind} />
      ))}
    </>
  );
}

async function heatMasks({ count, image }: NonNullable<FacePictures['heatmaps']>): Promise<{ kind: string; url: string }[]> {
  const maps = await decodeLevels(image);
  const all = Array.from({ length: count }, (_, index) => index);
  const kinds = [
    { kind: 'inner', chosen: all.filter((index) => !isContourPoint(index)) },
    { kind: 'contour', chosen: all.filter(isContourPoint) },
  ];
  return kinds.filter(({ chosen }) => chosen.length > 0).map(({ kind, chosen }) => ({ kind, url: levelsUrl(largestOfMaps(maps, count, chosen)) }));
}

async function regionMasks(parsing: NonNullable<FacePictures['parsing']>, regions: readonly string[]): Promise<{ index: number; name: string; url: string }[]> {
  const map = await decodeLevels(parsing);
  return regions.flatMap((name, index) => {
    // The first region is what lies behind the face.
    const mask = index === 0 ? null : maskOf(map, index);
    return mask ? [{ index, name, url: levelsUrl(mask) }] : [];
  });
}

function Masked({ url, className, title, color = 0 }: { url: string; className: string; title: string; color?: number }): React.ReactElement {
  const id = useId();
  return (
    <>
      <mask id={id}>
        <image href={url} {...FRAME} preserveAspectRatio="none" />
      </mask>
      <rect className={className} data-fer-color={color % COLORS} data-fer-region={title} {...FRAME} mask={`url(#${id})`}>
        <title>{title}</title>
      </rect>
    </>
  );
}
