import { imageUrl } from './embedded-image';
import { escapeHtml } from '../evaluate/escape-html';
import { SUPER_RESOLUTION_STAGES, type SuperResolutionFace, type SuperResolutionPayload } from './super-resolution-payload';
import { formatQuality, superResolutionSummary } from './super-resolution-summary';

const SIDE = 128;

/** The first face whole and the others small, as self-contained HTML, for viewers without the extension. */
export function superResolutionHtml(payload: SuperResolutionPayload): string {
  const [first, ...others] = payload.faces;
  return (
    `<div style="font-family:system-ui,sans-serif;font-size:13px"><div style="white-space:pre-line">${escapeHtml(superResolutionSummary(payload))}</div>` +
    `${stages(first!)}<div style="display:flex;flex-wrap:wrap;gap:4px">${others.map(({ name, thumbnail }) => `<img src="${imageUrl(thumbnail)}" width="64" alt="${escapeHtml(name)}" title="${escapeHtml(name)}"/>`).join('')}</div></div>`
  );
}

function stages({ quality, pictures }: SuperResolutionFace): string {
  const figures = SUPER_RESOLUTION_STAGES.flatMap((stage) => {
    const image = pictures?.stages[stage];
    if (!image) return [];
    const measured = stage === 'lowResolution' || stage === 'truth' ? `${image.width} × ${image.height} px` : formatQuality(quality[stage]);
    return [
      `<figure style="margin:6px 8px 6px 0"><img src="${imageUrl(image)}" width="${SIDE}" height="${SIDE}" alt="${stage}" style="image-rendering:${stage === 'lowResolution' ? 'pixelated' : 'auto'}"/><figcaption>${stage}<br/><small>${measured}</small></figcaption></figure>`,
    ];
  });
  return `<div style="display:flex;flex-wrap:wrap">${figures.join('')}</div>`;
}
