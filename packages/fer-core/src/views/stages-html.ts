import { imageUrl } from './embedded-image';
import { escapeHtml } from '../evaluate/escape-html';
import { formatPercent } from '../evaluate/format-percent';
import type { StagesFace, StagesPayload } from './stages-payload';

/** Side of each picture in CSS pixels. */
const SIDE = 96;

/** The stages as a self-contained HTML table, one row a face, for viewers without the extension; reads on light and dark alike. */
export function stagesHtml({ photo, labels, faces }: StagesPayload): string {
  const head = `<div>${escapeHtml(photo.name)}, ${photo.width} × ${photo.height} px${faces.length === 0 ? ': no face found' : ''}</div>`;
  const rows = faces.map((face) => `<tr>${pictures(face)}<td style="padding:4px 8px">${bars(labels, face)}</td></tr>`);
  const table = `<table style="border-collapse:collapse"><thead><tr>${['Face', 'Aligned', 'Super-resolved', 'Network input', 'Probabilities'].map((name) => `<th style="padding:4px 8px;text-align:left;font-weight:600">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<div style="font-family:system-ui,sans-serif;font-size:13px">${head}${faces.length === 0 ? '' : table}</div>`;
}

function pictures({ crop, aligned, superResolved, input }: StagesFace): string {
  return [crop.image, aligned, superResolved, input]
    .map((image) => `<td style="padding:4px 8px">${image ? `<img src="${imageUrl(image)}" width="${SIDE}" height="${Math.round((SIDE * image.height) / image.width)}" alt="" style="image-rendering:${image === input ? 'pixelated' : 'auto'}"/>` : '–'}</td>`)
    .join('');
}

function bars(labels: readonly string[], { probabilities, label }: StagesFace): string {
  return labels
    .map((name, index) => {
      const share = probabilities[index]!;
      const color = index === label ? '#2f81c7' : 'rgba(128,128,128,0.6)';
      return (
        `<div style="display:flex;align-items:center;gap:6px;${index === label ? 'font-weight:600' : ''}"><span style="width:64px">${escapeHtml(name)}</span>` +
        `<span style="display:inline-block;height:9px;width:${(100 * share).toFixed(1)}px;background:${color}"></span><span>${formatPercent(share)}</span></div>`
      );
    })
    .join('');
}
